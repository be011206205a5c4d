import type { Moment, MomentItem, MomentPage } from '../../shared/contract/moment.ts';
import { changesOf } from '../../shared/live-view/told.ts';
import { secondNames } from '../../shared/values/names.ts';
import { within } from '../../shared/values/time.ts';
import { factOf } from '../event-log/commit/hash-chain.ts';
import type { StoredFact } from '../event-log/ports/store.ts';
import type { StreamFact } from '../market/facts.ts';
import type { Flash } from '../market/flash-sale/state.ts';
import type { Item } from '../market/lineup/state.ts';
import { apply, emptyStream, privateView, publicView } from '../market/market.ts';
import type { StreamState } from '../market/state.ts';
import { shownState } from '../market/stock/shown-state.ts';
import type { Until } from '../ports/analyst.ts';
import type { Ledger } from '../ports/ledger.ts';

const PAGE = 5_000;

const COUNTED = {
  order_placed: 'placed',
  order_paid: 'paid',
  order_expired: 'expired',
  order_cancelled: 'cancelled',
} as const;

/** Replays a stream up to an instant. @returns null if it has no fact by then */
export async function replay(
  ledger: FactSource,
  logId: string,
  until: Until,
  buyerId: string | null,
): Promise<Moment | null> {
  const played = new Replay(emptyStream(logId));
  await played.advance(ledger, until);
  return played.moment(until, buyerId);
}

/** A log, a page of it at a time. */
export type FactSource = Pick<Ledger, 'facts'>;

/** A stream that is played forth from one instant to a later one. */
export class Replay {
  readonly state: StreamState;
  readonly orders: Moment['orders'];

  /** @param orders how many were placed, paid, expired and cancelled by then */
  constructor(
    state: StreamState,
    orders: Moment['orders'] = { placed: 0, paid: 0, expired: 0, cancelled: 0 },
  ) {
    this.state = state;
    this.orders = { ...orders };
  }

  /** True if this stands at or before an instant. */
  isBefore(until: Until): boolean {
    return !isAfter(until, this.state.seq, this.state.atMs);
  }

  /** Applies the next fact. */
  take(stored: StoredFact): void {
    const { seq, atMs, type } = stored;
    apply(this.state, factOf<StreamFact>(stored), { seq, atMs });
    this.count(type);
  }

  /** Notes a fact that somebody else has applied. */
  count(type: string): void {
    if (type in COUNTED) this.orders[COUNTED[type as keyof typeof COUNTED]] += 1;
  }

  /** Reads and applies facts up to an instant, or to the log's end. */
  async advance(source: FactSource, until: Until): Promise<void> {
    for (;;) {
      const page = await source.facts(this.state.streamId, this.state.seq, PAGE);
      for (const stored of page) {
        if (isAfter(until, stored.seq, stored.atMs)) return;
        this.take(stored);
      }
      if (page.length < PAGE) return;
    }
  }

  /** What is seen at an instant, or after the last fact if a place was asked for. @returns null before any fact */
  moment(until: Until, buyerId: string | null): Moment | null {
    if (this.state.seq === 0) return null;
    const atMs = 'atMs' in until ? until.atMs : this.state.atMs;
    return momentOf(this.state, atMs, { ...this.orders }, buyerId);
  }

  /** What a viewer's page shows where this stands. */
  page(buyerId: string | null): MomentPage {
    return {
      changes: changesOf(publicView(this.state)),
      mine: buyerId === null ? null : privateView(this.state, buyerId),
    };
  }
}

export function isAfter(until: Until, seq: number, atMs: number): boolean {
  return 'seq' in until ? seq > until.seq : atMs > until.atMs;
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
    cart: buyerId === null ? null : privateView(state, buyerId).cart,
  };
}

function momentItem(state: StreamState, item: Item, atMs: number): MomentItem {
  const { itemNumber, name, nameEn, listPriceMinor } = item;
  const { allotted, adjusted, available, held, unpaid, sold } = item;
  const flash = item.flashId === null ? undefined : state.flashes.get(item.flashId);
  const isOn =
    flash !== undefined && flash.phase !== 'undone' && within(atMs, flash.startsAtMs, flash.endsAtMs);
  return {
    itemNumber,
    name,
    ...secondNames({ nameEn }),
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
