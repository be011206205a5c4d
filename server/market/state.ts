import type { StreamBounds } from '../../shared/contract/bounds.ts';
import type { Funder } from '../../shared/contract/flash-sale.ts';
import type { RecordingProblem } from '../../shared/contract/media.ts';
import type { PaymentMethod } from '../../shared/contract/payment.ts';
import type { Grant, PauseReason } from '../../shared/contract/stream.ts';
import type { StreamPage } from '../../shared/contract/stream-page.ts';
import type { Promotion, VoucherOff, VoucherScope } from '../../shared/contract/voucher.ts';
import type { HoldPolicy, StreamStatus } from '../../shared/live-view/view.ts';
import { RECEIPT_MS } from '../../shared/values/receipt.ts';
import type { StreamSettings, VoucherEdit } from './facts.ts';
import type { Order } from './order/order.ts';
import { Orders } from './order/orders.ts';
import type { ParcelGroup } from './shipping/parcel-group.ts';
import { type ItemShipping, noShipping, type StreamShipping } from './shipping/table.ts';

/** What one stream is, after its facts so far. Plain data, Maps and its orders; only `apply` writes it. */
export interface StreamState {
  streamId: string;
  seq: number;
  atMs: number;
  slug: string;
  title: string;
  hostId: string;
  hostName: string;
  currency: string;
  status: StreamStatus;
  holdPolicy: HoldPolicy;
  payments: PaymentMethod[];
  settings: StreamSettings;
  /** What its page says besides its title and time, and the fact that said so last (S8); absent: it was never edited. */
  page?: { version: number } & Omit<StreamPage, 'title' | 'scheduledAtMs'>;
  /** The fact that set the bounds among them last; 0: the stream's first (L4). */
  boundsVersion: number;
  rehearsalOf: string | null;
  scheduledAtMs: number;
  liveStartMs: number | null;
  endedAtMs: number | null;
  closesAtMs: number | null;
  closedAtMs: number | null;
  interruption: { seq: number; atMs: number } | null;
  /** While the server does not trust its books of this stream (S6): adds and orders are refused. */
  pause: Pause | null;
  /** Null while the stream never had media; else when its silence interrupts it, null while media flows (S2). */
  media: { interruptsAtMs: number | null } | null;
  /** The hash of the secret by which a program may broadcast, since when, and who made it; else null. */
  ingestKey: { hash: string; sinceMs: number; byId: string } | null;
  /** Which server has the media, and where the other servers reach it; null while none is known to. */
  mediaHome: { node: string; address: string } | null;
  /** An HLS playlist of the broadcast elsewhere, or null. */
  playbackUrl: string | null;
  /** The switch of the recording and when it was last turned; null if never. */
  recording: { isOn: boolean; sinceMs: number; problem: RecordingProblem | null } | null;
  assistants: Map<string, Grant[]>;
  lineupVersion: number;
  /** Item numbers in the order of the bag; removed ones are not in it. */
  order: number[];
  pins: Pin[];
  items: Map<number, Item>;
  flashes: Map<string, Flash>;
  shipping: StreamShipping;
  /** Every voucher that the stream ever had, at most MAX_VOUCHERS, in the order they were made. */
  vouchers: Map<string, Voucher>;
  buyers: Map<string, Buyer>;
  /** Guests that became others (B2): from → into. */
  aliases: Map<string, string>;
  /** The same the other way round, whoever has become this one, by way of others too: into → all from. */
  former: Map<string, string[]>;
  holds: Map<string, Hold>;
  /** Newcomers' orders that wait for a payment online, by item: order → until when (H6); no entry where none does. */
  newcomersUnpaid: Map<number, Map<string, number>>;
  /** Who waits for an item, the longest waiting first (H5); no entry where nobody does. */
  waitlists: Map<number, Waiter[]>;
  /** Orders in memory: those that are open, and the last that closed. All others are kept by the store. */
  orders: Orders;
  /** The orders of each parcel, for as long as one of them is in memory. */
  shipments: Map<string, string[]>;
  /** The orders of open and decided claims, likewise. */
  claims: Map<string, string>;
  /** Paid orders that may still be cancelled freely, in the order of their payment facts. */
  cancellable: Set<string>;
  /** The same in the order of their payments, from `paidFrom` on; some may have left the set. */
  paidQueue: string[];
  paidFrom: number;
  /** Orders in memory that are closed, the longest closed first. */
  closed: Set<string>;
  /** The orders that the last fact drove out of memory, so that the store can keep them. */
  forgotten: Order[];
  /** Where an order was last taken back into memory; 0 if never. */
  recalledSeq: number;
  ordersPlaced: number;
  /** Units ordered under one phone, by limit and buyer (H7): tag → limit → buyer → units. */
  phones: Map<string, Map<string, Map<string, number>>>;
  /** Units that went back to the warehouse (S4, S5): transfer → what moved. The warehouse books each once. */
  returned: Map<string, { productId: string; units: number }>;
  /** Transfers that came in: each is taken once. */
  transfers: Set<string>;
  /** Transfers that were given up before they came in, and may not come in any more. */
  voided: Set<string>;
  /** The last console facts that can be taken back (L5), at most MAX_UNDO. */
  undo: Undo[];
}

