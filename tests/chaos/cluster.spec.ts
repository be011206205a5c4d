import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Watcher, watch } from '../../server/tools/demo/market/watcher.ts';
import { ask, hangUp, openSocket } from '../../server/tools/demo/market/wire.ts';
import { metricValues } from '../../server/tools/docs/metric-values.ts';
import { type Cluster, openCluster } from '../../server/tools/lab/cluster/cluster.ts';
import type { SalesReport } from '../../shared/contract/sales.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import { pause, until } from '../builders/until.ts';
import { openingDay } from '../crash/opening.ts';

/** Until the balancer has found out about a server, and whoever was cut off is back. */
const FOUND_OUT_MS = 15_000;

const VIEWERS = 9;

let cluster: Cluster;
const viewers: Watcher[] = [];
let opened: Awaited<ReturnType<typeof openingDay>>;
beforeAll(async () => {
  cluster = await openCluster({ nodes: 3 });
  opened = await openingDay({ ...cluster.environment }, VIEWERS);
  await cluster.startNodes();
  const { streams, buyers } = opened;
  // They come in by the balancer, and come back by it.
  for (const { token } of buyers) viewers.push(watch(cluster.url, streams[0]!.slug, token));
}, 120_000);
afterAll(async () => {
  for (const viewer of viewers) viewer.leave();
  await cluster?.close();
}, 60_000);

async function viewersAt(): Promise<number[]> {
  return Promise.all(
    cluster.nodes.map(async ({ url }) => {
      const text = await fetch(`${url}/metrics`, {
        headers: { authorization: `Bearer ${cluster.environment.METRICS_TOKEN}` },
        signal: AbortSignal.timeout(1_000),
      }).then(
        (response) => response.text(),
        () => '',
      );
      return metricValues(text).get('fairday_live_connections') ?? 0;
    }),
  );
}
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
/** All viewers are somewhere, and none at this server. */
const areElsewhere = (index: number) => async () => {
  const counts = await viewersAt();
  return counts[index] === 0 && sum(counts) === VIEWERS;
};
/** Asks by the balancer for a while. @returns how many questions were not answered */
async function unanswered(ms: number): Promise<number> {
  const endMs = performance.now() + ms;
  let failed = 0;
  while (performance.now() < endMs) {
    const isFine = await fetch(`${cluster.url}/api/v1/streams`, { signal: AbortSignal.timeout(3_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!isFine) failed += 1;
    await pause(20);
  }
  return failed;
}

test('one address spreads the viewers over all servers', async () => {
  await until(async () => sum(await viewersAt()) === VIEWERS);
  expect(await viewersAt()).toEqual([3, 3, 3]);
});

test('every screen shows the viewers of all servers; a second tab is nobody new', async () => {
  const tab = openSocket(cluster.url, 'live', opened.buyers[0]!.token);
  let shown = 0;
  tab.on('h', (_history: string, _to: number, _nowMs: number, count: number) => {
    shown = count;
  });
  tab.on(
    'connect',
    () => void ask(tab, 'hello', { protocol: PROTOCOL_VERSION, slug: opened.streams[0]!.slug }),
  );
  await until(() => shown === VIEWERS, 5_000);
  await pause(2_500);
  expect(shown).toBe(VIEWERS);
  hangUp(tab);
});

test('[C14] a server that is killed is gone for nobody: requests go elsewhere, viewers come back', async () => {
  const asking = unanswered(2_000);
  await cluster.nodes[0]!.kill();
  // The one that is under way in this very moment may be lost.
  expect(await asking).toBeLessThanOrEqual(1);
  await until(areElsewhere(0), FOUND_OUT_MS);
  await cluster.nodes[0]!.start();
});

test('[C15] a server that is stopped in its tracks keeps nobody', async () => {
  cluster.nodes[1]!.pause();
  try {
    await until(areElsewhere(1), FOUND_OUT_MS);
    expect(await unanswered(1_000)).toBe(0);
  } finally {
    cluster.nodes[1]!.resume();
  }
  await until(() => fetch(`${cluster.nodes[1]!.url}/readyz`).then(({ ok }) => ok));
});

test('[C34] a server that is asked to stop ends well, and its viewers are elsewhere', async () => {
  const asking = unanswered(3_000);
  expect(await cluster.nodes[2]!.stop()).toEqual({ code: 0, signal: null });
  expect(await asking).toBeLessThanOrEqual(1);
  await until(areElsewhere(2), FOUND_OUT_MS);
  await cluster.nodes[2]!.start();
});

test('[C22] while the database is away nobody is sent away; when it is back everybody is served', async () => {
  const before = await viewersAt();
  cluster.postgres.child.signal('SIGSTOP');
  await pause(5_000);
  cluster.postgres.child.signal('SIGCONT');
  await until(async () => (await unanswered(100)) === 0, FOUND_OUT_MS);
  expect(await viewersAt()).toEqual(before);
});

test('the report counts the viewers of all servers, and each of them once', async () => {
  const { hostToken, streams } = opened;
  const response = await fetch(`${cluster.url}/api/v1/insights/${streams[0]!.slug}`, {
    headers: { Authorization: `Bearer ${hostToken}` },
  });
  const { summary } = (await response.json()) as SalesReport;
  expect(summary).toMatchObject({ viewers: VIEWERS, pcu: VIEWERS });
  // Those of a server that died are not counted on: the mean is never more than all.
  expect(summary.acu).toBeGreaterThan(1);
  expect(summary.acu).toBeLessThanOrEqual(VIEWERS);
});
