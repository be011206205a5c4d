import pg from 'pg';
import { openPostgres } from '../../../server/adapters/sql/postgres/open.ts';
import {
  factTable,
  keyTable,
  lineTable,
  minuteTable,
  orderTable,
  stockTable,
  type Table,
} from '../../../server/adapters/sql/schema.ts';
import { PostgresServer } from '../../builders/postgres.ts';
import { inFolder, syncMs } from '../folder.ts';
import { inHouse } from '../house.ts';
import { median } from '../numbers.ts';
import { orderRuns, ramp, warmUp } from '../order-runs.ts';
import type { Measure, PartReport } from '../report.ts';
import { ORDERS, ordersThrough, ROUNDS, type Round, started, WARM_UP } from '../rounds.ts';
import { inShop } from '../shop.ts';

const BATCH = 500;
const LINES = 3;

const WATCHERS = 500;
const BUYERS = 1_500;
const RAMP_RATES = [2_000, 3_000, 4_000, 5_000, 6_000, 8_000];

/**
 * What the engine and PostgreSQL together keep, beside inserting the very same rows with nothing around; and what of it
 * comes through to a crowd's sockets.
 */
export async function postgres(seed: number): Promise<PartReport> {
  const rounds: { ours: Round; bare: Round }[] = [];
  let sync = 0;
  let kept: Measure;
  const server = await PostgresServer.start();
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const url = await server.database();
      const ours = await inFolder((folder) =>
        inShop({ folder, open: () => openPostgres({ url }) }, (shop) => ordersThrough(shop, seed + round)),
      );
      rounds.push({ ours, bare: await bareInserts(url) });
      sync = await inFolder(async (folder) => syncMs(folder));
    }
    kept = await throughSockets(await server.database(), seed);
  } finally {
    await server.remove();
  }
  const of = (pick: (round: { ours: Round; bare: Round }) => number) => median(rounds.map(pick));
  return {
    part: 'postgres',
    about: `durable three-line orders, engine and PostgreSQL (synchronous_commit on) alone, ${ROUNDS} × ${ORDERS} orders, the median; then through sockets, ${WATCHERS} watch, ${BUYERS} watch and order`,
    seed,
    measures: [
      kept,
      {
        name: 'engine + PostgreSQL',
        value: of(({ ours }) => ours.perSecond),
        unit: 'orders/s',
      },
      { name: 'bare inserts of the same rows', value: of(({ bare }) => bare.perSecond), unit: 'orders/s' },
      {
        name: 'engine of bare inserts',
        value: of(({ ours, bare }) => (100 * ours.perSecond) / bare.perSecond),
        unit: '%',
      },
      { name: 'CPU an order, without the database', value: of(({ ours }) => ours.cpuMicros), unit: 'µs' },
      { name: 'fdatasync of 4 KiB, p50', value: sync, unit: 'ms' },
    ],
  };
}

function throughSockets(url: string, seed: number): Promise<Measure> {
  return inHouse(
    async (house) => {
      await house.fill(WATCHERS + BUYERS);
      const run = orderRuns(house, { seed, buyers: BUYERS });
      await warmUp(run);
      return ramp(run, RAMP_RATES, 5_000);
    },
    undefined,
    { DATABASE_URL: url },
  );
}

/** The rows that the engine wrote, once more into an empty schema of the same server: one INSERT a table and batch. */
async function bareInserts(url: string): Promise<Round> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = [factTable, keyTable, orderTable, lineTable, stockTable, minuteTable];
    await client.query('CREATE SCHEMA bare');
    for (const { name } of tables) {
      await client.query(`CREATE TABLE bare.${name} (LIKE public.${name} INCLUDING ALL)`);
    }
    const inOrders = '(SELECT min(seq) FROM orders)';
    const facts = await readyRows(client, factTable, `WHERE type = 'order_placed' ORDER BY seq`);
    const keys = await readyRows(client, keyTable, `WHERE seq >= ${inOrders} ORDER BY seq`);
    const orders = await readyRows(client, orderTable, 'ORDER BY seq');
    const lines = await readyRows(client, lineTable, 'ORDER BY order_id, line_index');
    const stock = await readyRows(client, stockTable, '');
    const minutes = await readyRows(client, minuteTable, '');
    const write = async (at: number) => {
      const to = at + BATCH;
      await client.query('BEGIN');
      await facts(at, to);
      await keys(at, to);
      await orders(at, to);
      await lines(at * LINES, to * LINES);
      await stock(0, BATCH);
      await minutes(0, BATCH);
      await client.query('COMMIT');
    };
    for (let at = 0; at < WARM_UP; at += BATCH) await write(at);
    const end = started();
    for (let at = WARM_UP; at < WARM_UP + ORDERS; at += BATCH) await write(at);
    return end(ORDERS);
  } finally {
    await client.end();
  }
}

/** Reads a table and gives a call that inserts a slice of it. */
async function readyRows<Row>(
  client: pg.Client,
  { name, columns, key }: Table<Row>,
  order: string,
): Promise<(from: number, to: number) => Promise<unknown>> {
  const { rows } = await client.query<{ [column: string]: string | null }>(
    `SELECT ${columns.join(', ')} FROM public.${name} ${order}`,
  );
  const { fields } = await client.query(`SELECT ${columns.join(', ')} FROM public.${name} LIMIT 0`);
  const TEXT = 25;
  const arrays = fields.map(({ dataTypeID }, at) => `$${at + 1}::${dataTypeID === TEXT ? 'text' : 'int8'}[]`);
  const rest = columns.filter((column) => !key.includes(column));
  const text = `INSERT INTO bare.${name} (${columns.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return (from, to) => {
    const part = rows.slice(from, to);
    const values = columns.map((column) => part.map((row) => row[column]));
    return client.query({ text, values, name: `bare ${name}` });
  };
}
