import type { ShopBy } from '../../shared/contract/shop-insights.ts';

/** Days of a calendar that follow each other, as instants: how a database tells on which of them something happened. */
export interface ShopDays {
  /** The first instant, and the first after the last day. */
  fromMs: number;
  untilMs: number;
  /** Stretches of days, in order, without a gap. */
  stretches: readonly Stretch[];
}

/** Days of 24 hours each, or one day that has another length. */
export interface Stretch {
  startMs: number;
  /** Exclusive. */
  endMs: number;
  /** The first day: days since 1 January 1970. */
  firstDay: number;
  days: number;
}

/** Which orders the shop's numbers are counted of: those placed on the days, in streams of one currency, rehearsals never. */
export interface ShopQuestion {
  days: ShopDays;
  /** Counted as of this instant: the end of the cut of streams that are not closed. */
  asOfMs: number;
  by: ShopBy;
  /** On which day of the week the weeks begin, from 1, Monday, to 7. */
  weekStart: number;
  currency: string;
  /** Of these streams alone; null: of all. */
  streamIds: readonly string[] | null;
  /** Rows at most (≤ 500), those with most GMV paid. */
  limit: number;
}

/** What paid orders came to. */
export interface ShopSales {
  gmvPaidMinor: number;
  paidOrders: number;
  payingBuyers: number;
  /**
   * Of the paying buyers those of whom no standing order (unpaid, paid or completed; rehearsals left out) was placed before:
   * before their first on these days, and in a week's or stream's row before their first in that one.
   */
  newBuyers: number;
}

/** What became of those orders. */
export interface ShopAftermath {
  /** Base of lines that was cancelled before shipping, and given back afterwards: as a stream's bridge has them. */
  cancelledMinor: number;
  refundedMinor: number;
  /** Orders of which something was cancelled or given back. */
  reversedOrders: number;
  /** Orders whose promised day (P4) is over or that a carrier has whole, and those of which something was with none by then. */
  shipDueOrders: number;
  lateOrders: number;
  /** Order lines whose payout was promised and is over or kept (M2), and those that were paid in time. */
  payoutsDue: number;
  payoutsOnTime: number;
}

/** One of the weeks, streams, products, producers, channels or days of the week that numbers stand by. */
export interface ShopRow {
  /** A week's Monday, `2026-11-30`, a stream's slug, a product's or producer's id, a channel, or 1 (Monday) to 7. */
  key: string;
  /** Empty where the key says it, or nobody knows a name. */
  name: string;
  nameEn: string;
  /** When a stream went live; null: it is no stream. */
  startMs: number | null;
}

export interface ShopCount {
  totals: ShopSales;
  /** Days with paid orders, in order; days since 1 January 1970. */
  days: { day: number; gmvPaidMinor: number; paidOrders: number }[];
  /** The most GMV paid first, then by key. */
  rows: (ShopRow & ShopSales)[];
  /** How many rows there are, told or not. */
  rowCount: number;
}

export interface ShopAfterCount {
  totals: ShopAftermath;
  rows: (Pick<ShopRow, 'key'> & ShopAftermath)[];
}

/** Of the same orders, told by day: it can be asked in pieces, whose numbers add up. */
export interface AftermathQuestion extends Omit<ShopQuestion, 'limit'> {
  /** Rows that are told (≤ 500). */
  keys: readonly string[];
  /** What is late is late by this day of the shop, `2026-12-03`. */
  today: string;
  /** The days until today at least, to tell when a parcel was handed over. */
  clock: ShopDays;
}

/** The shop over a range of days. Both are read behind everything that an order waits for. */
export interface ShopReaders {
  /** Currencies of the streams that were live on those days, in their order. */
  shopCurrencies(
    days: Pick<ShopDays, 'fromMs' | 'untilMs'>,
    streamIds: readonly string[] | null,
  ): Promise<string[]>;
  shopSales(question: ShopQuestion): Promise<ShopCount>;
  shopAftermath(question: AftermathQuestion): Promise<ShopAfterCount>;
}
