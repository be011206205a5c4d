import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import type { Promotion, VoucherOff, VoucherScope } from '../../../shared/market/voucher/contract.ts';
import type { By } from '../kernel/by.ts';

/** What of a voucher can be changed, whole. */
export interface VoucherEdit {
  /** '': none. */
  name: string;
  off: VoucherOff;
  fromMinor: number;
  startsAtMs: number;
  endsAtMs: number;
  cap: number;
}

/** What happens to vouchers and promotions (V1, V2). */
export interface VoucherFacts {
  voucher_created: {
    voucherId: string;
    /** What staff call it; absent: nothing. */
    name?: string;
    /** Buyers type it (V1); absent: it counts by itself. Whoever made the voucher sees it, and nobody else. */
    code?: string;
    off: VoucherOff;
    fromMinor: number;
    scope: VoucherScope;
    /** The producer whose voucher it is (V1); null: the shop's. */
    producerId: string | null;
    fundedBy: Funder;
    startsAtMs: number;
    endsAtMs: number;
    cap: number;
    perBuyerCap: number;
    /** The producer agreed that it brings their goods below their floor (V2). */
    floorConsent?: true;
    by: By;
  };
  voucher_edited: {
    voucherId: string;
    /** Of the change that is taken back (L5), else null. */
    undoes: number | null;
    floorConsent?: true;
    by: By;
  } & VoucherEdit;
  voucher_ended: { voucherId: string; endedAtMs: number; by: By };
  promotion_set: {
    itemNumber: number;
    was: Promotion | null;
    now: Promotion | null;
    floorConsent?: true;
    by: By;
  };
}
