import { createStore, type StoreApi } from 'zustand/vanilla';
import { isUndecided } from '../../shared/contract/answer.ts';
import { MAX_ORDER_LINES } from '../../shared/market/order/bounds.ts';
import type { DeviceStorage } from '../connection/device-storage.ts';
import type { CartStore } from './cart-store.ts';

/** Units of an item that a buyer has taken out of the cart for later: nothing of it is reserved. */
export interface AsideLine {
  itemNumber: number;
  units: number;
  /** What one cost in the cart, so that another price is told before it is taken again. */
  seenMinor: number;
  /** What it is called, for a time when the lineup does not have it any more. */
  name?: string;
  nameEn?: string;
}

interface AsideState {
  lines: readonly AsideLine[];
  /** Items that this page has put into the cart again: their reservation began anew. */
  again: readonly number[];
}

/** What this device keeps aside of one stream. */
export interface SetAside {
  store: StoreApi<AsideState>;
  /**
   * Takes a line out of the cart, whose units go back to the shelf, and keeps it here. A refusal leaves it in the cart;
   * without an answer it stands here too, since the cart may have given it back.
   * @param expiredUnits of the same line: taking out begins with these
   */
  put(cart: CartStore, line: AsideLine, expiredUnits: number): Promise<void>;
  drop(itemNumber: number): void;
  /** Notes that an item that had left the cart, or whose reservation was over, is in it again. */
  cameBack(itemNumber: number): void;
  /** Reads again what another page of this device may have changed. */
  reload(): void;
}

/** Where it lies on the device. */
export const ASIDE = 'fairday.aside';
/** Streams of which something is kept: the newest. */
const MOST_STREAMS = 20;
/** As many lines as an order may have: more never fit into one. */
const MOST_LINES = MAX_ORDER_LINES;
/** As much of a text as a name may have, twice over. */
const MAX_NAME = 500;

interface Kept {
  slug: string;
  lines: AsideLine[];
}

const open = new WeakMap<object, SetAside>();

/** What is set aside in a stream: one and the same wherever the page shows it. */
export function setAsideOf(live: { slug: string }, keep: DeviceStorage): SetAside {
  const { slug } = live;
  const known = open.get(live);
  if (known) return known;
  const read = () => all(keep).find((each) => each.slug === slug)?.lines ?? [];
  const store = createStore<AsideState>(() => ({ lines: read(), again: [] }));
  function write(lines: readonly AsideLine[]): void {
    const others = all(keep).filter((each) => each.slug !== slug);
    const own = lines.length === 0 ? [] : [{ slug, lines: lines.slice(-MOST_LINES) }];
    keep.write(ASIDE, JSON.stringify([...others, ...own].slice(-MOST_STREAMS)));
    store.setState({ lines: read() });
  }
  const aside: SetAside = {
    store,
    async put(cart, line, expiredUnits) {
      const { itemNumber, units } = line;
      const before = read();
      const had = before.find((each) => each.itemNumber === itemNumber);
      const others = before.filter((each) => each.itemNumber !== itemNumber);
      // Before it leaves the cart: a page that ends in between has lost nothing.
      write([...others, { ...line, units: units + (had?.units ?? 0) }]);
      const isOut = await cart.remove(itemNumber, units + expiredUnits);
      const fault = cart.store.getState().faults[itemNumber];
      if (isOut || !fault || isUndecided(fault.code)) return;
      const rest = read().filter((each) => each.itemNumber !== itemNumber);
      write(had ? [...rest, had] : rest);
    },
    cameBack: (itemNumber) =>
      store.setState(({ again }) => ({
        again: [...again.filter((each) => each !== itemNumber), itemNumber],
      })),
    drop: (itemNumber) => write(read().filter((each) => each.itemNumber !== itemNumber)),
    reload: () => store.setState({ lines: read() }),
  };
  open.set(live, aside);
  return aside;
}

function all(keep: DeviceStorage): Kept[] {
  try {
    const kept: unknown = JSON.parse(keep.read(ASIDE) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { slug, lines } = value as Partial<Kept>;
  return typeof slug === 'string' && Array.isArray(lines) && lines.every(isLine);
}

function isLine(value: unknown): value is AsideLine {
  if (typeof value !== 'object' || value === null) return false;
  const { itemNumber, units, seenMinor, name = '', nameEn = '' } = value as Partial<AsideLine>;
  const isCounted = [itemNumber, units, seenMinor].every(
    (each) => Number.isInteger(each) && (each as number) > 0,
  );
  return isCounted && [name, nameEn].every((text) => typeof text === 'string' && text.length <= MAX_NAME);
}
