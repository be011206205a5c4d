import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { Discount, PlacedLine, RefundedLine } from '../../market/order/order.ts';
import type { PlacedFact } from '../../market/order/placed-fact.ts';
import { sumOf } from '../../market/order/refund.ts';
import { accounts } from '../../shop/ledger/accounts.ts';
import type { SettledLine, SettledOrder, SettlementBook } from '../../shop/ledger/book.ts';
import { entriesOf, type LedgerEntry, type Posting } from '../../shop/ledger/entry.ts';
import { reservedUntil } from '../../shop/ledger/reserve.ts';
import { dueAfterClaim, termsAt } from '../../shop/ledger/terms.ts';
import { takeBackAmounts } from './amounts.ts';
import { deliver, releaseShipping } from './delivery-postings.ts';
import { type GivenBack, giveBack } from './give-back.ts';

/** The facts that money, or what is owed, hangs on; every other one passes the settlement by. */
export const SETTLED_TYPES = [
  'order_paid',
  'payment_refunded',
  'order_cancelled',
  'line_unfilled',
  'order_refunded',
  'shipment_packed',
  'shipment_shipped',
  'shipment_delivered',
  'shipment_lost',
  'shipment_returned',
  'claim_opened',
  'claim_decided',
  'shipping_credited',
] as const satisfies readonly StreamFact['type'][];

export type SettledFact = Extract<StreamFact, { type: (typeof SETTLED_TYPES)[number] }>;

export function isSettled(fact: StreamFact): fact is SettledFact {
  return (SETTLED_TYPES as readonly string[]).includes(fact.type);
}

/**
 * Books one fact of a stream (M5): changes the book, and answers with the entries, balanced. Facts come in the order of
 * the log, each once.
 * @param placedOf how an order was placed, asked when it is paid
 */
export function post(
  book: SettlementBook,
  fact: SettledFact,
  stamp: Stamp,
  placedOf: (orderId: string) => PlacedFact,
): LedgerEntry[] {
  const postings = postingsOf(book, fact, stamp, placedOf);
  const { streamId, currency } = book;
  return entriesOf(postings, { streamId, currency, what: fact.type, ...stamp });
}

function postingsOf(
  book: SettlementBook,
  fact: SettledFact,
  stamp: Stamp,
  placedOf: (orderId: string) => PlacedFact,
): Posting[] {
  switch (fact.type) {
    case 'order_paid': {
      const { orderId, amountMinor, method } = fact;
      const order = settledOrder(placedOf(orderId), method === 'cash_on_delivery');
      book.orders.set(orderId, order);
      touchOrder(book, orderId);
      // Money at the door is booked when it is there (M5).
      if (order.isCash) return [];
      order.heldMinor = amountMinor;
      return transfer(accounts.pspClearing, accounts.escrow, amountMinor, { orderId });
    }
    case 'payment_refunded':
      // It came in and goes out again: the order never had it.
      return transfer(accounts.pspClearing, accounts.refundsPayable, fact.amountMinor, {
        orderId: fact.orderId,
        note: fact.reason,
      });
    case 'order_cancelled':
      return fact.stage === 'paid' ? cancelled(book, fact) : [];
    case 'line_unfilled':
      return refunded(book, [fact]);
    case 'order_refunded':
      return refunded(
        book,
        fact.lines.map((line) => ({ ...line, orderId: fact.orderId })),
      );
    case 'shipment_packed': {
      const { shipmentId, origin, lines } = fact;
      book.shipments.set(shipmentId, { shipmentId, origin, lines, shippedAtMs: null, isDelivered: false });
      book.touched.shipments.add(shipmentId);
      return [];
    }
    case 'shipment_shipped':
      shipmentOf(book, fact.shipmentId).shippedAtMs = stamp.atMs;
      return [];
    case 'shipment_delivered':
      return deliver(book, shipmentOf(book, fact.shipmentId), fact.deliveredAtMs, stamp);
    case 'shipment_lost':
    case 'shipment_returned':
      return refunded(book, fact.refunds, shipmentOf(book, fact.shipmentId).isDelivered);
    case 'claim_opened': {
      const { claimId, orderId, lineIndex } = fact;
      book.claims.set(claimId, { claimId, orderId, lineIndex });
      book.touched.claims.add(claimId);
      lineOf(orderOf(book, orderId), lineIndex).openClaims.push(claimId);
      touchOrder(book, orderId);
      return [];
    }
    case 'claim_decided':
      return decided(book, fact, stamp);
    case 'shipping_credited':
      return fact.lines.flatMap(({ orderId, amountMinor }) =>
        creditShipping(book, orderId, fact.origin, amountMinor),
      );
  }
}

