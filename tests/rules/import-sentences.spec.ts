import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readGoods } from '../../server/application/catalogue/import-csv/read-goods.ts';
import type { ImportReport } from '../../server/application/catalogue/take-goods.ts';
import { importSentences } from '../../server/cli/import-sentences.ts';

type Taken = Extract<ImportReport, { ok: true }>;

const nothing = { picturesOnly: 0, compareAtPrices: 0, shortened: 0, tagsLeftOut: 0, columnsLeftOut: [] };
const said = (more: Partial<Taken> = {}) => {
  const counts = { goods: 22, producers: 1, scarce: 0, isRepeat: false };
  return importSentences('shop.csv', { ok: true, format: 'shopify', ...counts, ...nothing, ...more });
};

test('what is one is said as one', () => {
  expect(said()).toBe('22 products of 1 producer are in the catalogue.\n');
  expect(said({ goods: 1, producers: 1 })).toBe('1 product of 1 producer is in the catalogue.\n');
  expect(said({ isRepeat: true })).toBe(
    'shop.csv was taken in before: its 22 products are in the catalogue once.\n',
  );
});

test('what an import leaves out is said, each in a line; a file that has nothing of it says nothing', () => {
  const lines = said({
    ...{ picturesOnly: 1, compareAtPrices: 1, shortened: 1, tagsLeftOut: 1, scarce: 1 },
    columnsLeftOut: ['Cost per item', 'Status\u001b[2J'],
  });
  expect(lines.split('\n')).toEqual([
    '22 products of 1 producer are in the catalogue.',
    '1 row only added a picture and was passed over.',
    '1 compare-at price was left out.',
    '1 description had more than 1,000 characters and now ends with “…”.',
    '1 tag was left out: a product has up to 30, of up to 60 characters.',
    'Columns left out: Cost per item, Status·[2J.',
    '1 product has no more than 1 unit, so one order sells it out: set its units under Admin, Products.',
    '',
  ]);
  const many = said({ picturesOnly: 2, compareAtPrices: 2, shortened: 2, tagsLeftOut: 2, scarce: 2 });
  expect(many).toContain('2 rows only added pictures and were passed over.');
  expect(many).toContain('2 compare-at prices were left out.');
  expect(many).toContain('2 descriptions had more than 1,000 characters and now end with “…”.');
  expect(many).toContain('2 tags were left out');
  expect(many).toContain('2 products have no more than 1 unit, so one order sells each out: set their units');
});

test('a refusal lists its rows and counts the others', () => {
  const faults = [
    { row: 0, reason: 'the file is empty', code: 'EMPTY' as const },
    { row: 3, reason: 'the price must be an amount', code: 'AMOUNT' as const },
  ];
  expect(importSentences('shop.csv', { ok: false, faults, faultCount: 5 })).toBe(
    'Nothing was taken from shop.csv:\n  the file is empty\n  row 3: the price must be an amount\n  and 3 more\n',
  );
});

test('a real export says all that it loses', () => {
  const file = readFileSync(new URL('../data/shopify-home-and-garden.csv', import.meta.url));
  const {
    goods,
    ok: _,
    ...read
  } = readGoods(file, 'USD') as Extract<ReturnType<typeof readGoods>, { ok: true }>;
  const report: Taken = { ok: true, ...read, goods: goods.length, producers: 3, scarce: 6, isRepeat: false };
  expect(importSentences('shop.csv', report)).toContain('16 compare-at prices were left out.');
  expect(importSentences('shop.csv', report)).toContain('Columns left out: Published, Option1 Name,');
});
