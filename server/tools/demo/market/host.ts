import type { ConsoleItem } from '../../../../shared/contract/console.ts';
import type { Chance } from './chance.ts';
import type { FloorLine } from './floor-line.ts';
import { pause } from './pause.ts';

const FLASH_COUNTDOWN_SECONDS = 10;
/** So long a product is shown before its flash is announced: whoever comes in meets one within a minute. */
const SHOWN_BEFORE_MS = 10_000;
/** After each act of somebody else on this floor the script lets them go on for so long. */
const STEP_ASIDE_MS = 60_000;
const LOOK_AGAIN_MS = 1_000;
/** So long a break of somebody else lasts: who comes in later finds a market at work. */
const BREAK_MS = 60_000;
/** So few at a flash price that a crowd takes all of them. */
const MOST_AT_FLASH = 6;
const LOW_UNITS = 3;
const LOOK_AT_SHELVES_MS = 5_000;

export interface Hosting {
  floor: FloorLine;
  chance: Chance;
  isOver: AbortSignal;
}

/**
 * A host who knows what to do: shows one product after the other, each for ten seconds and then with a flash price: a product and a flash in each minute, now
 * and then with a new list price before it; and in between fills the shelves. Whoever else works at the console has precedence.
 */
export async function runHost(hosting: Hosting): Promise<void> {
  await Promise.all([showGoods(hosting), fillShelves(hosting)]);
}

async function showGoods(hosting: Hosting): Promise<void> {
  const { floor, isOver } = hosting;
  let mine: number | null = floor.pinned();
  // Counts the goods that were shown, not the tries.
  let turn = 0;
  let brokeOffAtMs: number | null = null;
  while (!isOver.aborted) {
    const status = floor.status();
    brokeOffAtMs = status === 'INTERRUPTED' ? (brokeOffAtMs ?? performance.now()) : null;
    if (brokeOffAtMs !== null && performance.now() - brokeOffAtMs >= BREAK_MS) {
      await floor.send('stream:resume', {});
    }
    if (status !== 'LIVE') {
      await pause(2_000, isOver);
      continue;
    }
    if (isElsewhere(floor)) {
      await pause(LOOK_AGAIN_MS, isOver);
      mine = floor.pinned();
      continue;
    }
    const next = nextItem(floor, mine);
    if (!next) {
      await pause(2_000, isOver);
      continue;
    }
    const pinned = await floor.send('lineup:pin', { itemNumber: next.itemNumber, version: next.version });
    if (!pinned?.ok) {
      await pause(1_000, isOver);
      continue;
    }
    mine = next.itemNumber;
    turn += 1;
    if (turn % 4 === 2) await reprice(hosting, next.itemNumber);
    await pause(SHOWN_BEFORE_MS, isOver);
    if (!isElsewhere(floor)) await flash(hosting, next.itemNumber);
  }
}

/** Somebody else is at work here. */
function isElsewhere(floor: FloorLine): boolean {
  return floor.othersActedMs() < STEP_ASIDE_MS;
}

/** The next of the bag that can be bought, after the one that was shown last. */
function nextItem(floor: FloorLine, last: number | null): ConsoleItem | undefined {
  const order = floor.order();
  const place = last === null ? -1 : order.indexOf(last);
  const round = [...order.slice(place + 1), ...order.slice(0, place + 1)];
  const sellable = round
    .map((itemNumber) => floor.item(itemNumber))
    .filter((item) => item !== undefined && !item.isStopped && item.available > LOW_UNITS);
  return sellable.find((item) => item?.itemNumber !== last);
}

/** Counts down, sells for a little while at a lower price, and stays with the good until it is over. */
async function flash({ floor, chance, isOver }: Hosting, itemNumber: number): Promise<void> {
  const item = floor.item(itemNumber);
  const isOn = item?.flash?.phase === 'announced' || item?.flash?.phase === 'running';
  if (!item || item.available <= LOW_UNITS || isOn || isOver.aborted) return;
  const priceMinor = Math.max(floorOf(item), lower(item.listPriceMinor, chance.pick([0.15, 0.2, 0.25])));
  const durationSeconds = chance.whole(30, 36);
  const started = await floor.send('flash-sale:start', {
    itemNumber,
    version: item.version,
    priceMinor,
    startsAtMs: null,
    durationSeconds,
    prelaunchSeconds: FLASH_COUNTDOWN_SECONDS,
    cap: Math.min(MOST_AT_FLASH, Math.ceil(item.available * 0.5)),
    perBuyerCap: 2,
    afterEnd: 'list',
    fundedBy: 'producer',
  });
  if (started?.ok) await pause((FLASH_COUNTDOWN_SECONDS + durationSeconds + 1) * 1_000, isOver);
}

/** A little up or down, and near what the producer asks: never below the floor. */
async function reprice({ floor, chance, isOver }: Hosting, itemNumber: number): Promise<void> {
  const item = floor.item(itemNumber);
  if (!item || isOver.aborted) return;
  const ceiling = Math.floor((floorOf(item) * 1.4) / 100) * 100 + 90;
  const wanted = item.listPriceMinor + chance.pick([-100, 100]);
  const priceMinor = Math.min(ceiling, Math.max(floorOf(item) + 100, wanted));
  if (priceMinor === item.listPriceMinor) return;
  await floor.send('lineup:set-price', { itemNumber, version: item.version, priceMinor });
}

/** Lets a shelf be empty for a while, as it is, and then brings more. */
async function fillShelves({ floor, chance, isOver }: Hosting): Promise<void> {
  const emptyFor = new Map<number, number>();
  while (!isOver.aborted) {
    await pause(LOOK_AT_SHELVES_MS, isOver);
    if (floor.status() !== 'LIVE') continue;
    for (const itemNumber of floor.order()) {
      const item = floor.item(itemNumber);
      if (!item || item.available > LOW_UNITS) {
        emptyFor.delete(itemNumber);
        continue;
      }
      const looks = (emptyFor.get(itemNumber) ?? 0) + 1;
      emptyFor.set(itemNumber, looks);
      if (looks < 4 || isOver.aborted) continue;
      const delta = chance.whole(20, 40);
      const filled = await floor.send('stock:adjust', { itemNumber, version: item.version, delta });
      if (filled?.ok) emptyFor.delete(itemNumber);
    }
  }
}

/** A share less, and ending in 90 fen as prices here do. */
function lower(priceMinor: number, share: number): number {
  return Math.max(90, Math.floor((priceMinor * (1 - share)) / 100) * 100 - 10);
}

/** A host of their own stream is told every floor price. */
function floorOf({ floorMinor }: ConsoleItem): number {
  return floorMinor ?? 0;
}
