import type { AddressInfo } from 'node:net';
import { parse } from 'csv-parse/sync';
import express from 'express';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { exportColumns } from '../../server/gateway/http/sales/exports/columns.ts';
import { sendExport } from '../../server/gateway/http/sales/exports/send-export.ts';
import { withoutFloorPrice } from '../../server/gateway/http/sales/exports/without-floor-price.ts';
import { salesTable } from '../../server/gateway/http/sales/sales-table.ts';
import { goldenStream } from '../builders/store-golden-stream.ts';
import { aBatch, aFact, aHead, anOrder, EIGHT, idOf, MINUTE } from '../builders/store-rows.ts';

/** The golden stream, and one of many orders, behind a real HTTP server. */
const stores = openMemory();
const golden = goldenStream(idOf('golden'));
const many = idOf('many');
const MANY = 1_234;
const warnings: string[] = [];
let url = '';
let close = () => {};

beforeAll(async () => {
  const goldenId = golden.rows.streams[0]!.streamId;
  await stores.store.create(aHead(goldenId));
  await stores.store.append(aBatch(goldenId, 0, { rows: golden.rows, facts: 3 }));
  await stores.audience.record(golden.audience);
  await stores.store.create(aHead(many));
  const orders = Array.from({ length: MANY }, (_, n) => anOrder(many, `${n}`, { seq: n + 1 }));
  const streams = [{ ...golden.rows.streams[0]!, streamId: many, slug: 'many' }];
  await stores.store.append(aBatch(many, 0, { rows: { streams, orders }, facts: 1 }));
  const app = express();
  app.get('/:streamId/:file', async (request, response) => {
    const stream = await stores.readers.streamById(request.params.streamId);
    const sources = {
      readers: stores.readers,
      analyst: {
        floor: async () => ({ isWhole: true, money: [{ atMs: EIGHT + 3 * MINUTE, paidMinor: 5_980 }] }),
        facts: (streamId: string, after: number, limit: number) => {
          if (request.query.breaks !== undefined) throw new Error('the store went away');
          return stores.store.factsAfter(streamId, after, limit);
        },
      },
      clock: { nowMs: () => golden.asOfMs },
      application: { shopToday: async () => '2026-11-14' },
      log: { warn: (_: object, what: string) => warnings.push(what) },
    };
    const as = stream && { ...stream, shopNumber: 12, hasFloorPrices: request.query.reader !== 'analyst' };
    const sent = as && (await sendExport(sources as never, as, request.params.file, response));
    if (!sent?.ok) response.sendStatus(404);
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});
afterAll(() => close());

const file = (name: string, streamId = golden.rows.streams[0]!.streamId) =>
  fetch(`${url}/${streamId}/${name}`);
const csv = async (name: string, streamId?: string) => {
  const response = await file(name, streamId);
  return parse(await response.text(), { columns: true, bom: true }) as Record<string, string>[];
};
const ndjson = async (name: string) =>
  (await (await file(name)).text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const parquet = async (name: string, streamId?: string) => {
  const buffer = await (await file(name, streamId)).arrayBuffer();
  return parquetReadObjects({ file: buffer });
};

test('the golden stream’s money is in its lines, in each format', async () => {
  const paid = golden.rows.orders.filter(({ paidAtMs }) => paidAtMs !== null).map(({ orderId }) => orderId);
  for (const rows of [await csv('lines.csv'), await ndjson('lines.ndjson'), await parquet('lines.parquet')]) {
    expect(rows).toHaveLength(5);
    const sum = rows
      .filter(({ order_id }) => paid.includes(String(order_id)))
      .reduce((total, { goods_minor }) => total + Number(goods_minor), 0);
    expect(sum).toBe(15_580);
    expect(Object.keys(rows[0]!)).toEqual(exportColumns.lines.map(({ name }) => name));
  }
});

test('the golden stream’s items as CSV: the same money, at the list price and in the flash', async () => {
  const report = await stores.readers.sales(golden.rows.streams[0]!.streamId, golden.asOfMs);
  const rows = parse(salesTable(report!), { columns: true, bom: true }) as Record<string, string>[];
  const fen = (name: string) => rows.reduce((sum, row) => sum + Math.round(Number(row[name]) * 100), 0);
  expect(fen('gmv_paid')).toBe(15_580);
  expect(fen('flash_gmv')).toBe(3_980);
  expect(rows.map(({ paid_units }) => Number(paid_units))).toEqual([2, 1, 2]);
});

test('[N6] the items have what was asked about them; where the chat is away nobody says 0', async () => {
  const report = await stores.readers.sales(golden.rows.streams[0]!.streamId, golden.asOfMs);
  const itemNumber = report!.items[1]!.itemNumber;
  const counts = [{ item: itemNumber, asked: 4, answered: 2, open: 1 }];
  const asked = (questions: Parameters<typeof salesTable>[2]) =>
    (
      parse(salesTable(report!, null, questions), { columns: true, bom: true }) as Record<string, string>[]
    ).map(({ questions_asked, questions_answered }) => `${questions_asked} ${questions_answered}`);
  expect(asked({ counts, answered: [] })).toEqual(['0 0', '4 2', '0 0']);
  expect(asked({ counts: [], answered: [], isAway: true })).toEqual([' ', ' ', ' ']);
  expect(asked(null)).toEqual([' ', ' ', ' ']);
});

test('each format says the same of every order', async () => {
  const [fromCsv, fromNdjson, fromParquet] = [
    await csv('orders.csv'),
    await ndjson('orders.ndjson'),
    await parquet('orders.parquet'),
  ];
  expect(fromCsv).toHaveLength(3);
  const words = (value: unknown) =>
    value === null || value === undefined ? '' : value instanceof Date ? value.toISOString() : String(value);
  for (const rows of [fromNdjson, fromParquet]) {
    const said = rows.map((row) => Object.fromEntries(Object.entries(row).map(([n, v]) => [n, words(v)])));
    expect(said).toEqual(fromCsv);
  }
  expect(fromCsv.map(({ paid_at }) => paid_at).sort()[0]).toBe('');
});

test('facts come as they are hashed, minutes as the report has them', async () => {
  const facts = await ndjson('facts.ndjson');
  expect(facts.map(({ body, hash }) => ({ body, hash }))).toEqual(
    [1, 2, 3].map((n) => ({ body: aFact(n).body, hash: aFact(n).hash })),
  );
  const minutes = await csv('minutes.csv');
  expect(minutes).toHaveLength(10);
  expect(minutes[3]).toEqual({
    minute: new Date(EIGHT + 3 * MINUTE).toISOString(),
    viewers: '2',
    joins: '0',
    leaves: '0',
    adds: '3',
    orders: '1',
    paid_orders: '1',
    gmv_paid_minor: '5980',
    events: '',
  });
  expect(minutes.filter(({ gmv_paid_minor }) => gmv_paid_minor === '0')).toHaveLength(9);
});

test('more orders than a page are all there, once', async () => {
  for (const rows of [await csv('orders.csv', many), await parquet('orders.parquet', many)]) {
    expect(rows).toHaveLength(MANY);
    expect(new Set(rows.map(({ order_id }) => order_id)).size).toBe(MANY);
  }
});

test('the dictionary names every column; what is no file is not found', async () => {
  const words = await csv('dictionary.csv');
  const named = words.map(({ file: of, column }) => `${of} ${column}`);
  const all = Object.entries(exportColumns).flatMap(([of, columns]) =>
    columns.map(({ name }) => `${of} ${name}`),
  );
  expect(named).toEqual(all);
  for (const wrong of [
    'orders',
    'orders.xlsx',
    'people.csv',
    'orders.csv.csv',
    'constructor.csv',
    'orders.__proto__',
  ]) {
    expect((await file(wrong)).status, wrong).toBe(404);
  }
});

test('a file that breaks off half way does not look whole', async () => {
  const broken = fetch(`${url}/${golden.rows.streams[0]!.streamId}/facts.csv?breaks`).then((r) => r.text());
  await expect(broken).rejects.toThrow();
  expect(warnings).toContain('an export was not taken to its end');
});

test('[A1] to who may not know floor prices facts come without them, and without the hash that would give them away', async () => {
  const streamId = golden.rows.streams[0]!.streamId;
  const factsOf = async (reader: string) => {
    const text = await (await fetch(`${url}/${streamId}/facts.ndjson?reader=${reader}`)).text();
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; type: string; body: string; hash: string });
  };
  const [all, told] = [await factsOf('operator'), await factsOf('analyst')];
  expect(all.filter(({ type }) => type === 'item_added').length).toBeGreaterThan(0);
  expect(told).toEqual(all.map((fact) => (fact.type === 'item_added' ? { ...fact, hash: '' } : fact)));
  const added = { seq: 2, at: 0, type: 'item_added', hash: 'ab' };
  const body = (floor: string) =>
    `{"atMs":1,"body":{"buyerLimit":null,${floor}"grams":0,"itemNumber":1},"seq":2,"type":"item_added"}`;
  expect(withoutFloorPrice({ ...added, body: body('"floorMinor":500,') })).toEqual({
    ...added,
    hash: '',
    body: body(''),
  });
});
