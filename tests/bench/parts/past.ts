import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '../../../server/adapters/sql/sqlite/open.ts';
import { openDoor } from '../../../server/tools/demo/market/door.ts';
import { playedClock } from '../../../server/tools/demo/market/played-clock.ts';
import { runCommand } from '../../../server/tools/lab/market/own-server.ts';
import { environmentOf, inFolder } from '../folder.ts';
import { type House, inHouse } from '../house.ts';
import { KILLED_BUYERS, openingAfterKills } from '../kills.ts';
import { median } from '../numbers.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import { secondsToOpen } from '../opening.ts';
import { bareRebuild, bareReport } from '../past-floors.ts';
import { pastStartMs, sellInThePast } from '../past-orders.ts';
import { inWords, p99OfAll, readAgainAndAgain, taken } from '../reading.ts';
import type { Measure, PartReport } from '../report.ts';
import { inShop } from '../shop.ts';
import type { BenchBuyer, Stall } from '../stall.ts';

const ORDERS = 100_000;
const FULL_ORDERS = 1_000_000;
const TRIES = 3;
/** Of each good, for one run: the warehouse has enough for all of them. */
const UNITS = 100_000;
const WATCHERS = 500;
const BUYERS = 1_500;
/** Orders a second beside the reports: those of a county's best evening, and those of the long named load (LD2). */
const RATES = [500, 3_000];
const WARM_UP_MS = 4_000;
const RUN_MS = 10_000;
/**
 * A run without and one with reports, turn about. One p99 of ten seconds says little (five of them went from 13 to 39 ms
 * with nothing beside), so it is taken over the orders of all runs together.
 */
const PAIRS = 5;
/**
 * Who reads the report beside the orders, and how long they wait between an answer and the next question: a page that an
 * analyst has open (client/stores/sales-store.ts), and somebody who hardly waits at all.
 */
const READERS = [
  { who: 'one page is open', restMs: 3_000 },
  { who: 'reports are read on and on', restMs: 500 },
];
/** Of a long log, until it is read whole. */
const MOST_QUESTIONS = 500;

/** A store whose stream has sold for days: how fast it opens, is made again, and is reported on while others order. */
export async function past(seed: number, isFull: boolean): Promise<PartReport> {
  const orders = isFull ? FULL_ORDERS : ORDERS;
  let slug = '';
  let link = '';
  const measures: Measure[] = [];
  const furnish = async (folder: string) => {
    const { stall, buyers } = await fill(folder, { orders, seed });
    ({ slug } = stall);
    measures.push(await opening(folder));
    // In a copy: the orders it takes there would run out of time in the middle of the reports.
    const killed = inFolder(async (copy) => {
      cpSync(folder, copy, { recursive: true });
      return openingAfterKills(copy, stall, buyers, seed);
    });
    measures.push(...(await killed));
    measures.push(await rebuilding(folder), await bareRebuild(folder), bareReport(folder));
    const added = ['user', 'add', 'analyst@bench.example', '--name', 'Wen', '--role', 'analyst'];
    link = /#(\S+)\s*$/.exec(await runCommand(environmentOf(folder), added))?.[1] ?? '';
  };
  await inHouse(async (house) => {
    measures.push(...(await reporting(house, { slug, link, seed })));
  }, furnish);
  const count = orders.toLocaleString('en');
  return {
    part: 'past',
    about: `a live stream that took ${count} paid three-line orders in three days, all but 1 in 72 of them closed`,
    seed,
    // The budgets are written for a million: a smaller past is not to be read as one.
    measures: measures.map((measure) => ({ ...measure, name: `${measure.name} (${count} orders)` })),
  };
}

function fill(
  folder: string,
  options: { orders: number; seed: number },
): Promise<{ stall: Stall; buyers: BenchBuyer[] }> {
  const clock = playedClock(pastStartMs(Date.now()));
  const open = () => openSqlite({ file: join(folder, 'fairday.db'), sync: 'normal' });
  return inShop({ folder, open, clock }, async (shop) => ({
    stall: await sellInThePast(shop, clock, options),
    buyers: await shop.keeper.buyers(KILLED_BUYERS),
  }));
}

