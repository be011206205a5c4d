import type { StreamFact } from '../../server/market/facts.ts';
import type { PaymentNotice } from '../../server/ports/payments.ts';
import type { MarketBatch } from '../../server/ports/rows.ts';
import { bringTroubles } from './faults/troubles.ts';
import { type Market, STREAM } from './market.ts';

/** What people do, by how often. */
const deeds = {
  add: 44,
  place: 22,
  remove: 4,
  take: 4,
  wait: 6,
  stopWaiting: 1,
  show: 5,
  cancel: 5,
  status: 4,
  breaks: 3,
  moves: 2,
  offline: 1,
  host: 13,
  assistant: 3,
  merge: 1,
  camera: 4,
};

/** A provider gives a notice up after so many tries; every one of them counts as long as it waits. */
const NOTICE_TRIES = 200;

/** The operations of one day, in whatever weather, and the payments that follow from them. */
export async function day(market: Market): Promise<void> {
  const { world, scene, weather, nodes, disk, net, tally } = market;
  Object.assign(weather, scene.weather);
  market.onBatch = (batch) => pay(market, batch);
  bringTroubles({ world, nodes, disk, net, tally, weather }, scene.lengthMs);
  const { chance } = world;
  const gapMs = scene.lengthMs / scene.operations;
  let atMs = world.nowMs;
  for (let count = 0; count < scene.operations; count += 1) {
    atMs += chance.happens(0.35) ? chance.between(0, 3) : -Math.log(1 - chance.next()) * gapMs * 1.5;
    world.at(atMs, () => void act(market));
  }
  if (scene.endsEarly)
    world.at(atMs - scene.lengthMs * chance.between(0, 0.4), () => void market.staff[0]?.ends());
  await world.runTo(atMs + 1);
}

async function act(market: Market): Promise<void> {
  const { world, buyers, staff } = market;
  const { chance } = world;
  const buyer = chance.one(buyers);
  switch (chance.weighted(deeds)) {
    case 'add':
      return buyer.adds();
    case 'place':
      return buyer.places();
    case 'remove':
      return buyer.removes();
    case 'take':
      return buyer.takes();
    case 'wait':
      return buyer.waits();
    case 'stopWaiting':
      return buyer.stopsWaiting();
    case 'show':
      return buyer.asksToSee();
    case 'cancel':
      return buyer.cancels();
    case 'status':
      return buyer.asksStatus();
    case 'breaks':
      return buyer.viewer.breaks();
    case 'moves':
      return buyer.viewer.moves();
    case 'offline':
      return goOffline(market, buyer);
    case 'host':
      return staff[0]!.acts();
    case 'assistant':
      return staff[1]!.acts();
    case 'merge':
      return merge(market);
    case 'camera':
      return market.camera.acts();
  }
}

async function goOffline({ world }: Market, { viewer }: Market['buyers'][number]): Promise<void> {
  viewer.goesOffline();
  await world.pause(world.chance.between(1_000, 20_000));
  viewer.comesBack();
}

/** Two devices become one buyer (B2): the streams first, the directory last, as the front door does it. */
async function merge(market: Market): Promise<void> {
  const { world, buyers, lines, stores } = market;
  const from = world.chance.one(buyers);
  const into = world.chance.one(buyers);
  const fromId = from.actor.buyerId;
  const intoId = into.actor.buyerId;
  if (fromId === intoId) return;
  const ack = await lines.ask(lines.anyNode(), async (server) => {
    await server.application.mergeBuyers(fromId, intoId);
    await stores.directory.addAlias(fromId, intoId, server.clock.nowMs());
    // The answer may be late or lost; the front door asks the directory who somebody is.
    await namesAnew(market, intoId);
    return { ok: true as const };
  });
  world.story.tell('merge', () => `${fromId} into ${intoId}: ${ack?.ok}`);
  await namesAnew(market, intoId);
}

async function namesAnew({ buyers, stores }: Market, buyerId: string): Promise<void> {
  const { allIds } = await stores.directory.identity(buyerId);
  for (const buyer of buyers) if (allIds.includes(buyer.buyerId)) buyer.allIds = allIds;
}

/** Whoever placed an order pays it, or not. */
function pay(market: Market, batch: MarketBatch): void {
  const { world, till } = market;
  for (const stored of batch.facts) {
    if (stored.type !== 'order_placed') continue;
    const { body } = JSON.parse(stored.body) as { body: Extract<StreamFact, { type: 'order_placed' }> };
    if (body.payment !== 'sandbox') continue;
    const payMs = body.payByMs - stored.atMs;
    for (const { afterMs, notice } of till.notices({ ...body, payMs })) {
      world.after(afterMs, () => void tell(market, notice));
    }
  }
}

/** Sends a notice until the market has taken it. */
async function tell(market: Market, notice: PaymentNotice): Promise<void> {
  const { world, till, lines } = market;
  till.take(notice);
  world.story.tell('notice', () => JSON.stringify(notice));
  for (let tries = 0; tries < NOTICE_TRIES; tries += 1) {
    const ack = await lines.ask(lines.anyNode(), async (server, readAtMs) => {
      await server.application.payment(notice, readAtMs);
      return { ok: true as const };
    });
    if (ack?.ok) {
      till.waiting -= 1;
      return;
    }
    await world.pause(world.chance.between(500, 3_000));
  }
  market.complaints.add('INV22', `notice ${notice.noticeId} of ${STREAM} was never taken`);
}
