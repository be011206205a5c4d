import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { systemIds } from '../../server/adapters/system/ids.ts';
import { type Watcher, watch } from '../../server/tools/demo/market/watcher.ts';
import { metricValues } from '../../server/tools/docs/metric-values.ts';
import { type Cluster, openCluster } from '../../server/tools/lab/cluster/cluster.ts';
import { TcpProxy } from '../builders/tcp-proxy.ts';
import { pause, until } from '../builders/until.ts';
import { openingDay } from '../crash/opening.ts';

/** So long PostgreSQL is away: many tries of everybody, and longer than any patience of a server. */
const AWAY_MS = 6_000;
const BACK_MS = 20_000;
/** Until the end of it is said: on a machine that is busy calls fail for a while after it is back. */
const SAID_MS = 60_000;
const BUYERS = 9;

interface Line {
  level: number;
  msg: string;
  awayMs?: number;
  refused?: number;
}

let cluster: Cluster;
/** The first node's own line to PostgreSQL. */
let toPostgres: TcpProxy;
let slug: string;
let tokens: string[];
const buyers: Watcher[] = [];
/** What each node wrote to its log, by its name. */
const written = new Map<string, Line[]>();

beforeAll(async () => {
  cluster = await openCluster({
    nodes: 3,
    async environmentOf({ number, databaseUrl }) {
      if (number !== 1) return {};
      const url = new URL(databaseUrl);
      toPostgres = await TcpProxy.to(Number(url.port));
      url.port = String(toPostgres.port);
      return { DATABASE_URL: url.href };
    },
    onLine(node, line) {
      const lines = written.get(node) ?? [];
      written.set(node, lines);
      lines.push(JSON.parse(line) as Line);
    },
  });
  const opened = await openingDay({ ...cluster.environment }, BUYERS);
  await cluster.startNodes();
  slug = opened.streams[0]!.slug;
  tokens = opened.buyers.map(({ token }) => token);
  for (const [n, token] of tokens.entries()) buyers.push(watch(cluster.nodes[n % 3]!.url, slug, token));
  await until(() => buyers.every(({ me }) => me() !== null));
}, 120_000);
afterAll(async () => {
  for (const buyer of buyers) buyer.leave();
  await cluster?.close();
  await toPostgres?.close();
}, 60_000);

const linesOf = (node: string) => written.get(node) ?? [];

async function gaugeOf(url: string, name: string): Promise<number | undefined> {
  const headers = { authorization: `Bearer ${cluster.environment.METRICS_TOKEN}` };
  return metricValues(await (await fetch(`${url}/metrics`, { headers })).text()).get(name);
}

const gauges = (name: string) => Promise.all(cluster.nodes.map(({ url }) => gaugeOf(url, name)));

/** Everybody adds a unit again and again, whatever is said. @returns how to stop */
function tapping(): () => Promise<void> {
  let isOver = false;
  const taps = buyers.map(async (buyer) => {
    while (!isOver) {
      await buyer.send('cart:add', {
        key: systemIds.next(),
        ...{ itemNumber: 1, units: 1, seenPriceMinor: 2_990 },
      });
      await pause(50);
    }
  });
  return async () => {
    isOver = true;
    await Promise.all(taps);
  };
}

test('[C22] while PostgreSQL is away a newcomer gets the page; each node writes one line when it goes and one when it is back', async () => {
  // A failure shows all that the nodes wrote, and not only what came last.
  onTestFailed(() => {
    for (const { name } of cluster.nodes) console.log(name, linesOf(name));
  });
  await until(async () => (await gauges('fairday_store_up')).every((up) => up === 1));
  for (const lines of written.values()) lines.length = 0;
  const stop = tapping();
  await cluster.postgres.child.end('SIGKILL');
  await pause(AWAY_MS / 2);
  // The balancer has found out by now: it is asked as a newcomer asks.
  const answers: number[] = [];
  for (const endMs = Date.now() + AWAY_MS / 2; Date.now() < endMs; await pause(100)) {
    answers.push((await fetch(`${cluster.url}/healthz`)).status);
  }
  const ups = await gauges('fairday_store_up');
  await cluster.postgres.start();
  // What a busy machine refuses now and then is no outage, and no calm either.
  await stop();
  await until(() => cluster.nodes.every(({ name }) => linesOf(name).some(({ awayMs }) => awayMs)), SAID_MS);
  expect(answers.filter((status) => status !== 200)).toEqual([]);
  expect(ups).toEqual([0, 0, 0]);
  for (const { name } of cluster.nodes) {
    const [went, back, ...more] = linesOf(name);
    expect(more, name).toEqual([]);
    expect(went, name).toMatchObject({ level: 50, msg: 'the store is away' });
    expect(back, name).toMatchObject({ level: 40, msg: 'the store is back' });
    expect(back?.awayMs, name).toBeGreaterThan(AWAY_MS - 2_000);
    expect(back?.refused, name).toBeGreaterThan(5);
  }
  expect(await gauges('fairday_store_up')).toEqual([1, 1, 1]);
}, 120_000);

test('[C22] a node that alone has lost PostgreSQL gets nobody new', async () => {
  const [first] = cluster.nodes;
  const shows = () => gaugeOf(first!.url, 'fairday_live_connections');
  toPostgres.cut();
  await until(async () => (await fetch(`${first!.url}/readyz`)).status === 503, BACK_MS);
  expect((await fetch(`${first!.url}/readyz?exclude=store`)).status).toBe(200);
  // The balancer asks twice a second, and believes the second no.
  await pause(2_000);
  const before = await shows();
  const newcomers = buyers.map((_, n) => watch(cluster.url, slug, tokens[n]!));
  try {
    await until(() => newcomers.every(({ me }) => me() !== null), BACK_MS);
    expect(await shows()).toBe(before);
  } finally {
    for (const newcomer of newcomers) newcomer.leave();
    toPostgres.heal();
  }
  await until(async () => (await fetch(`${first!.url}/readyz`)).ok, BACK_MS);
}, 60_000);

test('where no node answers the balancer shows a page of its own, in both languages, which tries again', async () => {
  for (const node of cluster.nodes) await node.kill();
  await until(async () => (await fetch(`${cluster.url}/s/market`)).status === 503, BACK_MS);
  const answer = await fetch(`${cluster.url}/s/market`);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const page = await answer.text();
  expect(page).toContain('http-equiv="refresh"');
  expect(page).toContain('The market will be right back');
  expect(page).toContain('集市马上回来');
  for (const node of cluster.nodes) await node.start();
  await until(async () => (await fetch(`${cluster.url}/healthz`)).ok, BACK_MS);
}, 60_000);