function settledOrder(placed: PlacedFact, isCash: boolean): SettledOrder {
  const { orderId, number, shippingMinor, shipping = [] } = placed;
  const named = shipping.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  // What no origin is named for is owed to carriers all the same.
  const rest = shippingMinor - named;
  const all = rest > 0 ? [...shipping, { origin: '', feeMinor: rest }] : shipping;
  return {
    orderId,
    number,
    isCash,
    heldMinor: 0,
    shipping: all.map(({ origin, feeMinor, discounts = [] }) => ({
      origin,
      feeMinor,
      shopMinor: given(discounts, 'shop'),
      hostMinor: given(discounts, 'host'),
      isReleased: false,
    })),
    lines: placed.lines.map(settledLine),
  };
}

function settledLine(line: PlacedLine): SettledLine {
  const { producerId, productId, itemNumber, units, payMinor, goodsMinor, discounts, shareBps, reserve } =
    line;
  return {
    producerId,
    productId,
    itemNumber,
    units,
    payMinor,
    baseMinor: goodsMinor,
    // The shop stands for whatever is neither the buyer's nor the host's.
    hostMinor: Math.min(given(discounts, 'host'), goodsMinor - payMinor),
    shareBps,
    ...(reserve && { reserve }),
    goneUnits: 0,
    deliveredUnits: 0,
    goneBaseMinor: 0,
    openClaims: [],
    deliveries: [],
  };
}

function given(discounts: readonly Discount[], by: Discount['funder']): number {
  return discounts.reduce((sum, { funder, minor }) => sum + (funder === by ? minor : 0), 0);
}

/** Cancelled in the remorse window: nothing is delivered, the rest of what was paid goes back. */
function cancelled(
  book: SettlementBook,
  { orderId, refundMinor }: Extract<SettledFact, { type: 'order_cancelled' }>,
): Posting[] {
  const order = orderOf(book, orderId);
  // Amounts came back before: who bore them has them again, and the order gives back the whole (O8).
  const covered = order.lines.flatMap((line) => line.given ?? []);
  const postings = order.lines.flatMap((line, lineIndex) =>
    takeBackAmounts({ book, order, line, lineIndex }, line.given ?? []),
  );
  for (const line of order.lines) {
    line.goneUnits = line.units - line.deliveredUnits;
    line.goneBaseMinor = line.baseMinor;
  }
  touchOrder(book, orderId);
  if (order.isCash) return [];
  const wholeMinor = refundMinor + sumOf(covered);
  order.heldMinor -= wholeMinor;
  return [
    ...postings,
    ...transfer(accounts.escrow, accounts.refundsPayable, wholeMinor, { orderId }),
    ...finish(book, order),
  ];
}

function refunded(book: SettlementBook, refunds: readonly RefundedLine[], wasDelivered = true): Posting[] {
  const orders = new Set<SettledOrder>();
  const postings = refunds.flatMap((refund) => {
    const order = orderOf(book, refund.orderId);
    orders.add(order);
    const back: GivenBack = { ...refund, wasDelivered };
    touchOrder(book, refund.orderId);
    return giveBack(book, order, lineOf(order, refund.lineIndex), back);
  });
  return [...postings, ...[...orders].flatMap((order) => finish(book, order))];
}

