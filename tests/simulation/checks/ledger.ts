import type { StreamFact } from '../../../server/market/facts.ts';
import type { Stamp } from '../../../server/market/kernel/stamp.ts';
import type { PlacedLine } from '../../../server/market/order/order.ts';
import type { GivenSettings } from '../../../server/market/stream/settings.ts';
import type { CashChoice } from '../../../shared/market/newcomers/contract.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import { judgeOffer, judgeShelf, type Offer, type Shelf } from './shelf.ts';
import { Shows } from './take-shows.ts';
import type { Coupon } from './take-voucher.ts';

/** Units kept for a buyer. */
export interface Kept {
  holdId: string;
  buyerId: string;
  itemNumber: number;
  flashId: string | null;
  units: number;
  priceMinor: number;
  untilMs: number;
  isNew: boolean;
  /** The network that asked for it (H8). */
  tag: string | undefined;
  /** Offered from the waiting list (H5). */
  isOffer?: true;
}

/** One who waits for an item, and how many units are still wanted. */
export interface InLine {
  buyerId: string;
  units: number;
  isNew: boolean;
  tag: string | undefined;
}

/** Newcomers of every network but `except` are bounded for an item, or a flash of it, from one time to another (H8). */
export interface BoundedTime {
  itemNumber: number;
  except: string | undefined | null;
  untilMs: number;
  /** World time of the commit that began it. */
  committedAtMs: number;
}

export interface Bought {
  orderId: string;
  number: string;
  seq: number;
  buyerId: string;
  status: 'PLACED' | 'PAID' | 'EXPIRED' | 'EXPIRED_REFUNDED' | 'CANCELLED';
  payment: string;
  /** `backMinor`: what of a line has come back, of units and by amount (O8). */
  lines: (PlacedLine & {
    unfilled: number;
    /** Units that the office gave money back for before they were packed. */
    withdrawn: number;
    backMinor: number;
    tags: { tag: string | undefined; units: number }[];
  })[];
  totalMinor: number;
  refundedMinor: number;
  payByMs: number;
  /** The provider's page was opened for it. */
  wasOpened?: true;
  /** The provider had its payment, or failed at it: that it ran out is no strike (H3). */
  isTheProviders?: true;
  paidAtMs: number | null;
  phoneTag: string | null;
  isNew: boolean;
  placedAtMs: number;
  /** Where and when it was turned into one for cash (O13); absent: it was not. */
  turned?: { seq: number; atMs: number };
  joinedAtMs: number | undefined;
  vouchers: readonly string[];
  addressId: string | null;
  /** What sending it costs, with what others pay of it, and what went back; null where it costs nothing. */
  sending: { feeMinor: number; givenMinor: number; backMinor: number } | null;
}

/** What sending costs from the one origin that there is. */
export interface SendingTable {
  /** The lightest first; null: by the items' own fees. */
  tiers: readonly { upToGrams: number; feeMinor: number }[] | null;
  capMinor: number | null;
  freeFromMinor: number | null;
}

/** How often a buyer's holds expired, and what is wanted without a hold. */
export interface Shopper {
  strikes: number;
  /** Item → units wanted without a hold. */
  wanted: Map<number, number>;
}

/**
 * A stream's log, counted again by hand from the rules: no line of it comes from the program. It is read fact by fact,
 * in the order of the log; who judges looks at it before and after each.
 */
