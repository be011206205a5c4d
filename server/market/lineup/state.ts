import type { Promotion } from '../../../shared/market/voucher/contract.ts';
import type { Reserve } from '../../../shared/values/reserve.ts';
import type { ItemShipping } from '../shipping/table.ts';

/** What the stream offers, in which order, and what is pinned. */
export interface LineupState {
  lineupVersion: number;
  /** Item numbers in the order of the bag; removed ones are not in it. */
  order: number[];
  pins: Pin[];
  items: Map<number, Item>;
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
  originEn?: string;
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
  /** M6: what the producer gets of its lines; absent: what the stream's settings say. */
  shareBps?: number;
  /** M7: what of that is kept beyond its day; absent: nothing. */
  reserve?: Reserve;
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
  /** The fact that pinned it last, and the one before: undone, it is as if it had not been pinned (L5). 0: none. */
  pinnedSeq: number;
  wasPinnedSeq: number;
  /** How often viewers asked to be shown it, once each until it was pinned (L9). */
  showRequests: number;
  /** So many units for so much (V1); absent: none. */
  promotion?: Promotion;
}

/** What of the lineup can be taken back (L5). */
export type LineupUndo =
  | { kind: 'pin'; seq: number; atMs: number; itemNumber: number; pins: Pin[] }
  | { kind: 'reorder'; seq: number; atMs: number; order: number[] }
  | { kind: 'limit'; seq: number; atMs: number; itemNumber: number; buyerLimit: number | null };
