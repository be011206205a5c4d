import type {
  ConsoleFrame,
  ConsoleItem,
  GapView,
  Pause,
  TickerOrder,
} from '../../../shared/contract/console.ts';
import type { ConsoleVoucher } from '../../../shared/contract/voucher.ts';
import type { PinEntry, StockState, StreamStatus } from '../../../shared/live-view/view.ts';

/** The floor of one stream as the console last heard of it. Frames are whole values; the highest `to` wins. */
export interface Floor {
  history: string | null;
  /** Place in the log of the newest frame. */
  seq: number;
  status: StreamStatus;
  /** Why the server has paused the sale (S6). */
  pause: Pause | null;
  /** What a restore lost (I5). */
  gap: GapView | null;
  lineupVersion: number;
  pins: readonly PinEntry[];
  /** Item numbers in the order of the bag; a removed item is not in it. */
  order: readonly number[];
  items: Readonly<Record<number, ConsoleItem>>;
  /** By id, in the order they were made. */
  vouchers: Readonly<Record<string, ConsoleVoucher>>;
  /** Newest first, at most MOST_ORDERS. */
  orders: readonly TickerOrder[];
  /** From this moment on no placed order is missing from `orders`. */
  ordersKnownFromMs: number;
  /** The frame that each entry came with: `head`, an item's number, an order's or a voucher's id. */
  seqs: ReadonlyMap<string | number, number>;
}

export const emptyFloor: Floor = {
  history: null,
  seq: 0,
  status: 'SCHEDULED',
  pause: null,
  gap: null,
  lineupVersion: 0,
  pins: [],
  order: [],
  items: {},
  vouchers: {},
  orders: [],
  ordersKnownFromMs: 0,
  seqs: new Map(),
};

/** So many orders stay in the ticker. */
const MOST_ORDERS = 2_000;
/** A frame carries at most so many orders; one that is full may have left older ones out. */
const FULL_FRAME = 100;

/** Starts over from the frame of a hello, whatever was known before. */
export function floorOf(frame: ConsoleFrame): Floor {
  const isWhole = frame.orders.length < FULL_FRAME;
  const oldest = frame.orders.reduce((least, { atMs }) => Math.min(least, atMs), Number.MAX_SAFE_INTEGER);
  return merge({ ...emptyFloor, history: frame.history, ordersKnownFromMs: isWhole ? 0 : oldest }, frame);
}

/**
 * Takes what changed. Entries that are already known from a later frame stay as they are.
 * @returns null if the frame is of another history: only a hello helps then
 */
export function takeConsoleFrame(floor: Floor, frame: ConsoleFrame): Floor | null {
  if (frame.history !== floor.history) return null;
  const next = merge(floor, frame);
  if (frame.orders.length < FULL_FRAME) return next;
  const newest = frame.orders.reduce((most, { atMs }) => Math.max(most, atMs), floor.ordersKnownFromMs);
  return { ...next, ordersKnownFromMs: newest };
}

function merge(floor: Floor, frame: ConsoleFrame): Floor {
  const seqs = new Map(floor.seqs);
  const isNews = (entry: string | number) => {
    if ((seqs.get(entry) ?? -1) > frame.to) return false;
    seqs.set(entry, frame.to);
    return true;
  };
  const next: Floor = { ...floor, seq: Math.max(floor.seq, frame.to), seqs };
  if (isNews('head')) {
    next.status = frame.status;
    next.pause = frame.pause;
    next.gap = frame.gap ?? null;
    next.lineupVersion = frame.lineupVersion;
    next.pins = samePins(floor.pins, frame.pins) ? floor.pins : frame.pins;
    next.order = sameOrder(floor.order, frame.order) ? floor.order : frame.order;
  }
  const items = frame.items.filter(({ itemNumber }) => isNews(itemNumber));
  if (items.length > 0) {
    next.items = { ...floor.items, ...Object.fromEntries(items.map((item) => [item.itemNumber, item])) };
  }
  const vouchers = frame.vouchers.filter(({ voucherId }) => isNews(voucherId));
  if (vouchers.length > 0) {
    const changed = Object.fromEntries(vouchers.map((voucher) => [voucher.voucherId, voucher]));
    next.vouchers = { ...floor.vouchers, ...changed };
  }
  const orders = frame.orders.filter(({ orderId }) => isNews(orderId));
  if (orders.length > 0) takeOrders(next, orders, seqs);
  return next;
}

function takeOrders(floor: Floor, changed: readonly TickerOrder[], seqs: Map<string | number, number>): void {
  const ids = new Set(changed.map(({ orderId }) => orderId));
  const all = [...changed, ...floor.orders.filter(({ orderId }) => !ids.has(orderId))];
  all.sort((a, b) => b.atMs - a.atMs || (a.number < b.number ? 1 : -1));
  for (const dropped of all.splice(MOST_ORDERS)) {
    seqs.delete(dropped.orderId);
    floor.ordersKnownFromMs = Math.max(floor.ordersKnownFromMs, dropped.atMs + 1);
  }
  floor.orders = all;
}

function samePins(a: readonly PinEntry[], b: readonly PinEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((pin, at) => pin.itemNumber === b[at]?.itemNumber && pin.sinceMs === b[at]?.sinceMs)
  );
}

function sameOrder(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((itemNumber, at) => itemNumber === b[at]);
}

/** What the shelf of an item says to viewers (K2), from the exact counters. */
export function shelfOf(item: ConsoleItem, status: StreamStatus): StockState {
  if (status === 'SCHEDULED') return 'COMING';
  if (item.isStopped) return 'STOPPED';
  if (item.available > 0) return item.available <= lowMark(item) ? 'LOW' : 'IN_STOCK';
  if (item.held > 0) return 'ALL_HELD';
  return item.unpaid > 0 ? 'AWAITING_PAYMENT' : 'SOLD_OUT';
}

function lowMark({ allotted, adjusted }: ConsoleItem): number {
  return Math.max(5, Math.floor((allotted + adjusted) / 10));
}

/** The flash of an item that is announced or running, or null. */
export function flashOn(item: ConsoleItem): ConsoleItem['flash'] {
  return item.flash && item.flash.phase !== 'over' ? item.flash : null;
}

/** The pin that was set last, or null. */
export function latestPin(floor: Pick<Floor, 'pins'>): PinEntry | null {
  return floor.pins.at(-1) ?? null;
}

/** The item to show next: the first one after the pin, in the order of the bag, that can be bought. */
export function nextItem(floor: Floor): ConsoleItem | null {
  const at = floor.order.indexOf(latestPin(floor)?.itemNumber ?? -1);
  const following = [...floor.order.slice(at + 1), ...floor.order.slice(0, Math.max(0, at))];
  for (const itemNumber of following) {
    const item = floor.items[itemNumber];
    const isPinned = floor.pins.some((pin) => pin.itemNumber === itemNumber);
    if (item && !item.isStopped && !isPinned && item.available > 0) return item;
  }
  return null;
}

/** Units of all items, for the day's count. */
export function totalsOf(floor: Pick<Floor, 'items'>): { held: number; unpaid: number; sold: number } {
  const sum = { held: 0, unpaid: 0, sold: 0 };
  for (const { held, unpaid, sold } of Object.values(floor.items)) {
    sum.held += held;
    sum.unpaid += unpaid;
    sum.sold += sold;
  }
  return sum;
}