export class Ledger {
  readonly streamId: string;
  /** So far two nodes may be apart about the time of the log; 0: there is one. */
  readonly apartMs: number;
  private readonly stoodStillMs: (fromMs: number, toMs: number) => number;
  seq = 0;
  atMs = 0;
  /** World time of the commit that is read. */
  committedAtMs = 0;
  status = '';
  policy = '';
  settings: GivenSettings | null = null;
  closesAtMs = 0;
  /** When it closed, by its log; null: not yet. */
  closedAtMs: number | null = null;
  endedAtMs = 0;
  /** Flowing, silent with the time at which that interrupts the stream, or never there (S2). */
  media: 'none' | 'flowing' | { interruptsAtMs: number } = 'none';
  readonly shelves = new Map<number, Shelf>();
  readonly offers = new Map<string, Offer>();
  /** What a unit of an item adds to its parcel (P2): base and increment. */
  readonly fees = new Map<number, { baseMinor: number; incrementMinor: number }>();
  /** What the host has set for all goods: here they come from one origin. */
  sendingTable: SendingTable | null = null;
  /** The same for what goes abroad, and the rate of the second currency; null: nothing is sent there. */
  abroadTable: SendingTable | null = null;
  abroad: { currency: string; rateMicros: number } | null = null;
  /** What a unit of an item weighs. */
  readonly grams = new Map<number, number>();
  readonly coupons = new Map<string, Coupon>();
  readonly kept = new Map<string, Kept>();
  /** Who waits for an item, the first to come in front (H5). */
  readonly lines = new Map<number, InLine[]>();
  readonly shows = new Shows();
  readonly bought = new Map<string, Bought>();
  /** Transfers that came in, and those that may not any more (S5). */
  readonly arrived = new Set<string>();
  readonly voided = new Set<string>();
  /** Who asked for what, and when (H8). */
  readonly asks: { itemNumber: number; flashId: string | null; tag: string | undefined; atMs: number }[] = [];
  /** Until when the first time lasts of an item that was put on sale, resumed or restocked. */
  readonly firstTimes = new Map<number, number>();
  /** Items for which the host ended the bound on networks, and what of newcomers' cash is barred (H8). */
  readonly lifted = new Set<number>();
  bars: { seq: number; of: CashChoice }[] = [];
  /** Each time during which newcomers of a network, or of all (null), were bounded for an item, in the log's time. */
  readonly bounded: BoundedTime[] = [];
  /** Who paid online here, or became one who had, and in what world time that was committed first: new no more (H6). */
  readonly paidSince = new Map<string, number>();
  readonly shoppers = new Map<string, Shopper>();
  /** Who has had the price of a flash by a receipt (F5). */
  readonly receipts: { buyerId: string; flashId: string | null }[] = [];
  /** What the last fact released to be taken at the price of a flash (F7), the least that a unit of it cost; else null. */
  released: {
    buyerId: string;
    itemNumber: number;
    units: number;
    flashId: string;
    leastMinor: number;
  } | null = null;
  private readonly became = new Map<string, string>();
  /** Whom somebody became first, and in what world time that was committed (B2). */
  readonly mergedInto = new Map<string, { intoId: string; atMs: number }>();

  /** @param stoodStillMs the longest that any process stood still at a time between two moments of world time */
  constructor(
    streamId: string,
    apartMs = 0,
    stoodStillMs: (fromMs: number, toMs: number) => number = () => 0,
  ) {
    this.streamId = streamId;
    this.apartMs = apartMs;
    this.stoodStillMs = stoodStillMs;
  }

  /**
   * So much later than a node read it a command may arrive that is committed now: a process that stood still reads what other
   * nodes forwarded to it when it goes on, and nothing says how long that lay there (T7). A node that is alone forwards nothing.
   */
  lateMs({ firstSentMs }: Pick<Asked, 'firstSentMs'>): number {
    return this.apartMs === 0 ? 0 : this.apartMs + this.stoodStillMs(firstSentMs, this.committedAtMs);
  }

  /** Who a buyer is after all merges (B2). */
  who(buyerId: string): string {
    return this.became.get(buyerId) ?? buyerId;
  }

  merged(fromId: string, intoId: string): void {
    for (const [id, now] of this.became) if (now === fromId) this.became.set(id, intoId);
    this.became.set(fromId, intoId);
    if (!this.mergedInto.has(fromId)) this.mergedInto.set(fromId, { intoId, atMs: this.committedAtMs });
    if (this.paidSince.has(fromId)) this.hasPaid(intoId);
  }

  shelf(itemNumber: number): Shelf {
    const shelf = this.shelves.get(itemNumber);
    if (!shelf) throw new Error(`A fact names item ${itemNumber}, which is not in the lineup.`);
    return shelf;
  }

  offer(flashId: string | null): Offer | null {
    if (flashId === null) return null;
    const offer = this.offers.get(flashId);
    if (!offer) throw new Error(`A fact names flash ${flashId}, which was not announced.`);
    return offer;
  }

  /** The flash of an item that is announced or running, if there is one. */
  activeOffer(itemNumber: number): Offer | null {
    for (const offer of this.offers.values()) {
      const isActive = offer.phase === 'announced' || offer.phase === 'running';
      if (offer.itemNumber === itemNumber && isActive) return offer;
    }
    return null;
  }

  /** The flash of an item that was announced last, unless it was undone: then nobody remembers the one before. */
  latestOffer(itemNumber: number): Offer | null {
    let latest: Offer | null = null;
    for (const offer of this.offers.values()) if (offer.itemNumber === itemNumber) latest = offer;
    return latest?.phase === 'undone' ? null : latest;
  }

