import type { By } from '../../market/kernel/by.ts';
import type { PayableRef } from '../ledger/entry.ts';
import type { SettlementTerms } from '../ledger/terms.ts';

/** What a payout pays of one payable; below 0 where a refund after an earlier payout is taken back (M3). */
export interface PaidLine extends PayableRef {
  amountMinor: number;
}

/** Money that moved on the shop's side of the ledger (M5). */
export type BankMove =
  /** The payment provider paid what it collected, less its fee. */
  | 'provider_paid'
  /** The payment provider gave buyers back what was promised. */
  | 'provider_refunded'
  /** Buyers were given back money by the shop itself. */
  | 'refund_paid'
  /** The carrier brought the cash, less its fee. */
  | 'cash_brought'
  /** A host paid for discounts that they gave; `party` is the host. */
  | 'host_paid'
  /** Carriers were paid; `party` is the origin. */
  | 'carrier_paid';

export type SettlementFact =
  | {
      type: 'payout_made';
      payoutId: string;
      producerId: string;
      currency: string;
      amountMinor: number;
      lines: PaidLine[];
      by: By;
    }
  | {
      /** Above 0 in the producer's favour. */
      type: 'settlement_adjusted';
      adjustmentId: string;
      producerId: string;
      currency: string;
      amountMinor: number;
      reason: string;
      dueUntilMs: number;
      by: By;
    }
  | {
      type: 'bank_booked';
      bookingId: string;
      move: BankMove;
      /** The host or the origin, where the account has one; else empty. */
      party: string;
      currency: string;
      amountMinor: number;
      feeMinor: number;
      /** With `refund_paid`: the order whose buyer had paid cash and is given back by hand. */
      orderId?: string;
      by: By;
    }
  | { type: 'settlement_terms_set'; terms: SettlementTerms; by: By };

/** What the shop's state keeps of it: bounded by the number of producers and of changes of terms. */
export interface SettlementState {
  terms: { fromMs: number; terms: SettlementTerms }[];
  /** Payouts and adjustments of a producer in a currency, counted: the version that a payout is decided on. So are refunds by hand. */
  versions: Map<string, number>;
}

/** What refunds by hand are counted under, in place of a producer. */
export const BY_HAND = 'refunds-by-hand';

export function versionKey(producerId: string, currency: string): string {
  return `${producerId} ${currency}`;
}

export function applySettlementFact(
  state: SettlementState,
  fact: SettlementFact,
  stamp: { atMs: number },
): void {
  switch (fact.type) {
    case 'payout_made':
    case 'settlement_adjusted':
      count(state, fact.producerId, fact.currency);
      break;
    case 'settlement_terms_set':
      state.terms.push({ fromMs: stamp.atMs, terms: fact.terms });
      break;
    case 'bank_booked':
      if (fact.orderId !== undefined) count(state, BY_HAND, fact.currency);
      break;
  }
}

function count({ versions }: SettlementState, whose: string, currency: string): void {
  const key = versionKey(whose, currency);
  versions.set(key, (versions.get(key) ?? 0) + 1);
}