/** Why selling is paused, in a sentence for the host, and since which fact. */
export interface Pause {
  reason: PauseReason;
  found: string;
  sinceMs: number;
  seq: number;
}

export interface Pin {
  itemNumber: number;
  sinceMs: number;
  seq: number;
}

/** Counters of K1: `allotted + adjusted = available + held + unpaid + sold`. */
export interface Item {
  itemNumber: number;
  productId: string;
  producerId: string;
  producer: string;
  /** For who reads English; absent: there is the one name. */
  nameEn?: string;
  producerEn?: string;
  name: string;
  origin: string;
  grams: number;
  picture: string;
  listPriceMinor: number;
  floorMinor: number;
  buyerLimit: number | null;
  /** Its limit was changed: what buyers order of it is counted from then on, also while there is none; absent: not. */
  isCounted?: true;
  perishable: boolean;
  /** Null: sending it costs nothing, unless its origin has a table. */
  shipping: ItemShipping | null;
  version: number;
  isRemoved: boolean;
  isStopped: boolean;
  /** The flash whose end stopped the item (`afterEnd: off`), else null. */
  stoppedByFlash: string | null;
  /** The fact that stopped the item by hand, and when. */
  stop: { seq: number; atMs: number } | null;
  allotted: number;
  adjusted: number;
  available: number;
  held: number;
  unpaid: number;
  sold: number;
  /** Units with new buyers: held, or ordered for cash and not delivered (H6). */
  newBuyerUnits: number;
  /** Of them, those ordered for cash. */
  newCashUnits: number;
  /** Units of newcomers' orders that wait for a payment online (H6). */
  newUnpaidUnits: number;
  /** The latest flash of the item that was not undone. */
  flashId: string | null;
  /** So many units for so much (V1); absent: none. */
  promotion?: Promotion;
}

/** A voucher and how often it was claimed (V3): `0 ≤ claimed ≤ cap`. Claims of one buyer stand with the limits (B1). */
export interface Voucher {
  voucherId: string;
  version: number;
  /** What staff call it; absent: nothing. */
  name?: string;
  /** The code that a buyer has to type, and who may see it; absent: it counts by itself. */
  code?: { text: string; madeBy: string };
  off: VoucherOff;
  /** What the goods it is for have to cost at least, after the steps before it. */
  fromMinor: number;
  scope: VoucherScope;
  /** The producer whose voucher it is, so that it works in that producer's step; null: the shop's. */
  producerId: string | null;
  fundedBy: Funder;
  startsAtMs: number;
  /** The planned end, or the actual one once it was ended. */
  endsAtMs: number;
  isEnded: boolean;
  cap: number;
  perBuyerCap: number;
  claimed: number;
}