async function opening(folder: string): Promise<Measure> {
  const took: number[] = [];
  for (let i = 0; i < TRIES; i += 1) took.push(await secondsToOpen(folder, 'SIGTERM'));
  return {
    name: 'from spawn to open',
    value: median(took),
    unit: 's',
    budget: { most: 2 },
    note: 'after a clean stop, from its snapshot',
  };
}

async function rebuilding(folder: string): Promise<Measure> {
  const said = await runCommand(environmentOf(folder), ['rebuild', 'all', '--json']);
  const { facts, perSecond } = JSON.parse(said) as { facts: number; perSecond: number };
  return {
    name: 'rebuild',
    value: perSecond,
    unit: 'facts/s',
    budget: { least: 120_000 },
    note: `${facts.toLocaleString('en')} facts`,
  };
}

/** The same orders on a stream of their own, without and with somebody who reads the report of the long one. */
async function reporting(
  { server, crowd, port, fill: invite }: House,
  { slug, link, seed }: { slug: string; link: string; seed: number },
): Promise<Measure[]> {
  const door = openDoor(`http://127.0.0.1:${port}`);
  const session = await door.signIn(link);
  const read = async (): Promise<number> => {
    const startMs = performance.now();
    await door.get(`/insights/${slug}`, session);
    return (performance.now() - startMs) / 1_000;
  };
  const first = await read();
  const again = await read();
  const floor = await readFloor(() => door.get(`/insights/${slug}/floor`, session));

  await invite(WATCHERS + BUYERS);
  const run = async (rate: number, forMs: number): Promise<OrderRun> => {
    const stall = await server.ask<Stall>('stall', Array(30).fill(UNITS));
    await crowd.ask('hello', { slug: stall.slug });
    const loop: OpenLoop & { buyers: number } = { rate, forMs, seed, offers: stall.offers, buyers: BUYERS };
    return crowd.ask<OrderRun>('order', loop);
  };
  const beside: Measure[] = [];
  for (const rate of RATES) {
    await run(rate, WARM_UP_MS);
    for (const { who, restMs } of READERS) {
      const took: number[] = [];
      const without: OrderRun[] = [];
      const during: OrderRun[] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        const besideReports = async () => {
          const reader = readAgainAndAgain(read, restMs, took);
          try {
            during.push(await run(rate, RUN_MS));
          } finally {
            await reader.stop();
          }
        };
        // Whoever comes second finds a longer log: each is first as often as the other.
        if (pair % 2 === 1) await besideReports();
        without.push(await run(rate, RUN_MS));
        if (pair % 2 === 0) await besideReports();
      }
      const calm = p99OfAll(without);
      beside.push(
        {
          name: `report at ${rate} orders/s, ${who}`,
          value: Math.max(...took),
          unit: 's',
          budget: { most: 3 },
          note: `the longest of ${took.length}`,
        },
        {
          name: `ack p99 at ${rate} orders/s, ${who}`,
          value: p99OfAll(during),
          unit: 'ms',
          budget: { most: 1.3 * calm },
          note: `${calm.toFixed(1)} ms without, of all orders of ${PAIRS} runs turn about; one by one ${inWords(without)} and ${inWords(during)} ms; ${taken(during)} accepted, ${taken(without)} without`,
        },
      );
    }
  }
  return [
    {
      name: 'report, nothing else going on',
      value: first,
      unit: 's',
      budget: { most: 3 },
      note: `for the first time; ${again.toFixed(1)} s the next`,
    },
    floor,
    ...beside,
  ];
}

/** The numbers that come from the log itself, read for the first time: a part of it with each question. */
async function readFloor(ask: () => Promise<unknown>): Promise<Measure> {
  const startMs = performance.now();
  let longest = 0;
  for (let questions = 1; questions <= MOST_QUESTIONS; questions += 1) {
    const askedMs = performance.now();
    const { isWhole, seq } = (await ask()) as { isWhole: boolean; seq: number };
    longest = Math.max(longest, performance.now() - askedMs);
    if (!isWhole) continue;
    return {
      name: 'pins, flashes and pairs out of the log, read for the first time',
      value: (performance.now() - startMs) / 1_000,
      unit: 's',
      note: `${seq.toLocaleString('en')} facts in ${questions} questions, the longest ${(longest / 1_000).toFixed(1)} s`,
    };
  }
  throw new Error('The log was not read to its end.');
}
