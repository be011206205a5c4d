import type { Stamp } from '../../market/kernel/stamp.ts';
import { accounts } from '../../shop/ledger/accounts.ts';
import type {
  SettledLine,
  SettledOrder,
  SettledShipment,
  SettledShipping,
  SettlementBook,
} from '../../shop/ledger/book.ts';
import type { Posting } from '../../shop/ledger/entry.ts';
import { reservedUntil } from '../../shop/ledger/reserve.ts';
import { hostBetween, nextDelivered, shareBetween } from '../../shop/ledger/shares.ts';
import { dueUntil, termsAt } from '../../shop/ledger/terms.ts';
import { applyWaiting } from './amounts.ts';

/**
 * A parcel is with its buyer: what they paid leaves escrow, or is cash at the carrier's; producers, shop and carriers
 * get their parts, and shop and host pay what they gave away (M5).
 */
export function deliver(
  book: SettlementBook,
  shipment: SettledShipment,
  deliveredAtMs: number,
  stamp: Stamp,
): Posting[] {
  shipment.isDelivered = true;
  const terms = termsAt(book.terms, stamp.atMs);
  const dueUntilMs = dueUntil(terms, deliveredAtMs, shipment.shippedAtMs);
  const postings: Posting[] = [];
  for (const { orderId, lineIndex, units } of shipment.lines) {
    const order = book.orders.get(orderId);
    const line = order?.lines[lineIndex];
    if (!order || !line) throw new Error(`Shipment ${shipment.shipmentId} holds what nobody paid.`);
    book.touched.orders.add(orderId);
    // Packed, and since then refunded: it is not the producer's any more.
    const delivered = Math.min(units, line.units - line.goneUnits - line.deliveredUnits);
    if (delivered <= 0) continue;
    const about = { orderId, lineIndex, deliverySeq: stamp.seq };
    const amounts = takeDelivered(line, delivered);
    // Entries of nothing are left out: the place among those that stay.
    const entryIndex = countKept(postings) + (amounts.payMinor === 0 ? 0 : 1);
    postings.push(
      paidIn(order, amounts.payMinor, orderId),
      {
        account: accounts.producerPayable(line.producerId),
        amountMinor: -amounts.shareMinor,
        baseMinor: amounts.baseMinor,
        ...about,
      },
      { account: accounts.shopFee, amountMinor: -(amounts.baseMinor - amounts.shareMinor), ...about },
      { account: accounts.hostReceivable(book.hostId), amountMinor: amounts.hostMinor, ...about },
      { account: accounts.promoExpense, amountMinor: amounts.shopMinor, ...about },
    );
    const { baseMinor, shareMinor } = amounts;
    line.deliveries.push({
      ...{ seq: stamp.seq, entryIndex, units: delivered, baseMinor, shareMinor },
      ...{ reversedBaseMinor: 0, reversedShareMinor: 0, deliveredAtMs, dueUntilMs },
      ...(line.reserve && { reservedUntilMs: reservedUntil(line.reserve, dueUntilMs, terms.timeZone) }),
    });
    postings.push(...applyWaiting({ book, order, line, lineIndex }));
    for (const shipping of order.shipping) {
      // Shipping that names no origin goes with the first parcel.
      const isOfThis = shipping.origin === shipment.origin || shipping.origin === '';
      if (isOfThis && !shipping.isReleased) postings.push(...releaseShipping(book, order, shipping));
    }
  }
  return postings;
}

/** What was charged for shipping is the carriers'. */
export function releaseShipping(
  book: SettlementBook,
  order: SettledOrder,
  shipping: SettledShipping,
): Posting[] {
  const { origin, feeMinor, shopMinor, hostMinor } = shipping;
  const { orderId } = order;
  shipping.isReleased = true;
  return [
    paidIn(order, feeMinor, orderId),
    {
      account: accounts.shippingPayable(origin),
      amountMinor: -(feeMinor + shopMinor + hostMinor),
      orderId,
    },
    { account: accounts.promoExpense, amountMinor: shopMinor, orderId },
    { account: accounts.hostReceivable(book.hostId), amountMinor: hostMinor, orderId },
  ];
}

interface DeliveredAmounts {
  payMinor: number;
  baseMinor: number;
  shareMinor: number;
  hostMinor: number;
  shopMinor: number;
}

/** Takes units of a line as delivered. @returns what they are worth, to whom */
function takeDelivered(line: SettledLine, units: number): DeliveredAmounts {
  const payMinor = nextDelivered(line, line.payMinor, units);
  const baseMinor = nextDelivered(line, line.baseMinor, units);
  // Delivered units are the last ones of a line, so their base is counted down from its end.
  const before = line.deliveries.reduce((sum, delivery) => sum + delivery.baseMinor, 0);
  const toMinor = line.baseMinor - before;
  const shareMinor = shareBetween(line, toMinor - baseMinor, toMinor);
  const hostMinor = hostBetween(line, toMinor - baseMinor, toMinor);
  line.deliveredUnits += units;
  return { payMinor, baseMinor, shareMinor, hostMinor, shopMinor: baseMinor - payMinor - hostMinor };
}

function paidIn(order: SettledOrder, amountMinor: number, orderId: string): Posting {
  if (order.isCash) return { account: accounts.codReceivable, amountMinor, orderId };
  order.heldMinor -= amountMinor;
  return { account: accounts.escrow, amountMinor, orderId };
}

function countKept(postings: readonly Posting[]): number {
  return postings.filter(({ amountMinor, baseMinor = 0 }) => amountMinor !== 0 || baseMinor !== 0).length;
}