  shopper(buyerId: string): Shopper {
    let shopper = this.shoppers.get(buyerId);
    if (!shopper) {
      shopper = { strikes: 0, wanted: new Map() };
      this.shoppers.set(buyerId, shopper);
    }
    return shopper;
  }

  order(orderId: string): Bought {
    const order = this.bought.get(orderId);
    if (!order) throw new Error(`A fact names order ${orderId}, which was not placed.`);
    return order;
  }

  /** Somebody of a network asked for an item: newcomers of all others are bounded for a while (H8). */
  noteAsk(ask: { itemNumber: number; flashId: string | null; tag: string | undefined; atMs: number }): void {
    this.asks.push(ask);
    this.noteBounded(ask.itemNumber, ask.tag, ask.atMs + this.settings!.networkMs!);
  }

  /** H6: who paid online here is new no more, whoever they become. */
  hasPaid(buyerId: string): void {
    const now = this.who(buyerId);
    if (!this.paidSince.has(now)) this.paidSince.set(now, this.committedAtMs);
  }

  noteBounded(itemNumber: number, except: string | undefined | null, untilMs: number): void {
    this.bounded.push({ itemNumber, except, untilMs, committedAtMs: this.committedAtMs });
  }

  get isSelling(): boolean {
    return this.status === 'LIVE' || this.status === 'INTERRUPTED' || this.status === 'REHEARSAL';
  }

  /** A buyer's units under the limit of an item, or of a flash (B1), by looking at every hold and order. */
  counted(buyerId: string, itemNumber: number, flashId: string | null): number {
    let units = 0;
    for (const kept of this.kept.values()) {
      const isMeant = flashId === null ? kept.itemNumber === itemNumber : kept.flashId === flashId;
      if (isMeant && this.who(kept.buyerId) === buyerId) units += kept.units;
    }
    return units + this.ordered((order) => this.who(order.buyerId) === buyerId, itemNumber, flashId);
  }

  /** Units ordered and not given back, by those orders that are meant. */
  ordered(isMeant: (order: Bought) => boolean, itemNumber: number, flashId: string | null): number {
    let units = 0;
    for (const order of this.bought.values()) {
      if ((order.status !== 'PLACED' && order.status !== 'PAID') || !isMeant(order)) continue;
      for (const line of order.lines) {
        const isLine = flashId === null ? line.itemNumber === itemNumber : line.flashId === flashId;
        if (isLine) units += line.units - goneOf(line);
      }
    }
    return units;
  }

  /** Judges everything that must be true after every fact. */
  judge(complaints: Complaints): void {
    for (const shelf of this.shelves.values()) judgeShelf(complaints, shelf);
    for (const offer of this.offers.values()) judgeOffer(complaints, offer);
  }

  /** Notes the place and time of a fact that was taken. */
  stamped(complaints: Complaints, fact: StreamFact, { seq, atMs }: Stamp): void {
    complaints.expect(seq === this.seq + 1, 'INV11', () => `${fact.type} at ${seq} after ${this.seq}`);
    complaints.expect(atMs >= this.atMs, 'INV8', () => `${fact.type} at ${atMs}, before ${this.atMs}`);
    const dueAtMs = dueOf(this, fact);
    complaints.expect(
      dueAtMs === null || atMs === Math.max(dueAtMs, this.atMs),
      'INV8',
      () => `${fact.type} was due at ${dueAtMs} and stamped ${atMs}, the fact before ${this.atMs}`,
    );
    this.seq = seq;
    this.atMs = atMs;
  }
}

/** When a deadline's fact was due, as the facts before it say; null for what somebody asked for (T6). */
function dueOf(ledger: Ledger, fact: StreamFact): number | null {
  switch (fact.type) {
    case 'flash_sale_started':
      return fact.dueAtMs;
    case 'flash_sale_ended':
      return fact.reason === 'due' ? fact.endedAtMs : null;
    case 'hold_expired':
    case 'offer_expired':
    case 'order_expired':
      return fact.dueAtMs;
    case 'stream_interrupted':
      return fact.dueAtMs ?? null;
    case 'waitlist_ended':
    case 'network_bound_ended':
      return fact.dueAtMs;
    case 'stream_closed':
      return ledger.closesAtMs;
    default:
      return null;
  }
}

/** Units of a line that will not travel: those that nobody could fill, and those that were refunded. */
export function goneOf({
  unfilled,
  withdrawn,
}: Pick<Bought['lines'][number], 'unfilled' | 'withdrawn'>): number {
  return unfilled + withdrawn;
}
