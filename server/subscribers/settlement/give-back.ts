import type { RefundedLine } from '../../market/order/order.ts';
import { accounts } from '../../shop/ledger/accounts.ts';
import type { Delivery, SettledLine, SettledOrder, SettlementBook } from '../../shop/ledger/book.ts';
import type { Posting } from '../../shop/ledger/entry.ts';
import { hostBetween, partOf, shareBetween } from '../../shop/ledger/shares.ts';

/** A refund of a line, and whether the parcel that it is about was delivered. */
export interface GivenBack extends Omit<RefundedLine, 'orderId'> {
  wasDelivered: boolean;
}

/**
 * Money back for a line. What was not delivered leaves escrow; of what was, the producer's share and the shop's fee are
 * reversed, and what shop and host gave comes back to them. A payable gets smaller by it whether it was paid out or not:
 * below 0 it is carried to the next payout (M3).
 */
export function giveBack(
  book: SettlementBook,
  order: SettledOrder,
  line: SettledLine,
  { lineIndex, units, goodsMinor, refundMinor, wasDelivered }: GivenBack,
): Posting[] {
  const { orderId } = order;
  const owedMinor = line.deliveries.reduce((sum, delivery) => sum + leftOf(delivery), 0);
  const reversed = wasDelivered ? Math.min(goodsMinor, owedMinor) : 0;
  const postings: Posting[] = [];
  const reversedRefund = partOf(refundMinor, reversed, goodsMinor);
  if (reversed > 0) {
    postings.push(...reverse(book, orderId, line, lineIndex, reversed, reversedRefund));
  }
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

/** Takes a piece of base off what was delivered, the newest delivery first. */
function reverse(
  book: SettlementBook,
  orderId: string,
  line: SettledLine,
  lineIndex: number,
  goodsMinor: number,
  refundMinor: number,
): Posting[] {
  const postings: Posting[] = [
    { account: accounts.refundsPayable, amountMinor: -refundMinor, orderId, lineIndex },
  ];
  const fromMinor = line.goneBaseMinor;
  let missing = goodsMinor;
  let feeMinor = 0;
  for (const delivery of [...line.deliveries].reverse()) {
    const baseMinor = Math.min(missing, leftOf(delivery));
    if (baseMinor === 0) continue;
    missing -= baseMinor;
    const shareMinor = shareBetween(line, line.goneBaseMinor, line.goneBaseMinor + baseMinor);
    line.goneBaseMinor += baseMinor;
    delivery.reversedBaseMinor += baseMinor;
    delivery.reversedShareMinor += shareMinor;
    feeMinor += baseMinor - shareMinor;
    postings.push({
      account: accounts.producerPayable(line.producerId),
      amountMinor: shareMinor,
      baseMinor: -baseMinor,
      ...{ orderId, lineIndex, deliverySeq: delivery.seq },
    });
  }
  const hostMinor = hostBetween(line, fromMinor, line.goneBaseMinor);
  const about = { orderId, lineIndex };
  postings.push(
    { account: accounts.shopFee, amountMinor: feeMinor, ...about },
    { account: accounts.hostReceivable(book.hostId), amountMinor: -hostMinor, ...about },
    { account: accounts.promoExpense, amountMinor: -(goodsMinor - refundMinor - hostMinor), ...about },
  );
  return postings;
}

function leftOf({ baseMinor, reversedBaseMinor }: Delivery): number {
  return baseMinor - reversedBaseMinor;
}
