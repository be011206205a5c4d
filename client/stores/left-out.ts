import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CartView } from '../../shared/market/cart/contract.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';

/** The lines of a cart that are not paid now: they stay in it, and stay reserved for as long as they are. */
export interface LeftOut {
  store: StoreApi<{ items: readonly number[] }>;
  /** Leaves the line of an item out of the next order, or takes it in again. */
  set(itemNumber: number, isOut: boolean): void;
  /** Forgets items that have left the cart: what comes back is paid like any other line. */
  keepOnly(cart: CartView): void;
  /** Reads again what another page of this device may have changed. */
  reload(): void;
}

/** Where it lies on the device. */
export const LEFT_OUT = 'fairday.left-out';
/** Streams of which something is kept: the newest. */
const MOST_STREAMS = 20;

type Kept = readonly [slug: string, items: readonly number[]];

const open = new WeakMap<object, LeftOut>();

/** What is left out in a stream: one and the same wherever the page counts. */
export function leftOutOf(live: { slug: string }, keep: DeviceStorage): LeftOut {
  const known = open.get(live);
  if (known) return known;
  const read = () => all(keep).find(([slug]) => slug === live.slug)?.[1] ?? [];
  const store = createStore<{ items: readonly number[] }>(() => ({ items: read() }));
  function write(items: readonly number[]): void {
    const others = all(keep).filter(([slug]) => slug !== live.slug);
    const own: Kept[] = items.length === 0 ? [] : [[live.slug, items]];
    keep.write(LEFT_OUT, JSON.stringify([...others, ...own].slice(-MOST_STREAMS)));
    store.setState({ items });
  }
  const leftOut: LeftOut = {
    store,
    set(itemNumber, isOut) {
      const items = read();
      if (items.includes(itemNumber) === isOut) return;
      write(isOut ? [...items, itemNumber] : items.filter((each) => each !== itemNumber));
    },
    keepOnly({ lines }) {
      const items = read();
      const still = items.filter((each) => lines.some(({ itemNumber }) => itemNumber === each));
      if (still.length < items.length) write(still);
    },
    reload: () => store.setState({ items: read() }),
  };
  open.set(live, leftOut);
  return leftOut;
}

/** A cart without the lines that are not paid now. */
export function paidNow(cart: CartView, out: readonly number[]): CartView {
  if (out.length === 0) return cart;
  return { ...cart, lines: cart.lines.filter(({ itemNumber }) => !out.includes(itemNumber)) };
}

function all(keep: DeviceStorage): Kept[] {
  try {
    const kept: unknown = JSON.parse(keep.read(LEFT_OUT) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  return Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1]);
}
