import type { RefundedLine } from '../../market/order/order.ts';
import { accounts } from '../../shop/ledger/accounts.ts';
import type { SettledLine, SettledOrder, SettlementBook } from '../../shop/ledger/book.ts';
import type { Posting } from '../../shop/ledger/entry.ts';
import { hostBetween, partOf } from '../../shop/ledger/shares.ts';
import { type AmountOf, giveAmount, goneByUnits, owedOf, reverseBase, takeBackAmounts } from './amounts.ts';

/** A refund of a line, and whether the parcel that it is about was delivered. */
export interface GivenBack extends Omit<RefundedLine, 'orderId'> {
  wasDelivered: boolean;
}

/**
 * Money back for a line, by amount or of units. What units cover of earlier amounts is taken back first, so that they are
 * booked whole (O8).
 */
export function giveBack(
  book: SettlementBook,
  order: SettledOrder,
  line: SettledLine,
  back: GivenBack,
): Posting[] {
  const { lineIndex, bearer, refundMinor, covered = [] } = back;
  const of = { book, order, line, lineIndex };
  if (bearer) return giveAmount(of, { bearer, minor: refundMinor });
  const coveredMinor = covered.reduce((sum, { minor }) => sum + minor, 0);
  return [
    ...takeBackAmounts(of, covered),
    ...giveUnits(of, { ...back, refundMinor: refundMinor + coveredMinor }),
  ];
}

/**
 * What was not delivered leaves escrow; of what was, the producer's share and the shop's fee are reversed, and what shop and
 * host gave comes back to them. A payable gets smaller by it whether it was paid out or not: below 0 it is carried to the
 * next payout (M3).
 */
function giveUnits(of: AmountOf, { units, goodsMinor, refundMinor, wasDelivered }: GivenBack): Posting[] {
  const { order, line, lineIndex } = of;
  const { orderId } = order;
  const reversed = wasDelivered ? Math.min(goodsMinor, owedOf(line)) : 0;
  const postings: Posting[] = [];
  const reversedRefund = partOf(refundMinor, reversed, goodsMinor);
  if (reversed > 0) postings.push(...reverse(of, reversed, reversedRefund));
  if (reversed < goodsMinor || goodsMinor === 0) {
    const fromEscrow = refundMinor - reversedRefund;
    if (!order.isCash) {
      order.heldMinor -= fromEscrow;
      postings.push({ account: accounts.escrow, amountMinor: fromEscrow, orderId, lineIndex });
      postings.push({ account: accounts.refundsPayable, amountMinor: -fromEscrow, orderId, lineIndex });
    }
    line.goneUnits = Math.min(line.units - line.deliveredUnits, line.goneUnits + units);
    line.goneBaseMinor = Math.min(line.baseMinor, line.goneBaseMinor + goodsMinor - reversed);
  }
  return postings;
}

/** Takes a piece of base off what was delivered, with what shop and host gave of it. */
function reverse(of: AmountOf, goodsMinor: number, refundMinor: number): Posting[] {
  const { book, order, line, lineIndex } = of;
  const about = { orderId: order.orderId, lineIndex };
  const fromMinor = goneByUnits(line);
  const hostMinor = hostBetween(line, fromMinor, fromMinor + goodsMinor);
  return [
    { account: accounts.refundsPayable, amountMinor: -refundMinor, ...about },
    ...reverseBase(of, goodsMinor),
    { account: accounts.hostReceivable(book.hostId), amountMinor: -hostMinor, ...about },
    { account: accounts.promoExpense, amountMinor: -(goodsMinor - refundMinor - hostMinor), ...about },
  ];
}
