import { join } from 'node:path';
import {
  factTable,
  keyTable,
  lineTable,
  minuteTable,
  orderTable,
  stockTable,
  type Table,
} from '../../../server/adapters/sql/schema.ts';
import { openReader, openWriter } from '../../../server/adapters/sql/sqlite/connection.ts';
import { openSqlite } from '../../../server/adapters/sql/sqlite/open.ts';
import { addText, insertText, upsertText } from '../../../server/adapters/sql/texts.ts';
import { inFolder, syncMs } from '../folder.ts';
import { median } from '../numbers.ts';
import type { PartReport } from '../report.ts';
import { ORDERS, ordersThrough, ROUNDS, type Round, started, WARM_UP } from '../rounds.ts';
import { inShop } from '../shop.ts';

const BATCH = 500;

/** What deciding, hashing and the writer's thread cost, beside inserting the very same rows with nothing around. */
export async function engine(seed: number): Promise<PartReport> {
  const rounds: { ours: Round; bare: Round }[] = [];
  let sync = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await inFolder(async (folder) => {
      const file = join(folder, 'fairday.db');
      const ours = await throughEngine(folder, file, seed + round);
      sync = syncMs(folder);
      rounds.push({ ours, bare: bareInserts(join(folder, 'bare.db'), file) });
    });
  }
  const of = (pick: (round: { ours: Round; bare: Round }) => number) => median(rounds.map(pick));
  return {
    part: 'engine',
    about: `durable three-line orders, engine and SQLite (FULL) alone; ${ROUNDS} × ${ORDERS} orders, the median`,
    seed,
    measures: [
      { name: 'engine + SQLite', value: of(({ ours }) => ours.perSecond), unit: 'orders/s' },
      { name: 'bare inserts of the same rows', value: of(({ bare }) => bare.perSecond), unit: 'orders/s' },
      {
        name: 'engine of bare inserts',
        value: of(({ ours, bare }) => (100 * ours.perSecond) / bare.perSecond),
        unit: '%',
        budget: { least: 60 },
      },
      {
        name: 'CPU an order, all threads',
        value: of(({ ours }) => ours.cpuMicros),
        unit: 'µs',
        note: `bare inserts ${of(({ bare }) => bare.cpuMicros).toFixed(0)} µs`,
      },
      { name: 'heap made an order', value: of(({ ours }) => ours.madeBytes / 1_000), unit: 'kB' },
      { name: 'heap kept an order', value: of(({ ours }) => ours.keptBytes / 1_000), unit: 'kB' },
      { name: 'fdatasync of 4 KiB, p50', value: sync, unit: 'ms' },
    ],
  };
}

function throughEngine(folder: string, file: string, seed: number): Promise<Round> {
  return inShop({ folder, open: () => openSqlite({ file, sync: 'full' }) }, (shop) =>
    ordersThrough(shop, seed),
  );
}
/** The rows that the engine wrote, once more, on this thread: prepared statements with nothing in between. */
function bareInserts(file: string, from: string): Round {
  const reader = openReader(from);
  const rowsOf = <Row>({ name, columns }: Table<Row>, order: string): unknown[][] =>
    reader
      .prepare(`SELECT ${columns.join(', ')} FROM ${name} ${order}`)
      .raw()
      .all() as unknown[][];
  const inOrders = `(SELECT min(seq) FROM orders)`;
  const facts = rowsOf(factTable, `WHERE type = 'order_placed' ORDER BY seq`);
  const keys = rowsOf(keyTable, `WHERE seq >= ${inOrders} ORDER BY seq`);
  const orders = rowsOf(orderTable, 'ORDER BY seq');
  const lines = rowsOf(lineTable, 'ORDER BY order_id, line_index');
  const stock = rowsOf(stockTable, '');
  const minutes = rowsOf(minuteTable, '');
  reader.close();

  const { db, close } = openWriter(file, 'full');
  const fact = db.prepare<unknown[]>(insertText(factTable));
  const key = db.prepare<unknown[]>(insertText(keyTable));
  const order = db.prepare<unknown[]>(insertText(orderTable));
  const line = db.prepare<unknown[]>(insertText(lineTable));
  const lastStock = db.prepare<unknown[]>(upsertText(stockTable));
  const minute = db.prepare<unknown[]>(addText(minuteTable));
  const perOrder = lines.length / orders.length;
  const write = db.transaction((at: number) => {
    for (const values of facts.slice(at, at + BATCH)) fact.run(values);
    for (const values of keys.slice(at, at + BATCH)) key.run(values);
    for (const values of orders.slice(at, at + BATCH)) order.run(values);
    for (const values of lines.slice(at * perOrder, (at + BATCH) * perOrder)) line.run(values);
    for (const values of stock) lastStock.run(values);
    for (const values of minutes) minute.run(values);
  });
  for (let at = 0; at < WARM_UP; at += BATCH) write(at);
  const end = started();
  for (let at = WARM_UP; at < orders.length; at += BATCH) write(at);
  const round = end(orders.length - WARM_UP);
  close();
  return round;
}
