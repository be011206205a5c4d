import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { chanceOf } from '../../server/dev/market/chance.ts';
import { openDoor } from '../../server/dev/market/door.ts';
import { freePort, holdPort } from '../../server/dev/market/free-port.ts';
import { marketGoods } from '../../server/dev/market/goods.ts';
import { playedClock } from '../../server/dev/market/played-clock.ts';
import { watch } from '../../server/dev/market/watcher.ts';
import { type Demo, openDemo } from '../../server/dev/open-demo.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { FloorReport } from '../../shared/contract/floor.ts';
import type { MomentReply } from '../../shared/contract/moment.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import type { StreamSummary } from '../../shared/contract/stream.ts';
import { until } from './house.ts';

let show: Demo | null = null;
afterEach(() => show?.close());

test('the demo is a market at work: a stream that ended, one that sells, one to come, and it leaves nothing behind', async () => {
  show = await openDemo({ port: 0, viewers: 24, isDev: false, environment: {}, chromium: null });
  const { links, folder, liveSlug, eveningSlug } = show;
  expect(show.picture).toMatchObject({ kind: 'poster' });
  const door = openDoor(show.url);
  const session = await door.signIn(new URL(links.console).hash.slice(1));
  expect(new URL(links.console).searchParams.get('to')).toBe(`/console/${liveSlug}`);
  expect(await door.signIn(new URL(links.insights).hash.slice(1))).not.toBe(session);

  const { streams } = await door.get<{ streams: StreamSummary[] }>('/streams', null);
  const ended = streams.find(({ slug }) => links.firstMarket.endsWith(slug))!;
  expect(streams.find(({ slug }) => slug === liveSlug)?.status).toBe('LIVE');
  expect(streams.find(({ slug }) => slug === eveningSlug)).toMatchObject({ status: 'SCHEDULED' });
  expect(ended.endedAtMs! - ended.liveStartMs!).toBe(40 * 60_000);

  const { products } = await door.get<{ products: Product[] }>('/catalogue/products?limit=200', session);
  expect(products).toHaveLength(marketGoods.length);
  expect(products.every(({ priceMinor, currency }) => priceMinor < 5_000 && currency === 'CNY')).toBe(true);
  expect(new Set(products.map(({ producer }) => producer)).size).toBeGreaterThanOrEqual(5);
  const pictures = new Set(products.map(({ picture }) => picture));
  expect(pictures.size).toBe(products.length);
  for (const picture of pictures) {
    const answer = await fetch(`${show.url}${picture}`);
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect((await answer.arrayBuffer()).byteLength).toBeLessThanOrEqual(15_000);
  }

  const evening = await door.get<SalesReport>(`/insights/${ended.slug}`, session);
  const before = evening.summary;
  expect(evening.channels.filter(({ viewers }) => viewers > 0).length).toBeGreaterThanOrEqual(3);
  expect(evening.channels.find(({ channel }) => channel === 'wechat')?.paidOrders).toBeGreaterThan(0);
  expect(before.paidOrders).toBeGreaterThan(10);
  expect(before.viewers).toBeGreaterThan(before.payingBuyers);
  const { expiredMinor, cancelledUnpaidMinor, openMinor } = before.bridge;
  expect(before.gmvPlacedMinor - expiredMinor - cancelledUnpaidMinor - openMinor).toBe(before.gmvPaidMinor);

  const floor = await door.get<FloorReport>(`/insights/${ended.slug}/floor`, session);
  expect(floor.isWhole).toBe(true);
  expect(floor.acts.some(({ during }) => during.viewerSeconds > 0)).toBe(true);
  expect(floor.holds.placedUnits).toBeGreaterThan(10);
  const { moment } = await door.get<MomentReply>(
    `/insights/${ended.slug}/moment?seq=${floor.headSeq}`,
    session,
  );
  expect(moment!.orders.paid).toBeGreaterThanOrEqual(before.paidOrders);
  const csv = await fetch(`${show.url}/api/v1/insights/${ended.slug}/export/orders.csv`, {
    headers: { authorization: `Bearer ${session}` },
  });
  expect((await csv.text()).trimEnd().split('\n')).toHaveLength(before.placedOrders + 1);

  const { token } = await door.post<{ token: string }>('/guest', {}, null);
  const watcher = watch(show.url, liveSlug, token);
  await until(() => watcher.view().pins.length === 1);
  // Vouchers and parcels are to be seen at work: the crowd asks for its totals, and is sold to.
  expect(watcher.view().stream?.isQuoted).toBe(true);
  await until(() => Object.keys(watcher.view().flash).length > 0, 20_000);
  let now: SalesReport['summary'] | null = null;
  // The crowd is another one each time, and may take its time: two of it have paid within a minute, mostly.
  for (let looks = 0; looks < 150 && (now?.paidOrders ?? 0) < 2; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    now = (await door.get<SalesReport>(`/insights/${liveSlug}`, session)).summary;
  }
  expect(now?.paidOrders).toBeGreaterThanOrEqual(2);
  expect(now?.viewers).toBeGreaterThan(10);
  watcher.leave();

  const stoppedAtMs = performance.now();
  await show.close();
  expect(performance.now() - stoppedAtMs).toBeLessThan(2_000);
  expect(existsSync(folder)).toBe(false);
}, 240_000);