/** Counters of K1: `cap = free + lapsed + held + unpaid + sold`. */
export interface Flash {
  flashId: string;
  itemNumber: number;
  announcedSeq: number;
  announcedAtMs: number;
  version: number;
  phase: 'announced' | 'running' | 'over' | 'undone';
  priceMinor: number;
  listPriceMinor: number;
  startsAtMs: number;
  /** The planned end, and the actual one once it is over (F5). */
  endsAtMs: number;
  cap: number;
  perBuyerCap: number;
  prelaunchSeconds: number;
  afterEnd: 'list' | 'off';
  fundedBy: Funder;
  free: number;
  lapsed: number;
  held: number;
  unpaid: number;
  sold: number;
}

export interface Hold {
  holdId: string;
  buyerId: string;
  itemNumber: number;
  units: number;
  /** Bound at the add; it only falls, with the list price (F4). */
  unitPriceMinor: number;
  flashId: string | null;
  untilMs: number;
  /** Made by a buyer who was new (H6). */
  isNew: boolean;
  /** Offered from the waiting list (H5); absent: asked for by an add. */
  isOffer?: true;
  /** Of a flash price: when the tap arrived that bound it (F5). */
  tapAtMs?: number;
  /** Bound within the 2 s after the flash's end, by a quote; absent: not. */
  lateOk?: true;
}

/** A place in the line of an item (H5). */
export interface Waiter {
  buyerId: string;
  /** Still wanted: what was offered meanwhile is not in it. */
  units: number;
  /** New in the shop when joining (H6). */
  isNew: boolean;
  /** Where the join stands in the log, and when. */
  seq: number;
  sinceMs: number;
}

export interface CartLine {
  itemNumber: number;
  direct: number;
  expired: number;
  /** Ids of holds, in the order they were made. */
  holds: string[];
}

export interface Buyer {
  buyerId: string;
  /** The cart, one line per item: so few that they are found by walking. Most buyers have none of this. */
  lines: CartLine[];
  heldUnits: number;
  /** Units of H6: held as a new buyer, or undelivered cash units. */
  newUnits: number;
  strikes: number;
  hasPaid: boolean;
  /** Units ordered and not given back, per limit (B1; see limits.ts). */
  taken: { limit: string; units: number }[];
  /** Those of its orders that are in memory, the oldest first. */
  orderIds: string[];
  /** What its paid orders send, and paid for it (P1); absent: nothing that costs anything. */
  groups?: ParcelGroup[];
  /** Its orders that wait for a payment online, the oldest first; absent: none. */
  unpaid?: string[];
  /** Items in whose lines the buyer stands (H5); absent: none. */
  waitsFor?: number[];
  /** Flashes whose price a receipt gave (F5): it does so once; absent: none. */
  receipts?: string[];
}

export type Undo =
  | {
      kind: 'pin';
      seq: number;
      atMs: number;
      itemNumber: number;
      pins: Pin[];
    }
  | { kind: 'reorder'; seq: number; atMs: number; order: number[] }
  | { kind: 'stop'; seq: number; atMs: number; itemNumber: number }
  | { kind: 'limit'; seq: number; atMs: number; itemNumber: number; buyerLimit: number | null }
  | { kind: 'flash'; seq: number; atMs: number; itemNumber: number; flashId: string }
  | { kind: 'voucher'; seq: number; atMs: number; voucherId: string; terms: VoucherEdit };

export const MAX_UNDO = 20;
/** The most vouchers that one stream ever makes: each order looks through all of them. */
export const MAX_VOUCHERS = 100;

/** What a stream bounds that was made without a word about it (H3, H6). */
const defaultBounds: StreamBounds = {
  newcomerOrderUnits: 20,
  newcomerShareBps: 5_000,
  newcomerPayMs: 10 * 60_000,
  newcomerFlashPayMs: 5 * 60_000,
  newcomerOpenedMs: 3 * 60_000,
  maxUnpaidOrders: 2,
  isUnpaidStrike: true,
};

/** Every bound switched off. */
export const noBounds: StreamBounds = {
  newcomerOrderUnits: 0,
  newcomerShareBps: 0,
  newcomerPayMs: 0,
  newcomerFlashPayMs: 0,
  newcomerOpenedMs: 0,
  maxUnpaidOrders: 0,
  isUnpaidStrike: false,
};

