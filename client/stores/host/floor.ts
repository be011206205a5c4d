import type { ConsoleItem } from '../../../shared/contract/console.ts';
import type { ConsoleFrame } from '../../../shared/contract/console-frame.ts';
import {
  type ConsolePart,
  consoleParts,
  type KeyOf,
  type ValueOf,
} from '../../../shared/contract/console-parts.ts';
import type { PinEntry } from '../../../shared/market/lineup/pins-entry.ts';
import type { TickerOrder } from '../../../shared/market/order/contract.ts';
import type { StockState } from '../../../shared/market/stock/entry.ts';
import type { StreamStatus } from '../../../shared/market/stream/entry.ts';
import { lowMarkOf } from './low-mark.ts';

/**
 * The floor of one stream as the console last heard of it. Frames are whole values; the highest `to` wins. What a frame
 * tells each time stands as it is told; of its parts, each value stands under its key.
 */
export type Floor = Head & Records & Ticker & Place;

/** What a frame may leave out is absent. */
type Head = Omit<ConsoleFrame, 'history' | 'to' | ConsolePart>;
type Records = {
  [P in Exclude<ConsolePart, 'orders'>]: Readonly<Record<KeyOf<P>, ValueOf<P>>>;
};

interface Ticker {
  /** Newest first, at most MOST_ORDERS. */
  orders: readonly TickerOrder[];
  /** From this moment on no placed order is missing from `orders`. */
  ordersKnownFromMs: number;
}

interface Place {
  history: string | null;
  /** Place in the log of the newest frame. */
  seq: number;
  /** The frame that each entry came with: `head`, or a value of a part. */
  seqs: ReadonlyMap<string, number>;
}

const parts = Object.keys(consoleParts) as ConsolePart[];
const noRecords = Object.fromEntries(parts.map((part) => [part, {}])) as unknown as Records;
const nothingHeard: Ticker & Place = {
  orders: [],
  ordersKnownFromMs: 0,
  history: null,
  seq: 0,
  seqs: new Map(),
};

export const emptyFloor: Floor = {
  status: 'SCHEDULED',
  pause: null,
  lineupVersion: 0,
  pins: [],
  order: [],
  ...noRecords,
  ...nothingHeard,
};

/** So many orders stay in the ticker. */
const MOST_ORDERS = 2_000;
/** A frame carries at most so many orders; one that is full may have left older ones out. */
const FULL_FRAME = 200;

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
  const isNews = (entry: string) => {
    if ((seqs.get(entry) ?? -1) > frame.to) return false;
    seqs.set(entry, frame.to);
    return true;
  };
  const next: Floor = { ...floor, seq: Math.max(floor.seq, frame.to), seqs };
  if (isNews('head')) takeHead(next, frame);
  for (const part of parts) {
    if (part === 'orders') continue;
    const changed = frame[part].map((value) => [keyOf(part, value), value] as const);
    const news = changed.filter(([key]) => isNews(`${part} ${key}`));
    if (news.length > 0) Object.assign(next, { [part]: { ...floor[part], ...Object.fromEntries(news) } });
  }
  const orders = frame.orders.filter(({ orderId }) => isNews(entryOfOrder(orderId)));
  if (orders.length > 0) takeOrders(next, orders, seqs);
  return next;
}

function keyOf(part: ConsolePart, value: object): number | string {
  return value[consoleParts[part] as keyof typeof value];
}

/** Takes what every frame tells anew. What is as it was stays the same object; what is left out is over. */
function takeHead(floor: Floor, frame: ConsoleFrame): void {
  const known = headOf(floor);
  const told = headOf(frame);
  const into: Record<string, unknown> = floor as never;
  for (const field of Object.keys(known)) if (!(field in told)) delete into[field];
  for (const [field, value] of Object.entries(told)) {
    if (JSON.stringify(value) !== JSON.stringify(known[field])) into[field] = value;
  }
}

function headOf(it: Floor | ConsoleFrame): Record<string, unknown> {
  const isHead = (field: string) => field !== 'to' && !(field in consoleParts) && !(field in nothingHeard);
  return Object.fromEntries(Object.entries(it).filter(([field]) => isHead(field)));
}

function takeOrders(floor: Floor, changed: readonly TickerOrder[], seqs: Map<string, number>): void {
  const ids = new Set(changed.map(({ orderId }) => orderId));
  const all = [...changed, ...floor.orders.filter(({ orderId }) => !ids.has(orderId))];
  all.sort((a, b) => b.atMs - a.atMs || (a.number < b.number ? 1 : -1));
  for (const dropped of all.splice(MOST_ORDERS)) {
    seqs.delete(entryOfOrder(dropped.orderId));
    floor.ordersKnownFromMs = Math.max(floor.ordersKnownFromMs, dropped.atMs + 1);
  }
  floor.orders = all;
}

function entryOfOrder(orderId: string): string {
  return `orders ${orderId}`;
}

/** What the shelf of an item says to viewers (K2), from the exact counters. */
export function shelfOf(item: ConsoleItem, status: StreamStatus): StockState {
  if (status === 'SCHEDULED') return 'COMING';
  if (item.isStopped) return 'STOPPED';
  if (item.available > 0) return item.available <= lowMark(item) ? 'LOW' : 'IN_STOCK';
  if (item.held > 0) return 'ALL_HELD';
  return item.unpaid > 0 ? 'AWAITING_PAYMENT' : 'SOLD_OUT';
}

/** True where little or nothing is left of an item, by the mark of its shelf (K2). */
export function isLow(item: ConsoleItem): boolean {
  return item.available <= lowMark(item);
}

function lowMark({ allotted, adjusted }: ConsoleItem): number {
  return lowMarkOf(allotted + adjusted);
}

/** The flash of an item that is announced or running, or null. */
export function flashOn(item: ConsoleItem): ConsoleItem['flash'] {
  return item.flash && item.flash.phase !== 'over' ? item.flash : null;
}

/** The pin that was set last, or null. */
export function latestPin(floor: Pick<Floor, 'pins'>): PinEntry | null {
  return floor.pins.at(-1) ?? null;
}

/** The lineup with what most viewers ask for in front (L9); what equally many ask for in its own order. */
export function byWanted({ order, items }: Pick<Floor, 'order' | 'items'>): number[] {
  const askers = (itemNumber: number) => items[itemNumber]?.askers ?? 0;
  return order.toSorted((a, b) => askers(b) - askers(a));
}

/**
 * The item to show next: the first one after the pin, in the order of the bag, that can be bought.
 * @param wanted the lineup sorted by what viewers ask for, if it is: then the first of these that is still asked for
 */
export function nextItem(floor: Floor, wanted: readonly number[] | null = null): ConsoleItem | null {
  const asked = wanted?.map((itemNumber) => floor.items[itemNumber]);
  const most = asked?.find((item) => (item?.askers ?? 0) > 0 && canBeNext(floor, item));
  if (most) return most;
  const at = floor.order.indexOf(latestPin(floor)?.itemNumber ?? -1);
  const following = [...floor.order.slice(at + 1), ...floor.order.slice(0, Math.max(0, at))];
  for (const itemNumber of following) {
    const item = floor.items[itemNumber];
    if (canBeNext(floor, item)) return item;
  }
  return null;
}

function canBeNext({ pins }: Floor, item: ConsoleItem | undefined): item is ConsoleItem {
  if (!item || item.isStopped || item.isRemoved || item.available === 0) return false;
  return !pins.some((pin) => pin.itemNumber === item.itemNumber);
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
