import { type PaymentMethod, withoutPractice } from '../../../shared/contract/payment.ts';
import type { OrderView } from '../../../shared/market/order/contract.ts';
import type { Channel } from '../../../shared/values/channel.ts';
import type { Buyer } from '../account/state.ts';
import type { StreamFact } from '../facts.ts';
import { unlessAt } from '../kernel/arrival.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import { notDirect } from '../kernel/channel.ts';
import type { DecideAt, Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import { type Restriction, whyRestricted } from '../kernel/restricted.ts';
import { whyNotKept } from '../newcomers/why-not.ts';
import { whyNotServed } from '../shipping/serve.ts';
import type { StreamState } from '../state.ts';
import type { StreamSettings } from '../stream/settings.ts';
import { billOf } from './bill.ts';
import { drawOfOrder } from './draw.ts';
import { fillOrder } from './fill.ts';
import { orderOf } from './find.ts';
import { nextOrderNumber } from './number.ts';
import type { PlacedFact } from './placed-fact.ts';
import type { Promised } from './placed-lines.ts';
import { takingsOf } from './taking.ts';
import type { AskedLine } from './tally.ts';
import { whyUnpaidFirst } from './unpaid.ts';
import { orderView } from './view.ts';
import { whyNoOrder } from './why-not.ts';

export interface PlaceRequest {
  lines: readonly AskedLine[];
  expectTotalMinor: number;
  addressId: string | null;
  payment: PaymentMethod;
  /** By hand; absent: the best ones (V1). */
  vouchers?: readonly string[] | undefined;
  /** As it was typed (V1). */
  code?: string | undefined;
  channel?: Channel | undefined;
  /** Flashes of which the buyer was told that their price can be had, and said no (F7). */
  askedFlashIds?: readonly string[] | undefined;
}

export interface PlaceAt extends DecideAt, Pick<Promised, 'shipDates' | 'soldTerms'> {
  buyerId: string;
  isNewInShop: boolean;
  /** Orders of this buyer in other streams, cancelled and expired ones left out (B12); null, or absent: nobody could say. */
  ordersElsewhere?: number | null;
  /** HMAC of the phone of the address, or null if the address is not this buyer's (H7). */
  phoneTag: string | null;
  /** Of the address, ISO 3166; null: at home. */
  country: string | null;
  /** What the shop decided about this buyer (B11); absent: nothing. */
  restriction?: Restriction | null;
  /** True for a buyer for whom the sandbox has no payment page; absent: it has. */
  isPracticeOff?: boolean;
  /** When an earlier try arrived, by a verified receipt (F5); null: there is none. */
  receiptAtMs: number | null;
  /** Which network the order came from (H8). */
  networkTag: string;
  /** Since when the buyer has been watching, by a verified ticket; null: nobody knows. */
  joinedAtMs: number | null;
}

export interface OrderReply {
  seq: number;
  order: OrderView;
}

/**
 * Decides one order: one payment over many lines, every line or none (O1). A refusal names each line at fault and what
 * is possible now; the first stands at the top. A higher total than the one seen is refused, a lower one is given (O2).
 * What is held at list price, and could be had at the price of a flash, is asked about first (F7). What it takes of a flash
 * whose draw is open waits for that draw.
 */
export function placeOrder(state: StreamState, request: PlaceRequest, by: PlaceAt): Decision<OrderReply> {
  const refusal = whyNoOrder(state, request.lines);
  if (refusal) return refused(refusal);
  // Before an address is asked for: nobody types one for nothing.
  const limited = whyRestricted(by);
  if (limited) return refused(limited);
  if (by.phoneTag === null || request.addressId === null) return refused({ code: 'ADDRESS_REQUIRED' });
  const payments = by.isPracticeOff ? withoutPractice(state.payments) : state.payments;
  if (!payments.includes(request.payment)) return refused({ code: 'PAYMENT_FAILED', possible: payments });

  const buyerId = buyerIdNow(state, by.buyerId);
  const buyer = state.buyers.get(buyerId);
  const unpaid = whyUnpaidFirst(state, buyer, request.payment);
  if (unpaid) return refused(unpaid);
  // Most are who they were: their order is not described a second time.
  const whom = buyerId === by.buyerId ? by : { ...by, buyerId };
  const filled = fillOrder(state, request.lines, buyer, whom);
  if (filled.kind === 'refused') return filled;
  const { asked, portions } = filled;
  const draw = drawOfOrder(state, portions, buyer, whom);
  if (draw) return draw;
  const { country } = by;
  const notServed = whyNotServed(state, portions, country);
  if (notServed) return refused(notServed);

  const isNew = by.isNewInShop && !buyer?.hasPaid;
  const from = { buyer, isNew, tag: by.networkTag, atMs: by.atMs };
  const ordered = { asked, portions, payments };
  const notKept = whyNotKept(state, request.payment, ordered, from);
  if (notKept) return notKept;

  const { addressId, vouchers: named = null, code } = request;
  const { phoneTag, receivedAtMs, shipDates, soldTerms } = by;
  const promised = { shipDates, soldTerms, isOverseas: country !== null };
  const to = { buyer, buyerId, addressId, phoneTag, receivedAtMs, named, code, ...promised };
  const billed = billOf(state, portions, to);
  if (billed.kind === 'refused') return billed;
  const { lines, shipping, goodsMinor, shippingMinor, totalMinor, vouchers } = billed.bill;
  if (totalMinor > request.expectTotalMinor) {
    return refused({ code: 'PRICE_CHANGED', wasMinor: request.expectTotalMinor, nowMinor: totalMinor });
  }
  const taking = takingsOf(state, portions, to).find(
    ({ flashId }) => !request.askedFlashIds?.includes(flashId),
  );
  if (taking) return refused({ code: 'CHEAPER_NOW', ...taking });

  const orderId = by.ids.next();
  const { number, afterGap } = nextOrderNumber(state, by);
  const hasFlash = lines.some(({ flashId }) => flashId !== null);
  const isCash = request.payment === 'cash_on_delivery';
  const receiptAtMs = portions.find((portion) => portion.receiptAtMs !== undefined)?.receiptAtMs;
  const { overseas } = state.shipping;
  // In the order of the alphabet, as the log writes them: what is sorted need not be copied for it.
  const placed: PlacedFact = {
    type: 'order_placed',
    addressId: request.addressId,
    ...(afterGap !== undefined && { afterGap }),
    buyerId,
    ...notDirect(request.channel),
    goodsMinor,
    isNew,
    ...(country !== null && { isOverseas: true as const }),
    ...(isCash && isNew && by.joinedAtMs !== null && { joinedAtMs: by.joinedAtMs }),
    lines,
    networkTag: by.networkTag,
    ...nthOf(by, buyer),
    number: String(number),
    orderId,
    payByMs: by.atMs + payWindowMs(state.settings, { hasFlash, isNew }),
    payment: request.payment,
    phoneTag: by.phoneTag,
    ...(receiptAtMs !== undefined && { receiptAtMs }),
    ...unlessAt(by),
    ...(shipping && { shipping }),
    shippingMinor,
    ...(overseas && { shown: { currency: overseas.currency, rateMicros: overseas.rateMicros } }),
    totalMinor,
    ...(vouchers.length > 0 && { vouchers }),
  };
  const facts: StreamFact[] = [placed];
  if (isCash) {
    facts.push({
      type: 'order_paid',
      amountMinor: totalMinor,
      fromLapsed: [],
      late: false,
      method: 'cash_on_delivery',
      orderId,
      paidAtMs: by.atMs,
      paymentId: `cash:${orderId}`,
    });
  }
  return accept(facts, (after, seq) => ({ seq, order: orderView(after, orderOf(after, orderId)) }));
}

/** The how many-th order of its buyer it is in the shop, at its place in the log (B12): told, and decides nothing. */
function nthOf(
  { ordersElsewhere = null }: Pick<PlaceAt, 'ordersElsewhere'>,
  buyer: Buyer | undefined,
): { nth?: number } {
  return ordersElsewhere === null ? {} : { nth: ordersElsewhere + (buyer?.orders ?? 0) + 1 };
}

/** How long an order waits for its payment: 15 min, 10 with any flash line; a newcomer's 10 and 5 (H6). */
function payWindowMs(
  settings: StreamSettings,
  { hasFlash, isNew }: { hasFlash: boolean; isNew: boolean },
): number {
  const { payMs, flashPayMs, newcomerPayMs, newcomerFlashPayMs } = settings;
  if (hasFlash) return (isNew && newcomerFlashPayMs) || flashPayMs;
  return (isNew && newcomerPayMs) || payMs;
}
