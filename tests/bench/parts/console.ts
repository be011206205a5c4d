import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { openSqlite } from '../../../server/adapters/sql/sqlite/open.ts';
import { playedClock } from '../../../server/tools/demo/market/played-clock.ts';
import { runCommand } from '../../../server/tools/lab/market/own-server.ts';
import { chromiumFlags, chromiumPath } from '../../services.ts';
import {
  bareList,
  type Change,
  changesIn,
  marksFor,
  type TimedPage,
  TRACED,
  timeChanges,
} from '../changes.ts';
import { environmentOf } from '../folder.ts';
import { type House, inHouse } from '../house.ts';
import { median, pause, percentile } from '../numbers.ts';
import type { OpenLoop, OrderRun } from '../open-loop.ts';
import { pastStartMs, sellInThePast } from '../past-orders.ts';
import type { Measure, PartReport } from '../report.ts';
import type { Paying } from '../server-child.ts';
import { inShop } from '../shop.ts';
import type { Stall } from '../stall.ts';

const DESK = { width: 1_440, height: 900 };
const PRODUCTS = 200;
const PAST_ORDERS = 240_000;
const ORDERS_A_MINUTE = 500;
const BUYERS = 500;
const CHANGES = 1_000;
/** A frame of a screen: who aims at a row sees no change that takes longer. */
const FRAME_MS = 16;
/** At this rate, for so long, more orders come than the page keeps (MOST_ORDERS): its memory is as full as it gets. */
const WARM_UP_RATE = 100;
const WARM_UP_MS = 25_000;
/** Long enough for them on a machine that others use; two to six come in a second. */
const RUN_MS = 420_000;
const FULL_RUN_MS = 600_000;
const HEAP_EVERY_MS = 30_000;
/** Of the heap, how many readings at either end are its first and its last. */
const ENDS = 3;
const FLAT_MB = 1;
const PIN_EVERY_MS = 5_000;
const PAY_EVERY_MS = 2_000;
const BARE_EVERY_MS = 60;
/** Orders that the page draws. */
const DRAWN_ORDERS = 200;
/** A stream with a long past is read from its log first. */
const WAIT_MS = 240_000;
/** How Socket.IO writes a frame of a console. */
const CONSOLE_FRAME = '42/console,["c",';

/** A console in a browser while a long lineup sells: what a change costs its page, and whether its memory stays. */
export async function consolePage(seed: number, isFull: boolean): Promise<PartReport> {
  const executablePath = chromiumPath();
  if (!executablePath || !existsSync(executablePath)) throw new Error('The console is opened in Chromium.');
  let stall: Stall | null = null;
  let link = '';
  const furnish = async (folder: string) => {
    stall = await sellBefore(folder, seed);
    const added = ['user', 'add', 'host@bench.example', '--name', 'Mei', '--role', 'operator'];
    link = /#(\S+)\s*$/.exec(await runCommand(environmentOf(folder), added))?.[1] ?? '';
  };
  const measures: Measure[] = [];
  await inHouse(async (house) => {
    if (!stall) throw new Error('Nothing was sold before.');
    const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
    try {
      const { slug } = stall;
      const page = await aConsole(browser, `http://127.0.0.1:${house.port}`, { slug, link });
      measures.push(...(await measured(house, { page, browser, stall, seed, isFull })));
    } finally {
      await browser.close();
    }
  }, furnish);
  return {
    part: 'console',
    about: `the console of a live stream at ${DESK.width} × ${DESK.height}, ${PRODUCTS} products, ${PAST_ORDERS.toLocaleString('en')} paid orders before, ${ORDERS_A_MINUTE} three-line orders a minute, paid by their buyers within seconds, a pin every ${PIN_EVERY_MS / 1_000} s; server, crowd and browser share the cores`,
    seed,
    measures,
  };
}

interface Desk {
  page: Page;
  browser: Browser;
  stall: Stall;
  seed: number;
  isFull: boolean;
}

function sellBefore(folder: string, seed: number): Promise<Stall> {
  const clock = playedClock(pastStartMs(Date.now()));
  const open = () => openSqlite({ file: join(folder, 'fairday.db'), sync: 'normal' });
  return inShop({ folder, open, clock }, (shop) =>
    sellInThePast(shop, clock, { orders: PAST_ORDERS, seed, items: PRODUCTS }),
  );
}

async function aConsole(
  browser: Browser,
  url: string,
  { slug, link }: { slug: string; link: string },
): Promise<Page> {
  const page = await browser.newPage({ viewport: DESK, locale: 'en-GB' });
  await page.addInitScript(timeChanges, marksFor(CONSOLE_FRAME));
  await page.goto(`${url}/sign-in/link?to=/console/${slug}#${link}`);
  // Of the rows those in sight are drawn, and each says of how many.
  await page.locator(`.lineup-row[aria-setsize="${PRODUCTS}"]`).first().waitFor({ timeout: WAIT_MS });
  return page;
}

