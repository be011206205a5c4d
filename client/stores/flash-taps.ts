import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { LiveView } from '../../shared/live-view/entries.ts';
import { DRAW_MS } from '../../shared/market/flash-sale/bounds.ts';
import { SECOND } from '../../shared/values/time.ts';
import type { CartStore } from './cart-store.ts';
import type { LiveStore } from './live-store.ts';
import type { World } from './world.ts';

/** A tap on a flash price whose flash has not started: the page keeps it, and adds the units once it has (F7). */
export interface FlashTap {
  flashId: string;
  units: number;
  /** As it stood on the button. */
  priceMinor: number;
  startsAtMs: number;
  /** What it is added under, however often it comes too early (I1). */
  key: string;
}

/** The taps that this page keeps, by item; one flash of an item at a time. */
export interface FlashTaps {
  store: StoreApi<Readonly<Record<number, FlashTap>>>;
  /** Keeps one unit more, up to what the flash allows a buyer. */
  keep(itemNumber: number): void;
  callOff(itemNumber: number): void;
}

/**
 * Taps are to arrive at moments of their own from just after the draw opens until well before it closes: a clock may be off
 * by a little, and so many need a while to be read.
 */
const FIRST_MS = -(DRAW_MS - 50);
const LAST_MS = DRAW_MS - 100;
/** A flash that starts so much later than it was said is another one for who tapped. */
const LATEST_MS = 60 * SECOND;
/** Who comes too early, by a clock that is off or a start that was put off, is told by how much; so often it goes again. */
const MOST_TRIES = 10;

const kept = new WeakMap<object, FlashTaps>();

/** The kept taps of this page's buyer in a stream: the same on the card and on the page of a product. */
export function flashTaps(
  live: LiveStore,
  cart: CartStore,
  world: Pick<World, 'clock' | 'newKey'>,
): FlashTaps {
  const known = kept.get(live);
  if (known) return known;
  const taps = createFlashTaps(live, cart, world);
  kept.set(live, taps);
  return taps;
}

export function createFlashTaps(
  live: LiveStore,
  cart: CartStore,
  { clock, newKey }: Pick<World, 'clock' | 'newKey'>,
): FlashTaps {
  const store = createStore<Readonly<Record<number, FlashTap>>>(() => ({}));
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  /** How often a tap has come too early, by its key. */
  const tooEarly = new WeakMap<FlashTap, number>();

  function drop(itemNumber: number): void {
    clearTimeout(timers.get(itemNumber));
    timers.delete(itemNumber);
    const { [itemNumber]: _dropped, ...others } = store.getState();
    store.setState(others, true);
  }

  /** What the buyer did not agree to ends a tap with a sentence. @returns true if it stands */
  function stands(itemNumber: number, tap: FlashTap): boolean {
    const refusal = whyNotKept(live.store.getState().view, itemNumber, tap, clock.now());
    if (!refusal) return true;
    drop(itemNumber);
    cart.refuse(itemNumber, refusal);
    return false;
  }

  /** Goes with an earlier start. */
  function plan(itemNumber: number, tap: FlashTap): void {
    if (!stands(itemNumber, tap)) return;
    const { view } = live.store.getState();
    const momentMs = FIRST_MS + Math.random() * (LAST_MS - FIRST_MS);
    const inMs = view.flash[itemNumber]!.startsAtMs - clock.now();
    sendIn(itemNumber, tap, inMs + momentMs - clock.roundTripMs() / 2);
  }

  function sendIn(itemNumber: number, tap: FlashTap, waitMs: number): void {
    clearTimeout(timers.get(itemNumber));
    const go = () => {
      drop(itemNumber);
      void send(itemNumber, tap);
    };
    timers.set(itemNumber, setTimeout(go, Math.max(0, waitMs)));
  }

  /** What came too early is kept on, and goes again under its key when the server said. */
  async function send(itemNumber: number, tap: FlashTap): Promise<void> {
    const { units, key, ...seen } = tap;
    if (await cart.add(itemNumber, units, seen, key)) return;
    const fault = cart.store.getState().faults[itemNumber];
    const tries = (tooEarly.get(tap) ?? 0) + 1;
    if (fault?.code !== 'FLASH_NOT_STARTED' || tries === MOST_TRIES) return;
    // Another tap was kept meanwhile: this one is not.
    if (store.getState()[itemNumber]) return;
    tooEarly.set(tap, tries);
    cart.dismissFault(itemNumber);
    if (!stands(itemNumber, tap)) return;
    store.setState({ [itemNumber]: tap });
    // The answer is as old as half of its way, and the next try takes as long.
    sendIn(itemNumber, tap, fault.inMs - clock.roundTripMs() + Math.random() * LAST_MS);
  }

  live.store.subscribe(({ view }, before) => {
    if (view.flash === before.view.flash) return;
    for (const [itemNumber, tap] of Object.entries(store.getState())) {
      const [now, was] = [view.flash[Number(itemNumber)], before.view.flash[Number(itemNumber)]];
      if (now !== was) plan(Number(itemNumber), tap);
    }
  });

  return {
    store,
    keep(itemNumber) {
      const flash = live.store.getState().view.flash[itemNumber];
      if (!flash) return;
      const { flashId, priceMinor, startsAtMs, perBuyerCap } = flash;
      const before = store.getState()[itemNumber];
      const units = before?.flashId === flashId ? before.units : 0;
      if (units >= perBuyerCap) return;
      const tap = { flashId, units: units + 1, priceMinor, startsAtMs, key: newKey() };
      store.setState({ [itemNumber]: tap });
      plan(itemNumber, tap);
    },
    callOff: drop,
  };
}

/** What the buyer is told instead of an add, or null: the flash stands as it stood at the tap, or is better. */
function whyNotKept(
  { flash, cards }: Pick<LiveView, 'flash' | 'cards'>,
  itemNumber: number,
  tap: FlashTap,
  nowMs: number,
): Refusal | null {
  const now = flash[itemNumber];
  const listMinor = cards[itemNumber]?.listPriceMinor;
  if (listMinor === undefined) return { code: 'NOT_IN_LINEUP', itemNumber };
  // One that was called off or has ended is told as over before its start, or not at all.
  if (now?.flashId !== tap.flashId || now.endsAtMs <= now.startsAtMs) {
    return { code: 'PRICE_CHANGED', itemNumber, wasMinor: tap.priceMinor, nowMinor: listMinor };
  }
  if (now.priceMinor > tap.priceMinor) {
    return { code: 'PRICE_CHANGED', itemNumber, wasMinor: tap.priceMinor, nowMinor: now.priceMinor };
  }
  if (now.startsAtMs > tap.startsAtMs + LATEST_MS) {
    const { startsAtMs } = now;
    const inMs = Math.max(0, startsAtMs - nowMs);
    return { code: 'FLASH_NOT_STARTED', itemNumber, startsAtMs, nowMinor: listMinor, inMs };
  }
  return null;
}
