import { ATTACKER } from './checks/judge-networks.ts';
import { networkOf } from './clients/buyer.ts';
import { newBuyer } from './dawn.ts';
import { bringTroubles } from './faults/troubles.ts';
import type { Market } from './market.ts';

/** Somebody who comes for units of one product, and tries for them until the time is over. */
interface Visit {
  guestId: string;
  network: string | null;
  itemNumber: number;
  units: number;
  /** How often. */
  times: number;
  atMs: number;
}

/** One in so many comes three times: a newcomer's cash under way is two orders. */
const EAGER = 0.25;
/** Where all of them are who share an address. */
const ONE_ADDRESS = '10.7.7.0/24';
/** What somebody takes who comes for one thing; a newcomer may hold four. */
const MOST_WANTED = 4;
/** So many of a village come within the time for which one ask counts: it goes on asking, also where one comes late. */
const VISITS_PER_ASK = 3;
/** Those who come when everything has healed, until all is sold: more than there are units of anything. */
const MOST_LATE = 60;
const LATE_EVERY_MS = 400;
/** After the last bound and the last hold have ended, the last units are gone within this long. */
const SELLS_OUT_MS = 15_000;

/** An evening in whatever weather, with newcomers alone, who pay at the door. */
export async function evening(market: Market): Promise<void> {
  const { world, scene, weather, nodes, disk, net, tally } = market;
  Object.assign(weather, scene.weather);
  bringTroubles({ world, nodes, disk, net, tally, weather }, scene.lengthMs);
  const fromMs = world.nowMs;
  const untilMs = fromMs + scene.lengthMs;
  const visits = scene.evening === 'attack' ? [...attack(market), ...village(market)] : crowd(market);
  for (const visit of visits) world.at(fromMs + visit.atMs, () => void comes(market, visit, untilMs));
  await world.runTo(untilMs + 1);
}

/** Everybody puts something into the cart once more, in one moment: then quotes have something to say of limits. */
export async function fillCarts({ buyers, world: { chance }, scene }: Market): Promise<void> {
  const wishes = buyers.map((buyer) => buyer.wants(chance.whole(1, scene.items), MOST_WANTED));
  await Promise.all(wishes);
}

/** [H8]: a cash-only evening of newcomers sells every unit, over whatever networks they come. Everything has healed. */
export async function sellOut(market: Market): Promise<void> {
  const { world, scene, judge, complaints } = market;
  const { newBuyerHoldMs, offerMs, networkMs } = scene.settings;
  const untilMs = world.nowMs + newBuyerHoldMs + offerMs + networkMs + SELLS_OUT_MS;
  const left = () => [...judge.ledger.shelves.values()].filter(({ total, sold }) => sold < total);
  for (let came = 0; left().length > 0 && world.nowMs < untilMs; ) {
    for (const { itemNumber, available } of left()) {
      if (available === 0 || came === MOST_LATE) continue;
      came += 1;
      const guestId = `late${came}`;
      const network = scene.evening === 'one_address' ? ONE_ADDRESS : networkOf(guestId);
      const units = Math.min(MOST_WANTED, available);
      void comes(market, { guestId, network, itemNumber, units, times: 1, atMs: 0 }, untilMs);
    }
    await world.pause(LATE_EVERY_MS);
  }
  for (const { itemNumber, total, sold } of left()) {
    complaints.add('H8', `of item ${itemNumber} ${sold} of ${total} could be sold`);
  }
}

/** People who each come for a unit or a few, at any time of the evening. */
function crowd({ world: { chance }, scene }: Market): Visit[] {
  return Array.from({ length: chance.whole(12, 18) }, (_, n): Visit => {
    const guestId = `g${n + 1}`;
    const isEarly = chance.happens(0.5);
    return {
      guestId,
      network: scene.evening === 'one_address' ? ONE_ADDRESS : networkOf(guestId),
      itemNumber: chance.whole(1, scene.items),
      units: chance.whole(1, MOST_WANTED),
      times: chance.happens(EAGER) ? 3 : 1,
      atMs: chance.between(0, isEarly ? scene.settings.networkMs : scene.lengthMs),
    };
  });
}

/** Made-up guests of one address: all that they can get, from the first moment on. */
function attack({ world: { chance }, scene }: Market): Visit[] {
  return Array.from({ length: chance.whole(10, 16) }, (_, n): Visit => {
    const [guestId, itemNumber] = [`x${n + 1}`, 1 + (n % scene.items)];
    const atMs = chance.between(0, scene.lengthMs / 2);
    return { guestId, network: ATTACKER, itemNumber, units: MOST_WANTED, times: 3, atMs };
  });
}

/** A village that wants no more of a product than what one address cannot keep, and goes on asking for it. */
function village({ world: { chance }, scene, judge }: Market): Visit[] {
  const visits: Visit[] = [];
  for (const { itemNumber, total } of judge.ledger.shelves.values()) {
    let left = total - Math.max(MOST_WANTED, Math.floor(total / 2));
    for (let n = 0; left > 0; n += 1) {
      const units = Math.min(left, chance.whole(1, 2));
      left -= units;
      const guestId = `v${visits.length + 1}`;
      const atMs = (n * scene.settings.networkMs) / VISITS_PER_ASK + chance.between(0, 500);
      visits.push({ guestId, network: networkOf(guestId), itemNumber, units, times: 1, atMs });
    }
  }
  return visits.filter(({ atMs }) => atMs < scene.lengthMs);
}

async function comes(market: Market, visit: Visit, untilMs: number): Promise<void> {
  const { world } = market;
  const { guestId, network, itemNumber, units, times } = visit;
  const guest = await newBuyer(market, guestId, network);
  for (let bought = 0; bought < times && world.nowMs < untilMs; ) {
    const isShown = guest.viewer.view.order.includes(itemNumber);
    const heard = isShown ? await guest.buysForCash(itemNumber, units) : null;
    // Two orders are under way, and none of them is delivered tonight.
    if (heard === 'NEWCOMER_CASH') return;
    if (heard === 'ok') bought += 1;
    else await world.pause(world.chance.between(300, 1_800));
  }
}
