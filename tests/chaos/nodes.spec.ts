import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Crowd, pause } from '../crash/crowd.ts';
import { ChaosCluster, type ChaosNode } from './nodes.ts';

/** How long no order may be taken while a node is gone (LD8). */
const GAP_MS = 5_000;
/** A fault lasts this long: past every timeout and hint. */
const FAULT_MS = Number(process.env.FAIRDAY_FAULT_MS ?? 5_000);
const NODE_KILLS = Number(process.env.FAIRDAY_NODE_KILLS ?? 3);

let cluster: ChaosCluster;
let crowd: Crowd;
const gaps: string[] = [];

beforeAll(async () => {
  cluster = await ChaosCluster.open(3);
  crowd = await Crowd.open(cluster.ground, { buyers: 18 });
  await cluster.start();
  crowd.connect(cluster.door(crowd), true);
  crowd.start();
  await crowd.orders(20);
}, 180_000);
afterEach(async () => {
  for (const { toPostgres, toRedis, fromPeers } of cluster.nodes)
    for (const line of [toPostgres, toRedis, fromPeers]) line.heal();
  await crowd.isWhole(`seed ${crowd.seed}`);
});
afterAll(async () => {
  console.log(gaps.join('\n'));
  await cluster.close();
});

const stream = () => crowd.streams[0]!.streamId;
const owner = () => cluster.ownerOf(stream());

/** Something happens to a node; the market goes on without it, and with it again afterwards. */
async function goesOn(
  what: string,
  node: ChaosNode,
  breaks: () => void | Promise<void>,
  heals: () => void | Promise<void>,
) {
  const fromMs = Date.now();
  await breaks();
  await pause(FAULT_MS);
  await heals();
  const gapMs = crowd.journal.longestGapMs(stream(), fromMs);
  const healedMs = Date.now();
  await crowd.orders(20, 10_000);
  gaps.push(
    `${what} (${node.id}): no order for ${gapMs} ms at most, 20 orders ${Date.now() - healedMs} ms after it healed`,
  );
  expect(gapMs, what).toBeLessThan(GAP_MS);
}

test(`[C14][LD8] the owner killed, ${NODE_KILLS} times: others take over within 5 s`, async () => {
  for (let kill = 0; kill < NODE_KILLS; kill += 1) {
    const node = await owner();
    await goesOn(
      'owner killed',
      node,
      async () => void (await node.server.kill()),
      () => node.server.start(),
    );
  }
});

test('[C15] the owner stopped past every timeout, then going on: it has acknowledged nothing meanwhile', async () => {
  const node = await owner();
  await goesOn(
    'owner stopped',
    node,
    () => node.server.halt('SIGSTOP'),
    () => node.server.halt('SIGCONT'),
  );
});

test('[C16] the owner cut off from PostgreSQL: others take over', async () => {
  const node = await owner();
  await goesOn(
    'owner without PostgreSQL',
    node,
    () => node.toPostgres.cut(),
    () => node.toPostgres.heal(),
  );
});

test('[C16] the owner’s line to PostgreSQL says nothing any more: others take over', async () => {
  const node = await owner();
  const dead = { stalled: ['up', 'down'] as const };
  await goesOn(
    'owner with a silent PostgreSQL',
    node,
    () => node.toPostgres.set(dead),
    () => node.toPostgres.heal(),
  );
});

test('[C17] the owner cut off from Redis: orders go on, screens follow', async () => {
  const node = await owner();
  await goesOn(
    'owner without Redis',
    node,
    () => node.toRedis.cut(),
    () => node.toRedis.heal(),
  );
});

test('[C17] all nodes cut off from Redis', async () => {
  const each = (does: (node: ChaosNode) => void) => () => cluster.nodes.forEach(does);
  const node = await owner();
  await goesOn(
    'no Redis at all',
    node,
    each(({ toRedis }) => toRedis.cut()),
    each(({ toRedis }) => toRedis.heal()),
  );
});

test('[C41] nodes that do not reach each other decide themselves', async () => {
  const each = (does: (node: ChaosNode) => void) => () => cluster.nodes.forEach(does);
  const node = await owner();
  const cut = each(({ fromPeers }) => fromPeers.cut());
  await goesOn(
    'no node reaches another',
    node,
    cut,
    each(({ fromPeers }) => fromPeers.heal()),
  );
  const silent = each(({ fromPeers }) => fromPeers.set({ lost: ['down'] }));
  await goesOn(
    'no node hears another',
    node,
    silent,
    each(({ fromPeers }) => fromPeers.heal()),
  );
});

test('[C34] a rolling restart: nobody sees an error that a retry does not heal, every process ends well', async () => {
  const { refusals } = crowd.journal;
  const internal = refusals.get('INTERNAL') ?? 0;
  for (const node of cluster.nodes) {
    const fromMs = Date.now();
    expect(await node.server.stop(), node.id).toEqual({ code: 0, signal: null });
    await crowd.orders(10, 10_000);
    await node.server.start();
    gaps.push(
      `${node.id} restarted: no order for ${crowd.journal.longestGapMs(stream(), fromMs)} ms at most`,
    );
    expect(crowd.journal.longestGapMs(stream(), fromMs)).toBeLessThan(GAP_MS);
  }
  expect(refusals.get('INTERNAL') ?? 0).toBe(internal);
});

test('[INV4][INV6][INV13][INV22] after all of it everybody has one answer per key, and all screens show the same', async () => {
  const total = await crowd.endsWell('at the end');
  console.log(
    `${total.acked} orders, ${total.facts} facts, refusals ${JSON.stringify([...crowd.journal.refusals])}`,
  );
  expect(total.acked).toBeGreaterThan(200);
  expect(crowd.journal.refusals.get('INTERNAL') ?? 0).toBe(0);
});
