import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteProjections } from '../../../server/adapters/sql/ledger/sqlite-projections.ts';
import { noRows, type OrderLineRow, type OrderRow, type Rows } from '../../../server/ports/rows.ts';
import { openDoor } from '../../../server/tools/demo/market/door.ts';
import { runCommand } from '../../../server/tools/lab/market/own-server.ts';
import { DAY, HOUR } from '../../../shared/values/time.ts';
import {
  aLine,
  anItem,
  anOrder,
  aProduct,
  aShipment,
  aShipmentLine,
  aStream,
  idOf,
} from '../../builders/store-rows.ts';
import { environmentOf } from '../folder.ts';
import { type House, inHouse } from '../house.ts';
import { seeded } from '../numbers.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import { inWords, p99OfAll, readAgainAndAgain, taken } from '../reading.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const STREAMS = 400;
const ORDERS = 100_000;
const FULL_ORDERS = 1_000_000;
const ORDERS_EACH = 5;
const PRODUCTS = 120;
const PRODUCERS = 40;
const ITEMS = 30;
/** Of a stream that is delivered; its lines are payable a week later, and one in twenty is paid late. */
const DELIVERED_MS = 3 * DAY;
/** Of all buyers, those who ordered under another id before. */
const MERGED = 1 / 50;
const BUYERS = 1_500;
const WATCHERS = 500;
const UNITS = 100_000;
const RATE = 500;
const WARM_UP_MS = 4_000;
const RUN_MS = 10_000;
const PAIRS = 5;
const REST_MS = 500;

/** A shop of 400 streams, one a day: how long the page of the shop over time takes, and what it costs an order. */
export async function overTime(seed: number, isFull: boolean): Promise<PartReport> {
  const orders = isFull ? FULL_ORDERS : ORDERS;
  let link = '';
  const furnish = async (folder: string) => {
    const added = ['user', 'add', 'analyst@bench.example', '--name', 'Wen', '--role', 'analyst'];
    link = /#(\S+)\s*$/.exec(await runCommand(environmentOf(folder), added))?.[1] ?? '';
    await fillOverTime(join(folder, 'fairday.db'), orders, seed);
  };
  const measures: Measure[] = [];
  await inHouse(async (house) => {
    measures.push(...(await reading(house, { link, seed })));
  }, furnish);
  const count = orders.toLocaleString('en');
  return {
    part: 'over-time',
    about: `${STREAMS} closed streams of ${STREAMS} days with ${count} paid two-line orders of ${(orders / ORDERS_EACH).toLocaleString('en')} buyers, their parcels and payouts, as rows put into the tables by themselves`,
    seed,
    measures: measures.map((measure) => ({ ...measure, name: `${measure.name} (${count} orders)` })),
  };
}

/** Rows alone, without a log: reports read nothing else. Nobody opens a stream that has none. */
export async function fillOverTime(file: string, orders: number, seed: number): Promise<void> {
  const chance = seeded(seed);
  const buyers = orders / ORDERS_EACH;
  const perStream = orders / STREAMS;
  const today = Math.floor(Date.now() / DAY) * DAY;
  const market = await openSqliteProjections(file, true);
  const products = Array.from({ length: PRODUCTS }, (_, n) => ({
    productId: idOf(`over time product ${n}`),
    producerId: idOf(`over time producer ${n % PRODUCERS}`),
  }));
  await market.write({
    ...noRows(),
    products: products.map((good, n) => aProduct(`${n}`, { ...good, producer: `Producer ${n % PRODUCERS}` })),
  });
  for (let stream = 0; stream < STREAMS; stream += 1) {
    const streamId = idOf(`over time ${stream}`);
    const startMs = today - (STREAMS - stream) * DAY + 12 * HOUR;
    const goods = Array.from({ length: ITEMS }, (_, n) => products[(stream * 7 + n) % PRODUCTS]!);
    const rows = noRows();
    rows.streams.push(
      aStream(streamId, {
        ...{ slug: `over-time-${stream}`, status: 'CLOSED', scheduledAtMs: startMs, liveStartMs: startMs },
        ...{ endedAtMs: startMs + 2 * HOUR, closedAtMs: startMs + 3 * HOUR },
      }),
    );
    rows.items.push(...goods.map((good, n) => anItem(streamId, n + 1, good)));
    for (let n = 0; n < perStream; n += 1) {
      const placedAtMs = startMs + Math.floor((n * 2 * HOUR) / perStream);
      const order = anOrder(streamId, `${n}`, {
        ...{
          number: `${1_001 + n}`,
          placedAtMs,
          goodsMinor: 3_980,
          totalMinor: 3_980,
          deliveredAtMs: placedAtMs + DELIVERED_MS,
        },
        ...{ buyerId: idOf(`over time buyer ${Math.floor(chance() * buyers)}`), status: 'COMPLETED' },
        channel: n % 4 === 0 ? 'wechat' : 'direct',
      });
      take(rows, order, goods, chance);
    }
    await market.write(rows);
  }
  await market.finish();
  await market.close();
  merge(file, buyers);
}

/** Some buyers had ordered as somebody else before. */
function merge(file: string, buyers: number): void {
  const db = new Database(file);
  const insert = db.prepare('INSERT INTO buyer_alias (from_id, into_id, root_id, at_ms) VALUES (?, ?, ?, 0)');
  const all = db.transaction(() => {
    for (let n = 0; n < buyers * MERGED; n += 1) {
      const into = idOf(`over time buyer ${buyers - 1 - n}`);
      insert.run(idOf(`over time buyer ${n}`), into, into);
    }
  });
  all();
  db.close();
}

