import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { LiveView } from '../../shared/live-view/entries.ts';
import { SECOND } from '../../shared/values/time.ts';
import type { ServerClock } from '../connection/clock.ts';
import type { CartStore } from './cart-store.ts';
import type { LiveStore } from './live-store.ts';

/** A tap on a flash price whose flash has not started: the page keeps it, and adds the units once it has (F7). */
export interface FlashTap {
  flashId: string;
  units: number;
  /** As it stood on the button. */
  priceMinor: number;
  startsAtMs: number;
}

/** The taps that this page keeps, by item; one flash of an item at a time. */
export interface FlashTaps {
  store: StoreApi<Readonly<Record<number, FlashTap>>>;
  /** Keeps one unit more, up to what the flash allows a buyer. */
  keep(itemNumber: number): void;
  callOff(itemNumber: number): void;
}

/** Taps go out within so long after the start, each at a moment of its own: no line is faster than another by a tap. */
const SPREAD_MS = 600;
/** A flash that starts so much later than it was said is another one for who tapped. */
const LATEST_MS = 60 * SECOND;
/** A clock may be off: who came too early by it tries so often. */
const MOST_TRIES = 3;

const kept = new WeakMap<object, FlashTaps>();

/** The kept taps of this page's buyer in a stream: the same on the card and on the page of a product. */
export function flashTaps(live: LiveStore, cart: CartStore, clock: ServerClock): FlashTaps {
  const known = kept.get(live);
  if (known) return known;
  const taps = createFlashTaps(live, cart, clock);
  kept.set(live, taps);
  return taps;
}

export function createFlashTaps(live: LiveStore, cart: CartStore, clock: ServerClock): FlashTaps {
  const store = createStore<Readonly<Record<number, FlashTap>>>(() => ({}));
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  function drop(itemNumber: number): void {
    clearTimeout(timers.get(itemNumber));
    timers.delete(itemNumber);
    const { [itemNumber]: _dropped, ...others } = store.getState();
    store.setState(others, true);
  }

  /** Goes with an earlier start; what the buyer did not agree to ends it with a sentence. */
  function plan(itemNumber: number, tap: FlashTap): void {
    const { view } = live.store.getState();
    const refusal = whyNotKept(view, itemNumber, tap);
    if (refusal) {
      drop(itemNumber);
      cart.refuse(itemNumber, refusal);
      return;
    }
    const startsAtMs = view.flash[itemNumber]!.startsAtMs;
    const waitMs = Math.max(0, startsAtMs - clock.now()) + Math.random() * SPREAD_MS;
    clearTimeout(timers.get(itemNumber));
    timers.set(
      itemNumber,
      setTimeout(() => {
        drop(itemNumber);
        void send(itemNumber, tap);
      }, waitMs),
    );
  }

  async function send(itemNumber: number, { units, ...seen }: FlashTap): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      if (await cart.add(itemNumber, units, seen)) return;
      const fault = cart.store.getState().faults[itemNumber];
      if (fault?.code !== 'FLASH_NOT_STARTED' || tries === MOST_TRIES) return;
      cart.dismissFault(itemNumber);
      const waitMs = Math.max(0, fault.startsAtMs - clock.now()) + Math.random() * SPREAD_MS;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
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
      const tap = { flashId, units: units + 1, priceMinor, startsAtMs };
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
    return { code: 'FLASH_NOT_STARTED', itemNumber, startsAtMs: now.startsAtMs, nowMinor: listMinor };
  }
  return null;
}
