import type { Stamp } from '../../market/kernel/stamp.ts';
import { accounts } from '../ledger/accounts.ts';
import type { Payable } from '../ledger/book.ts';
import { entriesOf, type LedgerEntry, type Posting } from '../ledger/entry.ts';
import type { SettlementFact } from './facts.ts';

/** The log that these facts are in, as the entries name it. */
export const SHOP = 'shop';

/** Books one fact of the shop's log (M5): the entries, balanced. */
export function postShop(fact: SettlementFact, stamp: Stamp): LedgerEntry[] {
  if (fact.type === 'settlement_terms_set') return [];
  const { currency, type } = fact;
  return entriesOf(postingsOf(fact, stamp), { streamId: SHOP, currency, what: type, ...stamp });
}

function postingsOf(
  fact: Exclude<SettlementFact, { type: 'settlement_terms_set' }>,
  stamp: Stamp,
): Posting[] {
  switch (fact.type) {
    case 'payout_made': {
      const { producerId, amountMinor, payoutId } = fact;
      return [
        { account: accounts.producerPayable(producerId), amountMinor, note: payoutId },
        { account: accounts.bank, amountMinor: -amountMinor, note: payoutId },
      ];
    }
    case 'settlement_adjusted': {
      const { producerId, amountMinor, adjustmentId, reason } = fact;
      const about = { orderId: adjustmentId, lineIndex: 0, deliverySeq: stamp.seq, note: reason };
      return [
        { account: accounts.producerPayable(producerId), amountMinor: -amountMinor, ...about },
        { account: accounts.shopFee, amountMinor, note: reason },
      ];
    }
    case 'bank_booked':
      return bankPostings(fact);
  }
}

function bankPostings({
  move,
  party,
  amountMinor,
  feeMinor,
  bookingId,
  orderId,
}: Extract<SettlementFact, { type: 'bank_booked' }>): Posting[] {
  const note = bookingId;
  const comesIn = (from: string): Posting[] => [
    { account: accounts.bank, amountMinor: amountMinor - feeMinor, note },
    { account: accounts.pspFees, amountMinor: feeMinor, note },
    { account: from, amountMinor: -amountMinor, note },
  ];
  const goesOut = (of: string, from: string): Posting[] => [
    { account: of, amountMinor, note },
    { account: from, amountMinor: -amountMinor, note },
  ];
  switch (move) {
    case 'provider_paid':
      return comesIn(accounts.pspClearing);
    case 'cash_brought':
      return comesIn(accounts.codReceivable);
    case 'host_paid':
      return comesIn(accounts.hostReceivable(party));
    case 'provider_refunded':
      return goesOut(accounts.refundsPayable, accounts.pspClearing);
    case 'refund_paid':
      return goesOut(accounts.refundsPayable, accounts.bank).map((posting) =>
        orderId === undefined ? posting : { ...posting, orderId },
      );
    case 'carrier_paid':
      return goesOut(accounts.shippingPayable(party), accounts.bank);
  }
}

/** An adjustment is paid like a line: a payable of the shop's own log, without goods. */
export function payableOfAdjustment(
  fact: Extract<SettlementFact, { type: 'settlement_adjusted' }>,
  stamp: Stamp,
): Payable {
  return {
    streamId: SHOP,
    orderId: fact.adjustmentId,
    lineIndex: 0,
    deliverySeq: stamp.seq,
    entryIndex: 0,
    producerId: fact.producerId,
    productId: '',
    currency: fact.currency,
    number: '',
    itemNumber: 0,
    units: 0,
    baseMinor: 0,
    shareMinor: fact.amountMinor,
    reversedBaseMinor: 0,
    reversedShareMinor: 0,
    deliveredAtMs: stamp.atMs,
    dueUntilMs: fact.dueUntilMs,
    reservedMinor: 0,
    reservedUntilMs: 0,
    isPaused: false,
  };
}
