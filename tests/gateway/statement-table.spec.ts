import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { statementDocument } from '../../server/gateway/http/settlement/statement-document.ts';
import { statementTable } from '../../server/gateway/http/settlement/statement-table.ts';
import type { StatementView } from '../../shared/contract/settlement.ts';

const MONDAY = Date.UTC(2026, 10, 23);

/** A week with one line, named by somebody. */
function statementOf(name: string, reason: string, nameEn?: string): StatementView {
  return {
    producerId: 'p1',
    producer: '老君山合作社',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    from: '2026-11-23',
    until: '2026-11-29',
    isOver: false,
    openingMinor: 0,
    lines: [
      {
        ...{
          number: '1001',
          reference: '12-1001',
          name,
          ...(nameEn && { nameEn }),
          units: 2,
          deliveredAtMs: MONDAY,
          dueUntilMs: null,
        },
        ...{ baseMinor: 4_980, feeMinor: 996, shareMinor: 3_984, entries: [] },
      },
    ],
    adjustments: [{ streamId: 's1', seq: 7, entryIndex: 0, atMs: MONDAY, amountMinor: -500, reason }],
    payouts: [],
    baseMinor: 4_980,
    feeMinor: 996,
    adjustedMinor: -500,
    paidMinor: 0,
    closingMinor: 3_484,
  };
}

const readBack = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });

test.each(['=1+1', '+1', '-A1', '@SUM', '\t=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM'])(
  '[M4] a name that begins like a formula is none in a spreadsheet: %j',
  (text) => {
    const rows = readBack(statementTable(statementOf(text, text)));
    const inert = text.replace(/\S/, "'$&");
    expect(rows.map(({ product }) => product)).toEqual(['', inert, inert, '']);
  },
);

test('[M4] a semicolon in a name splits no cell, and amounts below 0 stay numbers', () => {
  const csv = statementTable(statementOf('土豆; 2.5 kg', 'broken'));
  expect(csv).toContain('"土豆; 2.5 kg"');
  expect(readBack(csv).map(({ amount }) => amount)).toEqual(['0.00', '39.84', '-5.00', '34.84']);
});

test('[M4] a statement on paper names products and producer as its reader knows them; the table has both names', () => {
  const statement = { ...statementOf('红皮土豆', 'broken', 'Red potatoes'), producerEn: 'Laojun Growers' };
  const paper = (language: 'en' | 'zh', hasChinese = true) =>
    JSON.stringify(statementDocument(statement, language, hasChinese));
  for (const english of [paper('en'), paper('zh', false)]) {
    expect(english).toContain('Red potatoes');
    expect(english).toContain('Laojun Growers');
    expect(english).not.toMatch(/土豆|合作社/);
  }
  expect(paper('zh')).toMatch(/红皮土豆/);
  expect(paper('zh')).not.toMatch(/Red potatoes|Laojun/);
  const [, line] = readBack(statementTable(statement));
  expect(line).toMatchObject({ product: '红皮土豆', product_en: 'Red potatoes' });
});