async function measured(
  { server, crowd, fill }: House,
  { page, browser, stall, seed, isFull }: Desk,
): Promise<Measure[]> {
  const buyers = await fill(BUYERS, stall.slug);
  const { streamId, offers } = stall;
  /** Orders and their payments, for so long. */
  const selling = async (rate: number, forMs: number): Promise<OrderRun> => {
    const loop: OpenLoop & { buyers: number } = { rate, forMs, seed, offers, buyers: BUYERS };
    const buyerIds = buyers.map(({ buyerId }) => buyerId);
    const paying: Paying = { streamId, buyerIds, everyMs: PAY_EVERY_MS, forMs };
    const [run] = await Promise.all([crowd.ask<OrderRun>('order', loop), server.ask('pay', paying)]);
    return run;
  };
  await selling(WARM_UP_RATE, WARM_UP_MS);

  const frames: string[] = [];
  const heap = await heapOf(page);
  const heard = await framesOf(page, frames);
  await browser.startTracing(page, { categories: TRACED });
  await page.evaluate((most) => (globalThis as unknown as TimedPage).startTiming(most), CHANGES);
  const runMs = isFull ? FULL_RUN_MS : RUN_MS;
  const [run, heaps] = await Promise.all([
    selling(ORDERS_A_MINUTE / 60, runMs),
    lookedAt(runMs, HEAP_EVERY_MS, heap),
    atTimes(runMs, PIN_EVERY_MS, () => page.keyboard.press('n')),
  ]);
  const changes = changesIn((await browser.stopTracing()).toString());
  await heard.detach();
  if (changes.length < CHANGES) throw new Error(`Only ${changes.length} changes came.`);
  await page.context().close();

  const bare = await browser.newPage({ viewport: DESK });
  const [control] = await Promise.all([
    played(browser, bare, frames),
    selling(ORDERS_A_MINUTE / 60, frames.length * (BARE_EVERY_MS + FRAME_MS)),
  ]);
  const [costs, bareCosts] = [cpuOf(changes), cpuOf(control)];
  const [paints, barePaints] = [paintsOf(changes), paintsOf(control)];
  return [
    {
      name: 'a change, p95',
      value: percentile(costs, 95),
      unit: 'ms',
      budget: { most: FRAME_MS },
      note: `of the page’s own thread, from the message until its frame is painted; ${changes.length} changes, ${spreadOf(costs)}; ${run.accepted} of ${run.sent} orders accepted meanwhile`,
    },
    {
      name: 'the same of a bare list, p95',
      value: percentile(bareCosts, 95),
      unit: 'ms',
      note: `the same messages as plain rows, without a program; ${spreadOf(bareCosts)}`,
    },
    {
      name: 'a change by the clock, p95',
      value: percentile(paints, 95),
      unit: 'ms',
      note: `with waiting for the screen’s next frame and for a core; ${spreadOf(paints)}; a bare list p95 ${percentile(barePaints, 95).toFixed(1)}, ${spreadOf(barePaints)}`,
    },
    heapMeasure(heaps, runMs),
  ];
}

const cpuOf = (changes: readonly Change[]) => changes.map(({ cpuMs }) => cpuMs);
const paintsOf = (changes: readonly Change[]) => changes.map(({ paintedMs }) => paintedMs);

function spreadOf(all: readonly number[]): string {
  return `p50 ${median(all).toFixed(1)}, longest ${Math.max(...all).toFixed(1)} ms`;
}

/** Only ten minutes say that it stays; less is a look. */
function heapMeasure(heaps: readonly number[], runMs: number): Measure {
  const [first, last] = [median(heaps.slice(0, ENDS)), median(heaps.slice(-ENDS))];
  const minutes = runMs / 60_000;
  return {
    name: `heap, grown in ${minutes} minutes`,
    value: last - first,
    unit: 'MB',
    ...(runMs === FULL_RUN_MS && { budget: { most: FLAT_MB } }),
    note: `after a collection every ${HEAP_EVERY_MS / 1_000} s: ${heaps.map((each) => each.toFixed(1)).join(', ')} MB`,
  };
}

/** What stays of the page's memory once all that nobody needs is gone, in MB of a million bytes. */
async function heapOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  };
}

/** The frames that the console hears from here on, the first `CHANGES` of them. */
async function framesOf(page: Page, frames: string[]): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.webSocketFrameReceived', ({ response: { payloadData } }) => {
    if (frames.length < CHANGES && payloadData.startsWith(CONSOLE_FRAME)) frames.push(payloadData);
  });
  return session;
}

/** The same messages in a list that does nothing else. */
async function played(browser: Browser, page: Page, messages: string[]): Promise<Change[]> {
  await page.evaluate(timeChanges, marksFor(null));
  await page.evaluate(bareList, DRAWN_ORDERS);
  await browser.startTracing(page, { categories: TRACED });
  await page.evaluate(
    async ({ texts, everyMs }) => {
      const timed = globalThis as unknown as TimedPage & {
        play(texts: string[], everyMs: number): Promise<void>;
      };
      timed.startTiming(texts.length);
      await timed.play(texts, everyMs);
    },
    { texts: messages, everyMs: BARE_EVERY_MS },
  );
  return changesIn((await browser.stopTracing()).toString());
}

async function lookedAt<T>(forMs: number, everyMs: number, look: () => Promise<T>): Promise<T[]> {
  const seen: T[] = [await look()];
  await atTimes(forMs, everyMs, async () => void seen.push(await look()));
  return seen;
}

async function atTimes(forMs: number, everyMs: number, act: () => Promise<unknown>): Promise<void> {
  for (const endMs = performance.now() + forMs; ; ) {
    const restMs = Math.min(everyMs, endMs - performance.now());
    if (restMs <= 0) return;
    await pause(restMs);
    await act();
  }
}