/** The defaults of rules.md. */
export const defaultSettings: StreamSettings = {
  ...defaultBounds,
  maxPins: 1,
  holdMs: 10 * 60_000,
  flashHoldMs: 5 * 60_000,
  newBuyerHoldMs: 3 * 60_000,
  offerMs: 3 * 60_000,
  offersAfterEndMs: 30 * 60_000,
  newBuyerUnits: 4,
  maxHeldUnits: 20,
  strikesToFirstPaid: 3,
  payMs: 15 * 60_000,
  flashPayMs: 10 * 60_000,
  pendingMs: 2 * 60_000,
  remorseMs: 60 * 60_000,
  closeAfterMs: 60 * 60_000,
  parkMs: 300,
  graceMs: 2_000,
  receiptMs: RECEIPT_MS,
  undoMs: 5_000,
  claimMs: 48 * 60 * 60_000,
  completeMs: 7 * 24 * 60 * 60_000,
  shareBps: 8_000,
  strictRecentLow: false,
  closedOrdersKept: 1_000,
};

/**
 * The settings that a stream's first fact means. One that is absent has its default; a bound that is absent is off: the
 * stream was made before there were such bounds, and goes on deciding as it did.
 */
export function settingsOf(given: Partial<StreamSettings>): StreamSettings {
  return { ...defaultSettings, ...noBounds, ...given };
}

/** @param orders where orders are kept, empty */
export function emptyStream(streamId: string, orders = new Orders()): StreamState {
  return {
    streamId,
    seq: 0,
    atMs: 0,
    slug: '',
    title: '',
    hostId: '',
    hostName: '',
    currency: 'CNY',
    status: 'SCHEDULED',
    holdPolicy: 'hold',
    payments: [],
    settings: defaultSettings,
    boundsVersion: 0,
    rehearsalOf: null,
    scheduledAtMs: 0,
    liveStartMs: null,
    endedAtMs: null,
    closesAtMs: null,
    closedAtMs: null,
    interruption: null,
    pause: null,
    media: null,
    ingestKey: null,
    mediaHome: null,
    playbackUrl: null,
    recording: null,
    assistants: new Map(),
    lineupVersion: 0,
    order: [],
    pins: [],
    items: new Map(),
    flashes: new Map(),
    shipping: noShipping(),
    vouchers: new Map(),
    buyers: new Map(),
    aliases: new Map(),
    former: new Map(),
    holds: new Map(),
    newcomersUnpaid: new Map(),
    waitlists: new Map(),
    orders,
    shipments: new Map(),
    claims: new Map(),
    cancellable: new Set(),
    paidQueue: [],
    paidFrom: 0,
    closed: new Set(),
    forgotten: [],
    recalledSeq: 0,
    ordersPlaced: 0,
    phones: new Map(),
    returned: new Map(),
    transfers: new Set(),
    voided: new Set(),
    undo: [],
  };
}

/** The id that a buyer is now in this stream (B2). */
export function buyerIdNow(state: Readonly<StreamState>, buyerId: string): string {
  return state.aliases.get(buyerId) ?? buyerId;
}

/**
 * Everybody whom a buyer's ids stand for in this stream by now: the id it is now first, then every id merged into it
 * (B2). Whoever asks may know of less: a merge comes to the streams first, and may have come no further.
 */
export function idsNow(state: Readonly<StreamState>, ids: readonly string[]): readonly string[] {
  const current = buyerIdNow(state, ids[0] ?? '');
  const former = state.former.get(current);
  return former ? [...new Set([current, ...ids, ...former])] : ids;
}

/** The line of an item in a buyer's cart. */
export function cartLine(buyer: Buyer | undefined, itemNumber: number): CartLine | undefined {
  return buyer?.lines.find((line) => line.itemNumber === itemNumber);
}

/** True while goods are sold: adds and direct orders are possible (S2, S3). */
export function isSelling(state: Readonly<StreamState>): boolean {
  return state.status === 'LIVE' || state.status === 'INTERRUPTED' || state.status === 'REHEARSAL';
}