/** An order with its two lines in a parcel, both paid out. */
function take(
  rows: Rows,
  order: OrderRow,
  goods: readonly { productId: string; producerId: string }[],
  chance: () => number,
): void {
  const shipBy = new Date(order.placedAtMs + 2 * DAY).toISOString().slice(0, 10);
  const lines = [0, 1].map((lineIndex): OrderLineRow => {
    const item = Math.floor(chance() * ITEMS);
    return aLine(order, lineIndex, { itemNumber: item + 1, ...goods[item]!, shipBy });
  });
  rows.orders.push(order);
  rows.lines.push(...lines);
  const isLate = chance() < 1 / 30;
  const shippedAtMs = order.placedAtMs + (isLate ? 4 : 1) * DAY;
  rows.shipments.push({
    ...aShipment(order),
    status: 'DELIVERED',
    shippedAtMs,
    deliveredAtMs: order.deliveredAtMs,
  });
  rows.shipmentLines.push(...lines.map(({ lineIndex }) => ({ ...aShipmentLine(order), lineIndex })));
  for (const { lineIndex, productId, producerId } of lines) {
    const dueUntilMs = order.placedAtMs + DELIVERED_MS + 7 * DAY;
    rows.payables.push({
      ...{ streamId: order.streamId, orderId: order.orderId, lineIndex, deliverySeq: 1, entryIndex: 0 },
      ...{ producerId, productId, currency: 'CNY', number: order.number, itemNumber: 1, units: 1 },
      ...{
        baseMinor: 1_990,
        shareMinor: 1_592,
        reversedBaseMinor: 0,
        reversedShareMinor: 0,
        isPaused: false,
        reservedMinor: 0,
        reservedUntilMs: 0,
      },
      ...{ deliveredAtMs: order.placedAtMs + DELIVERED_MS, dueUntilMs },
    });
    rows.payoutLines.push({
      ...{ payoutId: idOf(`payout ${order.streamId}`), lineStreamId: order.streamId, orderId: order.orderId },
      ...{ lineIndex, deliverySeq: 1, amountMinor: 1_592 },
      atMs: dueUntilMs + (chance() < 1 / 20 ? DAY : -DAY),
    });
  }
}

const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);

/** Both ranges of the page, as it asks for them. */
async function reading(
  { server, crowd, port, fill: invite }: House,
  { link, seed }: { link: string; seed: number },
): Promise<Measure[]> {
  const door = openDoor(`http://127.0.0.1:${port}`);
  const session = await door.signIn(link);
  let questions = 0;
  /** @param untilDay days before today; another each time, so that no answer is one that was kept */
  const seconds = async (route: string, ranges: [from: number, to: number][], by: string) => {
    const startMs = performance.now();
    const today = Date.now() - (questions % 5) * DAY;
    questions += 1;
    for (const [from, to] of ranges) {
      const query = `from=${dayOf(today - from * DAY)}&to=${dayOf(today - to * DAY)}&by=${by}`;
      await door.get(`/insights/shop${route}?${query}`, session);
    }
    return (performance.now() - startMs) / 1_000;
  };
  const month: [number, number][] = [
    [29, 0],
    [59, 30],
  ];
  const first = await seconds('', month, 'stream');
  const byProduct = await seconds('', month, 'product');
  const after = await seconds('/aftermath', month, 'stream');
  const whole = await seconds('', [[399, 0]], 'stream');

  await invite(WATCHERS + BUYERS);
  const run = async (forMs: number): Promise<OrderRun> => {
    const stall = await server.ask<Stall>('stall', Array(30).fill(UNITS));
    await crowd.ask('hello', { slug: stall.slug });
    const loop: OpenLoop & { buyers: number } = {
      rate: RATE,
      forMs,
      seed,
      offers: stall.offers,
      buyers: BUYERS,
    };
    return crowd.ask<OrderRun>('order', loop);
  };
  await run(WARM_UP_MS);
  const took: number[] = [];
  const without: OrderRun[] = [];
  const during: OrderRun[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const beside = async () => {
      const reader = readAgainAndAgain(() => seconds('', month, 'stream'), REST_MS, took);
      try {
        during.push(await run(RUN_MS));
      } finally {
        await reader.stop();
      }
    };
    // Whoever comes second finds a longer log: each is first as often as the other.
    if (pair % 2 === 1) await beside();
    without.push(await run(RUN_MS));
    if (pair % 2 === 0) await beside();
  }
  const calm = p99OfAll(without);
  return [
    {
      name: 'what the page shows first: 30 days beside the 30 before, by stream',
      value: first,
      unit: 's',
      budget: { most: 3 },
      note: 'for the first time',
    },
    { name: 'the same by product', value: byProduct, unit: 's', budget: { most: 3 } },
    { name: 'what became of their orders', value: after, unit: 's', note: 'told a moment after the rest' },
    { name: 'all 400 days', value: whole, unit: 's', note: 'of every order and buyer at once' },
    {
      name: `what it shows first, at ${RATE} orders/s`,
      value: Math.max(...took),
      unit: 's',
      budget: { most: 3 },
      note: `the longest of ${took.length}`,
    },
    {
      name: `ack p99 at ${RATE} orders/s, read on and on`,
      value: p99OfAll(during),
      unit: 'ms',
      budget: { most: 1.3 * calm },
      note: `${calm.toFixed(1)} ms without, of all orders of ${PAIRS} runs turn about; one by one ${inWords(without)} and ${inWords(during)} ms; ${taken(during)} accepted, ${taken(without)} without`,
    },
  ];
}
