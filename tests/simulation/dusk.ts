import { Complaints } from './checks/complaints.ts';
import { judgeAnswers, judgeStatus } from './checks/judge-answers.ts';
import { judgeMoney, judgeWarehouse } from './checks/judge-money.ts';
import { judgeNetworks, judgeQuotes } from './checks/judge-networks.ts';
import { judgeParts } from './checks/judge-parts.ts';
import { judgeTables } from './checks/judge-tables.ts';
import { judgeViews } from './checks/judge-views.ts';
import { fillCarts, sellOut } from './evening.ts';
import { calm } from './faults/weather.ts';
import { type Market, STREAM } from './market.ts';
import { judgeOffice, type Office } from './office.ts';
import { judgeTalk, type Talk } from './talk.ts';
import { drive } from './world/drive.ts';

/** INV22: after the last fault is healed, whatever is asked rightly is done within this long. */
const ALIVE_MS = 10_000;
/** A message takes this long at most. */
const STRAGGLERS_MS = 5_000;
/** By then every hold, payment window, notice, lease and pause between two tries is over: then whatever is left is lost. */
const LONGEST_MS = 300_000;

/**
 * Everything heals. Then the market must be alive within seconds, every open question gets its answer, all that was
 * held ends, and everybody sees and counts the same.
 */
export async function dusk(
  market: Market,
  office: Office | null = null,
  talk: Talk | null = null,
): Promise<void> {
  const { world, buyers, nodes, complaints } = market;
  heal(market);
  await alive(market);
  await drive(world, 'The last commands', quiet(market));
  for (const buyer of buyers)
    await drive(world, `The open orders of ${buyer.buyerId}`, askAll(market, buyer));
  // What was sent before the healing may still be on its way.
  await world.runTo(world.nowMs + STRAGGLERS_MS);
  if (office) await drive(world, 'Tidying', office.tidies());
  await judgeStatus(market);
  if (market.scene.evening) await drive(world, 'Filling carts', fillCarts(market));
  if (office) await drive(world, 'What the office decided', judgeOffice(market, office));
  if (talk) await drive(world, 'What was said', judgeTalk(market, talk));
  await drive(world, 'The ways to pay', judgeQuotes(market));
  if (market.scene.evening) await drive(world, 'Selling out', sellOut(market));
  const [watcher, ...others] = buyers;
  for (const { viewer } of others) viewer.goesOffline();
  await drive(world, 'The end of the stream', endStream(market));
  await atRest(market);
  for (const { viewer } of others) viewer.comesBack();
  await world.runTo(world.nowMs + 5_000);
  for (const node of nodes) complaints.expect(node.server !== null, 'INV22', () => `${node.name} is not up`);
  complaints.expect(watcher !== undefined, 'INV13', () => 'nobody watched');
  judgeEnd(market);
  judgeAnswers(market);
  judgeNetworks(market);
  judgeMoney(market);
  judgeWarehouse(market);
  await drive(world, 'Looking at the tables', judgeTables(market));
  await drive(world, 'Looking at the insights', judgeParts(market));
  await drive(world, 'Looking at the screens', judgeViews(market));
}

function heal(market: Market): void {
  const { weather, disk, net, nodes, world, buyers } = market;
  world.story.tell('everything heals');
  Object.assign(weather, calm);
  disk.cutOff.clear();
  disk.fullUntilMs = 0;
  disk.isBad = false;
  net.heal();
  for (const node of nodes) node.wakes();
  for (const { viewer } of buyers) if (viewer.isOffline) viewer.comesBack();
}

/** [INV22] [INV23]: through every node a command goes through, and what is on the shelf can be had. */
async function alive(market: Market): Promise<void> {
  const { world, nodes, complaints, staff, judge } = market;
  const untilMs = world.nowMs + ALIVE_MS;
  const waiting = new Map<string, string>();
  for (const node of nodes) {
    waiting.set(node.name, 'no answer');
    void (async () => {
      while (waiting.has(node.name)) {
        const ack = await staff[0]!.asksOf(node, 'stream:grant', { staffId: 'assistant', grants: [] });
        if (ack?.ok) waiting.delete(node.name);
        else waiting.set(node.name, ack ? ack.code : 'no answer');
        await world.pause(200);
      }
    })();
  }
  await world.runTo(untilMs, () => waiting.size === 0);
  for (const [name, code] of waiting) {
    complaints.expect(
      judge.ledger.status === 'CLOSED',
      'INV22',
      () => `nothing is accepted through ${name}: ${code}`,
    );
    waiting.delete(name);
  }
}

/** Resolves when every client has its answers, or has given up. */
async function quiet({ world, buyers, staff }: Market): Promise<void> {
  while ([...buyers, ...staff].some(({ busy }) => busy > 0)) await world.pause(100);
}

async function askAll({ world }: Market, buyer: Market['buyers'][number]): Promise<void> {
  for (let tries = 0; buyer.open.size > 0 && tries < 20; tries += 1) {
    await buyer.asksStatus();
    await world.pause(300);
  }
}

async function endStream({ world, staff, judge, lines }: Market): Promise<void> {
  while (judge.ledger.status !== 'ENDED' && judge.ledger.status !== 'CLOSED') {
    await staff[0]!.asksOf(lines.anyNode(), 'stream:end', {});
    await world.pause(500);
  }
}

/** Waits until nothing is left to do, as far as anybody can see, and then a little longer. */
async function atRest(market: Market): Promise<void> {
  const { world } = market;
  const untilMs = world.nowMs + LONGEST_MS;
  while (world.nowMs < untilMs && !isAtRest(market)) await world.runTo(world.nowMs + 1_000);
  await world.runTo(world.nowMs + 3_000);
}

function isAtRest({ judge, till, complaints, warehouse, tables }: Market): boolean {
  const { ledger } = judge;
  if (ledger.status !== 'CLOSED' || ledger.kept.size > 0 || till.waiting > 0) return false;
  if ([...ledger.bought.values()].some(({ status }) => status === 'PLACED')) return false;
  const left = new Complaints();
  judgeMoney({ till, judge, complaints: left });
  judgeWarehouse({ warehouse, tables, judge, complaints: left });
  return left.isEmpty || !complaints.isEmpty;
}

/** [INV21] [INV22]: nothing is held and nothing unpaid for ever; the stream closed when it was due. */
function judgeEnd({ judge, complaints }: Market): void {
  const { ledger } = judge;
  complaints.expect(ledger.status === 'CLOSED', 'S4', () => `${STREAM} is ${ledger.status} at the end`);
  for (const shelf of ledger.shelves.values()) {
    complaints.expect(
      shelf.held === 0,
      'INV21',
      () => `item ${shelf.itemNumber}: ${shelf.held} held at the end`,
    );
    complaints.expect(shelf.unpaid === 0, 'INV21', () => `item ${shelf.itemNumber}: ${shelf.unpaid} unpaid`);
    complaints.expect(
      shelf.available === 0,
      'S4',
      () => `item ${shelf.itemNumber}: ${shelf.available} left here`,
    );
  }
}
