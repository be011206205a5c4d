import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { readGoods } from '../../server/application/catalogue/import-csv/read-goods.ts';
import { takeGoods } from '../../server/application/catalogue/take-goods.ts';
import { accepted, MarketHouse } from '../builders/engine-house.ts';

const open: MarketHouse[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
});
async function aHouse(): Promise<MarketHouse> {
  const house = await MarketHouse.open();
  open.push(house);
  return house;
}

const text = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'));
const files: [string, Uint8Array, string][] = [
  ['a real export', readFileSync(new URL('../data/shopify-home-and-garden.csv', import.meta.url)), 'EUR'],
  ['our own columns', text('名称,产地商家,价格,数量,货号', '茶,羊岑,12.00,5,T-1', '米,沙溪,8.00,9,'), 'CNY'],
  ['rows that are wrong', text('name,producer,price,units', 'a,b,c,1', 'a,,1,1', 'a,b,1', ''), 'CNY'],
  ['columns that nobody knows', text('name,producer,price,units,flor', 'a,b,1,1,1'), 'CNY'],
  ['no text', new Uint8Array([0xff, 0xfe, 0x00]), 'CNY'],
  ['nothing', new Uint8Array(), 'CNY'],
];

test.each(files)('the screen and the command line agree on %s', async (_, bytes, currency) => {
  const [line, screen] = [await aHouse(), await aHouse()];
  const reading = readGoods(bytes, currency);
  const taken = reading.ok
    ? await takeGoods(line.app.deps, { reading, key: line.ids.next(), currency })
    : reading;
  const { application } = screen.app;
  const preview = await application.previewImport(bytes, currency);
  const faults = taken.ok ? [] : taken.faults.map(({ reason: _, ...fault }) => fault);
  expect([preview.faults, preview.faultCount]).toEqual([faults, taken.ok ? 0 : taken.faultCount]);
  if (!taken.ok) return;
  expect(preview).toMatchObject({ created: taken.goods, changed: 0, unchanged: 0 });
  expect(preview.leftOut).toEqual({
    ...{ picturesOnly: taken.picturesOnly, compareAtPrices: taken.compareAtPrices },
    ...{ shortened: taken.shortened, tagsLeftOut: taken.tagsLeftOut, columns: taken.columnsLeftOut },
  });
  const operator = screen.staff('operator', 'Su');
  const asked = { currency, plan: preview.plan, key: screen.ids.next() };
  const first = accepted(await application.takeImport(operator, bytes, asked));
  expect(first).toMatchObject({ created: taken.goods, changed: 0 });
  // The same key once more is the same answer, and nothing is taken twice (I1).
  expect(await application.takeImport(operator, bytes, asked)).toMatchObject({
    ok: true,
    created: taken.goods,
  });
  const goodsOf = async ({ app }: MarketHouse) =>
    app.engines.shop.read((shop) =>
      [...shop.products.values()].map(({ productId, producerId: _, sku, ...good }) => ({
        ...good,
        sku: sku === productId ? null : sku,
      })),
    );
  expect(await goodsOf(screen)).toEqual(await goodsOf(line));
  expect(await application.previewImport(bytes, currency)).toMatchObject({ changed: 0 });
});

test('a table beyond the bounds of the screen is told so, and the command line takes it', async () => {
  const { app } = await aHouse();
  const rows = Array.from({ length: 2_001 }, (_, n) => `a${n},b,1,1`);
  const long = text('name,producer,price,units', ...rows);
  expect(await app.application.previewImport(long, 'CNY')).toMatchObject({
    faults: [{ row: 0, code: 'TOO_MANY_ROWS', max: 2_000 }],
  });
  expect(readGoods(long, 'CNY').ok).toBe(true);
  const large = new Uint8Array(1_024 * 1_024 + 1);
  expect(await app.application.previewImport(large, 'CNY')).toMatchObject({
    faults: [{ row: 0, code: 'TOO_LARGE', max: 1 }],
  });
});