function decided(
  book: SettlementBook,
  fact: Extract<SettledFact, { type: 'claim_decided' }>,
  stamp: Stamp,
): Posting[] {
  const claim = book.claims.get(fact.claimId);
  if (!claim) throw new Error(`Claim ${fact.claimId} was never opened.`);
  const order = orderOf(book, claim.orderId);
  const line = lineOf(order, claim.lineIndex);
  line.openClaims = line.openClaims.filter((claimId) => claimId !== fact.claimId);
  if (line.openClaims.length === 0) {
    const terms = termsAt(book.terms, stamp.atMs);
    for (const delivery of line.deliveries) {
      delivery.dueUntilMs = dueAfterClaim(terms, delivery.dueUntilMs, stamp.atMs);
      if (line.reserve) {
        delivery.reservedUntilMs = reservedUntil(line.reserve, delivery.dueUntilMs, terms.timeZone);
      }
    }
  }
  touchOrder(book, order.orderId);
  return fact.refund ? refunded(book, [fact.refund]) : [];
}

/** Shipping that a parcel group need not have paid (P3): from escrow, or from what the carriers were promised. */
function creditShipping(
  book: SettlementBook,
  orderId: string,
  origin: string,
  amountMinor: number,
): Posting[] {
  const order = orderOf(book, orderId);
  const shipping = order.shipping.find((each) => each.origin === origin);
  if (!shipping) throw new Error(`Order ${orderId} paid no shipping for ${origin}.`);
  shipping.feeMinor -= amountMinor;
  touchOrder(book, orderId);
  if (shipping.isReleased) {
    return transfer(accounts.shippingPayable(origin), accounts.refundsPayable, amountMinor, { orderId });
  }
  if (order.isCash) return [];
  order.heldMinor -= amountMinor;
  return transfer(accounts.escrow, accounts.refundsPayable, amountMinor, { orderId });
}

/**
 * An order of which nothing is left to be delivered keeps nothing in escrow: what shipping was not refunded is the
 * carriers', and a fen of rounding, should facts have left one, is the shop's.
 */
function finish(book: SettlementBook, order: SettledOrder): Posting[] {
  const isOpen = order.lines.some(
    ({ units, goneUnits, deliveredUnits }) => goneUnits + deliveredUnits < units,
  );
  if (isOpen || order.isCash || order.heldMinor <= 0) return [];
  const kept = order.shipping.filter(({ isReleased }) => !isReleased);
  const postings = kept.flatMap((shipping) => {
    shipping.feeMinor = Math.min(shipping.feeMinor, order.heldMinor);
    // A discount of a fee that was for nothing is for nothing as well.
    shipping.shopMinor = 0;
    shipping.hostMinor = 0;
    return releaseShipping(book, order, shipping);
  });
  const restMinor = order.heldMinor;
  order.heldMinor = 0;
  const { orderId } = order;
  return [...postings, ...transfer(accounts.escrow, accounts.shopFee, restMinor, { orderId })];
}

/** Debits one account and credits another. */
function transfer(
  debit: string,
  credit: string,
  amountMinor: number,
  about: Pick<Posting, 'orderId' | 'note'>,
): Posting[] {
  return [
    { account: debit, amountMinor, ...about },
    { account: credit, amountMinor: -amountMinor, ...about },
  ];
}

function touchOrder(book: SettlementBook, orderId: string): void {
  book.touched.orders.add(orderId);
}

function orderOf(book: SettlementBook, orderId: string): SettledOrder {
  const order = book.orders.get(orderId);
  if (!order) throw new Error(`Order ${orderId} was never paid in ${book.streamId}.`);
  return order;
}

function shipmentOf(book: SettlementBook, shipmentId: string) {
  const shipment = book.shipments.get(shipmentId);
  if (!shipment) throw new Error(`Shipment ${shipmentId} was never packed in ${book.streamId}.`);
  book.touched.shipments.add(shipmentId);
  return shipment;
}

function lineOf(order: SettledOrder, lineIndex: number): SettledLine {
  const line = order.lines[lineIndex];
  if (!line) throw new Error(`Order ${order.orderId} has no line ${lineIndex}.`);
  return line;
}
