import { join } from 'node:path';
import { DoorClosed, openDoor } from '../../../server/tools/demo/market/door.ts';
import { runCommand } from '../../../server/tools/lab/market/own-server.ts';
import type { InsightsList } from '../../../shared/contract/insights-list.ts';
import { shopBys } from '../../../shared/values/shop-report-bounds.ts';
import { DAY } from '../../../shared/values/time.ts';
import { PostgresServer } from '../../builders/postgres.ts';
import { idOf } from '../../builders/store-rows.ts';
import { environmentOf } from '../folder.ts';
import { type House, inHouse } from '../house.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import { fillPostgres, fillSqlite, ORDERS_EACH, STREAMS } from '../over-time-rows.ts';
import { inWords, p99OfAll, readAgainAndAgain, taken } from '../reading.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Stall } from '../stall.ts';

const ORDERS = 100_000;
const FULL_ORDERS = 1_000_000;
const BUYERS = 1_500;
const WATCHERS = 500;
const UNITS = 100_000;
const RATE = 500;
const WARM_UP_MS = 4_000;
const RUN_MS = 10_000;
const PAIRS = 5;
const REST_MS = 500;
/** Longer than any question's own limit. */
const PATIENCE_MS = 60_000;
/** Times that the list of streams is asked for, two seconds of counting each. */
const MOST_ASKED = 60;
const FIRST_SEEN = 'what the page shows first: 30 days beside the 30 before, by week';

/** A shop of 400 streams, one a day: how long the page of the shop over time takes, and what it costs an order. */
export async function overTime(seed: number, isFull: boolean): Promise<PartReport> {
  const orders = isFull ? FULL_ORDERS : ORDERS;
  const count = orders.toLocaleString('en');
  const measures = [...(await onSqlite(orders, seed)), ...(await onPostgres(orders, seed))];
  return {
    part: 'over-time',
    about: `${STREAMS} closed streams of ${STREAMS} days with ${count} paid two-line orders of ${(orders / ORDERS_EACH).toLocaleString('en')} buyers, their parcels and payouts, as rows put into the tables by themselves`,
    seed,
    measures: measures.map((measure) => ({ ...measure, name: `${measure.name} (${count} orders)` })),
  };
}

function onSqlite(orders: number, seed: number): Promise<Measure[]> {
  return inShopOf({}, seed, (folder) => fillSqlite(join(folder, 'fairday.db'), orders, seed));
}

async function onPostgres(orders: number, seed: number): Promise<Measure[]> {
  const server = await PostgresServer.start();
  try {
    const url = await server.database();
    await fillPostgres(url, orders, seed);
    const measures = await inShopOf({ DATABASE_URL: url }, seed);
    return measures.map((measure) => ({ ...measure, name: `${measure.name}, PostgreSQL` }));
  } finally {
    await server.remove();
  }
}

/** What an analyst of a shop reads. @param environment the store, where it is no file of the folder's */
async function inShopOf(
  environment: Readonly<Record<string, string>>,
  seed: number,
  furnish: (folder: string) => Promise<void> = async () => {},
): Promise<Measure[]> {
  let link = '';
  return inHouse(
    (house) => reading(house, { link, seed }),
    async (folder) => {
      const added = ['user', 'add', 'analyst@bench.example', '--name', 'Wen', '--role', 'analyst'];
      const said = await runCommand({ ...environmentOf(folder), ...environment }, added);
      link = /#(\S+)\s*$/.exec(said)?.[1] ?? '';
      await furnish(folder);
    },
    environment,
  );
}

const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);

/** Both ranges of the page, as it asks for them. */
async function reading(
  { server, crowd, port, fill: invite }: House,
  { link, seed }: { link: string; seed: number },
): Promise<Measure[]> {
  const door = openDoor(`http://127.0.0.1:${port}`, PATIENCE_MS);
  const session = await door.signIn(link);
  let questions = 0;
  const brokenOff: string[] = [];
  /** Other days each time, so that no answer is one that was kept. A question that is broken off took until then. */
  const seconds = async (route: string, ranges: [from: number, to: number][], by: string) => {
    const startMs = performance.now();
    const today = Date.now() - (questions % 5) * DAY;
    questions += 1;
    for (const [from, to] of ranges) {
      const query = `from=${dayOf(today - from * DAY)}&to=${dayOf(today - to * DAY)}&by=${by}`;
      await door.get(`/insights/shop${route}?${query}`, session).catch((fault: unknown) => {
        if (!(fault instanceof DoorClosed)) throw fault;
        brokenOff.push(`${from - to + 1} days by ${by}`);
      });
    }
    return (performance.now() - startMs) / 1_000;
  };
  const month: [number, number][] = [
    [29, 0],
    [59, 30],
  ];
  const seen: Measure[] = [];
  for (const by of shopBys) {
    const value = await seconds('', month, by);
    const name = by === 'week' ? FIRST_SEEN : `the same by ${by}`;
    seen.push({
      name,
      value,
      unit: 's',
      budget: { most: 3 },
      ...(by === 'week' && { note: 'for the first time' }),
    });
  }
  const after = await seconds('/aftermath', month, 'week');
  for (const by of shopBys) {
    const value = await seconds('', [[364, 0]], by);
    seen.push({
      name: `a year by ${by}`,
      value,
      unit: 's',
      budget: { most: 3 },
      note: 'of every order and buyer at once',
    });
  }
  const listed = await listing(() => door.get<InsightsList>('/insights', session));
  const orders: Measure[] = [];
  for (const [what, query] of orderLists()) {
    const startMs = performance.now();
    await door.get(`/office/orders?${query}`, session);
    const value = (performance.now() - startMs) / 1_000;
    orders.push({ name: `orders behind a number: ${what}`, value, unit: 's', budget: { most: 3 } });
  }

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
      const reader = readAgainAndAgain(() => seconds('', month, 'week'), REST_MS, took);
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
    ...seen,
    {
      name: 'what became of the orders of 30 days and 30 before',
      value: after,
      unit: 's',
      note: 'told a moment after the rest',
    },
    ...listed,
    ...orders,
    {
      name: 'questions that were broken off',
      value: brokenOff.length,
      unit: '',
      budget: { most: 0 },
      note: brokenOff.join('; '),
    },
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

/** The list of streams, asked on and on until each has its numbers. */
async function listing(ask: () => Promise<InsightsList>): Promise<Measure[]> {
  const startMs = performance.now();
  const seconds = () => (performance.now() - startMs) / 1_000;
  let told = await ask();
  const first = seconds();
  const counted = told.streams.filter(({ numbers }) => numbers !== null).length;
  let asked = 1;
  for (; !told.isWhole && asked < MOST_ASKED; asked += 1) told = await ask();
  const note = `${counted} of ${told.streams.length} with their numbers`;
  return [
    { name: 'the list of streams', value: first, unit: 's', budget: { most: 3 }, note },
    {
      name: 'the list of streams, all with numbers',
      value: seconds(),
      unit: 's',
      note: `${asked} questions`,
    },
  ];
}

/** Lists that numbers of the page lead to. */
function orderLists(): [what: string, query: string][] {
  const now = Date.now();
  const days = `from=${dayOf(now - 29 * DAY)}&to=${dayOf(now)}`;
  return [
    ['paid, of 30 days', `outcome=paid&${days}`],
    ['paid, of a product and 30 days', `outcome=paid&product=${idOf('over time product 7')}&${days}`],
    ['paid, of a stream', `outcome=paid&stream=over-time-${STREAMS - 2}`],
    ['cancelled or given back, of 30 days: none', `outcome=reversed&${days}`],
  ];
}
