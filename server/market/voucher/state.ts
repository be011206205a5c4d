import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { VoucherOff, VoucherScope } from '../../../shared/market/voucher/contract.ts';
import type { VoucherEdit } from './facts.ts';

/** The vouchers of a stream. */
export interface VoucherState {
  /** Every voucher that the stream ever had, at most MAX_VOUCHERS, in the order they were made. */
  vouchers: Map<string, Voucher>;
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

/** A change of a voucher can be taken back (L5): its terms before. */
export interface VoucherUndo {
  kind: 'voucher';
  seq: number;
  atMs: number;
  voucherId: string;
  terms: VoucherEdit;
}
