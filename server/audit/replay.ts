import type { BasketView } from '../../shared/contract/basket.ts';
import type { StockState, StreamStatus } from '../../shared/live-view/view.ts';
import { within } from '../../shared/values/time.ts';
import { apply } from '../domain/apply.ts';
import type { StreamFact } from '../domain/facts.ts';
import { privateView } from '../domain/private-view.ts';
import { emptyStream, type Flash, type Item, type Pause, type StreamState } from '../domain/state.ts';
import { shownState } from '../domain/stock/shown-state.ts';
import { factOf } from '../engine/chain.ts';
import type { Ledger } from '../ports/ledger.ts';

const PAGE = 5_000;

/** Up to which fact a log is replayed: that of a place, or the last one that was dated at or before an instant. */
export type Until = { seq: number } | { atMs: number };

export interface MomentItem {
  itemNumber: number;
  name: string;
  isPinned: boolean;
  /** The price in force at the instant: the flash's while it runs (F3), else the list price. */
  priceMinor: number;
  listPriceMinor: number;
  shown: StockState;
  stock: Pick<Item, 'allotted' | 'adjusted' | 'available' | 'held' | 'unpaid' | 'sold'>;
  flash: Pick<
    Flash,
    | 'flashId'
    | 'phase'
    | 'priceMinor'
    | 'startsAtMs'
    | 'endsAtMs'
    | 'cap'
    | 'free'
    | 'lapsed'
    | 'held'
    | 'unpaid'
    | 'sold'
  > | null;
}

/** A stream as it was at an instant, out of its log alone. */
export interface Moment {
  streamId: string;
  title: string;
  currency: string;
  /** The last fact at the instant, and when it was dated. */
  seq: number;
  factAtMs: number;
  /** The instant itself: timers are judged by it. */
  atMs: number;
  status: StreamStatus;
  closesAtMs: number | null;
  pause: Pause | null;
  lineup: MomentItem[];
  orders: { placed: number; paid: number; expired: number; cancelled: number };
  holds: { count: number; units: number; nextEndsAtMs: number | null };
  /** What a buyer had in the basket, if one was asked for. */
  basket: BasketView | null;
}

const COUNTED = {
  order_placed: 'placed',
  order_paid: 'paid',
  order_expired: 'expired',
  order_cancelled: 'cancelled',
} as const;

/** Replays a stream up to an instant. @returns null if it has no fact by then */
export async function replay(
  ledger: Ledger,
  logId: string,
  until: Until,
  buyerId: string | null,
): Promise<Moment | null> {
  const state = emptyStream(logId);
  const orders = { placed: 0, paid: 0, expired: 0, cancelled: 0 };
  const isAfter = (seq: number, atMs: number) => ('seq' in until ? seq > until.seq : atMs > until.atMs);
  for (let isOver = false; !isOver; ) {
    const page = await ledger.facts(logId, state.seq, PAGE);
    isOver = page.length < PAGE;
    for (const stored of page) {
      const { seq, atMs, type } = stored;
      if (isAfter(seq, atMs)) {
        isOver = true;
        break;
      }
      apply(state, factOf<StreamFact>(stored), { seq, atMs });
      if (type in COUNTED) orders[COUNTED[type as keyof typeof COUNTED]] += 1;
    }
  }
  if (state.seq === 0) return null;
  return momentOf(state, 'atMs' in until ? until.atMs : state.atMs, orders, buyerId);
}

function momentOf(
  state: StreamState,
  atMs: number,
  orders: Moment['orders'],
  buyerId: string | null,
): Moment {
  const { streamId, title, currency, seq, status, closesAtMs, pause } = state;
  const holds = [...state.holds.values()];
  return {
    streamId,
    title,
    currency,
    seq,
    factAtMs: state.atMs,
    atMs,
    status,
    closesAtMs,
    pause,
    lineup: state.order.flatMap((itemNumber) => {
      const item = state.items.get(itemNumber);
      return item ? [momentItem(state, item, atMs)] : [];
    }),
    orders,
    holds: {
      count: holds.length,
      units: holds.reduce((sum, { units }) => sum + units, 0),
      nextEndsAtMs: holds.reduce<number | null>(
        (least, { untilMs }) => (least === null ? untilMs : Math.min(least, untilMs)),
        null,
      ),
    },
    basket: buyerId === null ? null : privateView(state, buyerId).basket,
  };
}

function momentItem(state: StreamState, item: Item, atMs: number): MomentItem {
  const { itemNumber, name, listPriceMinor } = item;
  const { allotted, adjusted, available, held, unpaid, sold } = item;
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  const isOn =
    flash !== undefined && flash.phase !== 'undone' && within(atMs, flash.startsAtMs, flash.endsAtMs);
  return {
    itemNumber,
    name,
    isPinned: state.pins.some((pin) => pin.itemNumber === itemNumber),
    priceMinor: isOn && flash.free > 0 ? flash.priceMinor : listPriceMinor,
    listPriceMinor,
    shown: shownState(state, item),
    stock: { allotted, adjusted, available, held, unpaid, sold },
    flash: flash ? flashOf(flash) : null,
  };
}

function flashOf(flash: Flash): MomentItem['flash'] {
  const { flashId, phase, priceMinor, startsAtMs, endsAtMs, cap, free, lapsed, held, unpaid, sold } = flash;
  return { flashId, phase, priceMinor, startsAtMs, endsAtMs, cap, free, lapsed, held, unpaid, sold };
}