test('a port that is taken is passed by', async () => {
  const holder = createServer();
  const taken = await new Promise<number>((resolve) => {
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
  });
  expect(await freePort('127.0.0.1', taken)).toBeGreaterThan(taken);
  expect(await freePort('127.0.0.1', 0)).toBe(0);
  await new Promise((resolve) => holder.close(resolve));
});

test('a port that is held is passed by as well, until it is let go of', async () => {
  const first = await holdPort('127.0.0.1', 24_700);
  const second = await holdPort('127.0.0.1', first.port);
  expect(second.port).toBeGreaterThan(first.port);
  expect(await freePort('127.0.0.1', first.port)).toBeGreaterThan(first.port);
  await first.letGo();
  expect(await freePort('127.0.0.1', first.port)).toBe(first.port);
  await second.letGo();
  // Whoever closes everything lets go once more.
  await second.letGo();
});

test('the clock of what happened before goes on when told, in whole ms, and wakes whoever waited in order', () => {
  const clock = playedClock(1_000);
  const woken: string[] = [];
  clock.at(1_500, () => woken.push('second'));
  clock.at(1_200, () => woken.push('first'));
  clock.at(1_300, () => woken.push('called off'))();
  clock.goTo(1_700.6);
  expect(woken).toEqual(['first', 'second']);
  clock.goTo(5);
  expect(clock.nowMs()).toBe(1_701);
});

test('the same seed gives the same crowd', () => {
  const moods = (seed: number) => {
    const chance = chanceOf(seed);
    return Array.from({ length: 200 }, () => chance.whole(1, 6));
  };
  expect(moods(7)).toEqual(moods(7));
  expect(moods(7)).not.toEqual(moods(8));
  expect(new Set(moods(7))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
});

test('the links are the last that a start says, in few lines, with one on how video stands', async () => {
  const root = join(import.meta.dirname, '../..');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const name of ['demo', 'start', 'cluster']) expect(scripts[name]).toMatch(/^npm run -s build && /);
  expect(scripts.build).toMatch(/vite build --logLevel warn$/);

  const environment = { ...process.env, MEDIASOUP_WORKER_BIN: '/nowhere/mediasoup-worker' };
  const program = spawn(process.execPath, ['server/cli.ts', 'demo', '--port', '0', '--viewers', '1'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (piece) => {
      said += piece;
    });
  }
  const ended = new Promise((resolve) => program.once('close', resolve));
  try {
    await until(() => said.includes('Ctrl-C'), 50_000);
  } finally {
    program.kill('SIGINT');
    await ended;
  }
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  expect(lines.map((line) => line.trim().split(/\s{2,}|\. /)[0])).toEqual([
    ...['The market is open', 'In the picture', 'A code to type'],
    ...['Watch and buy', 'Host the stream', 'See what it sold', "Yesterday's"],
    'The second and third link sign you in, once each',
  ]);
  expect(lines[1]).toBe(
    "  In the picture    a drawn market, painted by each viewer's page: no media worker: npm run media:worker builds one",
  );
});
