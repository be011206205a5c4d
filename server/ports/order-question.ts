import type { OrdersSort } from '../../shared/contract/office-lists.ts';
import type { OrderOutcome } from '../../shared/contract/office-orders.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { OrderStatus } from '../../shared/market/order/contract.ts';
import type { Channel } from '../../shared/values/channel.ts';
import type { ShopDays } from './shop-question.ts';

/** A place in a list of orders: by the value of its sort, then by when they were placed, then by id. */
export interface OrderPlace {
  placedAtMs: number;
  orderId: string;
  /** Of a list that does not stand by time: the total in minor units, the state, or of numbers the stream's id. */
  value?: number | string;
}

/** Which orders are meant; every part that is given has to fit. */
export interface OrderFilter {
  /** Of these streams, at most 500, rehearsals too; absent: of all but rehearsals. */
  streamIds?: readonly string[];
  /** Of a buyer under any of these ids. */
  buyerIds?: readonly string[];
  /** Its money came and it stands: paid online, or delivered on cash terms (H6). */
  isBought?: true;
  number?: string;
  status?: OrderStatus;
  /** How far it came, of the lines of `line`. */
  outcome?: OrderOutcome;
  /** By whose link its buyer had come (C1). */
  channel?: Channel;
  payment?: PaymentMethod;
  /** Something of it was given back. */
  isRefunded?: true;
  claim?: 'open' | 'any';
  /** Paid, of a stream that is over, and some of its units are in no parcel. */
  isToPack?: true;
  /** Paid, and something of it is with no carrier although it was promised for a day before this one, `2026-12-03` (P4). */
  lateOn?: string;
  /** A line of it has all of these. */
  line?: {
    itemNumber?: number;
    productId?: string;
    producerId?: string;
    /** Of its product, as the catalogue says it now. */
    origin?: string;
    category?: string;
    price?: 'list' | 'flash';
  };
  /** Of streams that sell in it. */
  currency?: string;
  /** Units in all of its lines; 4: four or more. */
  units?: number;
  /** It named a voucher (V2). */
  hasVoucher?: true;
  /** Placed from the first instant on, before the second. */
  fromMs?: number;
  untilMs?: number;
  /** Placed in one of these stretches of time (≤ 60), each from its first instant on, before its second. */
  placedIn?: readonly { fromMs: number; untilMs: number }[];
  buyers?: BuyersMeant;
  missed?: MissedDay;
}

/**
 * Buyers of whom no standing order (as `ShopSales` counts new buyers) was placed before their first paid one in a time, of
 * the streams and the currency that are meant; or the others, who have such a one.
 */
export interface BuyersMeant {
  are: 'new' | 'returning';
  fromMs: number;
  untilMs: number;
}

/** Something of a line of it, as `line` says, was with no carrier when its promised day was over (P4). */
export interface MissedDay {
  today: string;
  /** The days on which parcels were handed over, until today at least. */
  clock: ShopDays;
}

export interface OrderQuestion {
  filter: OrderFilter;
  /** Absent: by time. */
  sort?: OrdersSort;
  /** The oldest, smallest or first of them first. */
  isRising?: boolean;
  /** Behind this place of the same list; null: from its first on. */
  before: OrderPlace | null;
  /** At most so many (≤ 500). */
  limit: number;
  /** Asked by who takes all of them along: it stands behind what screens wait for. */
  isLong?: true;
}
