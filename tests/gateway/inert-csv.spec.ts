import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { ChannelOrder } from '../../server/application/application.ts';
import { channelCsv } from '../../server/gateway/http/sales/exports/channel-layouts.ts';
import { exportColumns } from '../../server/gateway/http/sales/exports/columns.ts';
import { formats } from '../../server/gateway/http/sales/exports/formats.ts';
import { salesTable } from '../../server/gateway/http/sales/sales-table.ts';
import { statementTable } from '../../server/gateway/http/settlement/statement-table.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { StatementView } from '../../shared/contract/settlement.ts';
import { channels } from '../../shared/values/channel.ts';
import { aLine, anOrder, idOf } from '../builders/store-rows.ts';

/** Texts that people write, which a spreadsheet could run. */
const formulas = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '＝1+1', '＋1+1', '－1+1', '＠SUM(1)'];
const hostile = formulas.flatMap((formula) => [
  formula,
  ` ${formula}`,
  `\t${formula}`,
  `\n${formula}`,
  `a;${formula}`,
  `a; ${formula}`,
  `a;"${formula};"`,
  `"${formula}`,
  `a\t${formula}`,
  `a\n${formula}`,
  `a,${formula};${formula}`,
]);

const isLive = (cell: string) => /^[\s"]*[=+\-@＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell.trim());

/** Every cell in which a spreadsheet could find a formula, whichever sign it splits at. */
function live(csv: string): string[] {
  const text = csv.replace(/^\uFEFF/, '');
  const atCommas = (parse(text, { relax_column_count: true }) as string[][]).flat();
  // At its worst: a quote in the middle of a cell is a letter, and so keeps nothing together.
  const atSemicolons = text.split(/[;\t\r\n]/);
  return [...atCommas, ...atSemicolons].filter(isLive);
}

const tables: Record<string, (text: string) => Promise<string> | string> = {
  items: (text) =>
    salesTable({
      currency: 'CNY',
      items: [{ ...anItem, name: text, nameEn: text, producer: text, producerEn: text, category: text }],
    } as unknown as SalesReport),
  statement: (text) =>
    statementTable({
      ...{ currency: 'CNY', timeZone: 'Asia/Shanghai', from: '2026-11-23', until: '2026-11-29' },
      ...{ openingMinor: -1, closingMinor: 3_484, payouts: [] },
      lines: [
        {
          ...{ number: '1001', name: text, nameEn: text, units: 2, deliveredAtMs: 0, dueUntilMs: null },
          ...{ baseMinor: 4_980, feeMinor: 996, shareMinor: 3_984, entries: [] },
        },
      ],
      adjustments: [{ streamId: 's1', seq: 7, entryIndex: 0, atMs: 0, amountMinor: -500, reason: text }],
    } as unknown as StatementView),
  ...Object.fromEntries(
    channels.map((channel) => [channel, (text: string) => allOf(channelCsv(channel, pageOf(sent(text))))]),
  ),
  ...Object.fromEntries(
    Object.entries(exportColumns).map(([name, columns]) => [
      `${name}.csv`,
      (text: string) => {
        const row = columns.map(({ name, kind }) => [
          name,
          kind === 'text' ? text : kind === 'money' ? -5 : 5,
        ]);
        return allOf(formats.csv!.chunks(pageOf(Object.fromEntries(row)), columns));
      },
    ]),
  ),
};

const anItem = {
  ...{
    itemNumber: 1,
    allotted: 1,
    restocked: 0,
    available: 1,
    held: 0,
    unpaid: 0,
    paidUnits: 0,
    paidOrders: 0,
  },
  ...{ gmvPaidMinor: -500, flashUnits: 0, flashGmvMinor: 0, sellThrough: null, adders: 0, unmetUnits: 0 },
  ...{ exposureSeconds: 0, exposedViewers: 0, openedViewers: 0, ctr: null },
};

function sent(text: string): ChannelOrder {
  const order = anOrder(idOf('stream'), 'a', { number: '1001' });
  const line = { ...aLine(order, 0, { units: 1, unitPriceMinor: 100 }), name: text, nameEn: text };
  return {
    order,
    reference: '12-1001',
    lines: [line],
    contact: { name: text, phone: '+8613800138000', address: text },
  };
}

async function* pageOf<Row>(row: Row): AsyncIterable<Row[]> {
  yield [row];
}

async function allOf(chunks: AsyncIterable<string | Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

test('what a spreadsheet would run is recognized, and plain numbers are not', () => {
  expect(live('a,b\n1,=1+1\n')).toEqual(['=1+1']);
  expect(live('a,b\n1,"x;=1+1"\n')).toEqual(['=1+1"']);
  expect(live('a,b,c\n1,-5.00,"x;y"\n')).toEqual([]);
});

test.each(Object.keys(tables))(
  '[X93] no cell of %s is a formula, whichever sign it is split at',
  async (name) => {
    for (const text of hostile) expect(live(await tables[name]!(text)), JSON.stringify(text)).toEqual([]);
  },
);

test('[X93] amounts below 0 stay numbers, and harmless texts as they were written', async () => {
  const statement = await tables.statement!('土豆; 2.5 kg, "neu" – a-b');
  const rows = parse(statement, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows.map(({ amount }) => amount)).toEqual(['-0.01', '39.84', '-5.00', '34.84']);
  expect(rows.map(({ product }) => product).filter(Boolean)).toEqual(
    Array(2).fill('土豆; 2.5 kg, "neu" – a-b'),
  );
  expect(statement).toContain('"土豆; 2.5 kg, ""neu"" – a-b"');
});

test('[X93] every table goes out by one door', () => {
  const server = join(import.meta.dirname, '../../server');
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const doors = sources.filter((name) => readFileSync(join(server, name), 'utf8').includes("'csv-stringify"));
  expect(doors).toEqual(['gateway/http/csv.ts']);
});
