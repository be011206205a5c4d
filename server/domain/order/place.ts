import { MAX_ORDER_LINES, type OrderView } from '../../../shared/contract/order.ts';
import type { PaymentMethod } from '../../../shared/contract/payment.ts';
import type { LineFault } from '../../../shared/contract/refusals.ts';
import { MAX_MINOR } from '../../../shared/values/money.ts';
import { isWithinNewBuyerShare } from '../basket/add.ts';
import type { Ask, DecideAt, Decision } from '../decision.ts';
import { accept, refused } from '../decision.ts';
import type { StreamFact } from '../facts.ts';
import { type Buyer, buyerIdNow, type Item, isSelling, type StreamState } from '../state.ts';
import { orderOf } from './apply.ts';
import { fillLine, mergeLines } from './lines.ts';
import { placedLines } from './placed-lines.ts';
import { type AskedLine, emptyTally, type Portion } from './tally.ts';
import { orderView } from './view.ts';

export interface PlaceRequest {
  lines: readonly AskedLine[];
  expectTotalMinor: number;
  addressId: string | null;
  payment: PaymentMethod;
}

export interface PlaceAt extends DecideAt {
  buyerId: string;
  isNewInShop: boolean;
  /** HMAC of the phone of the address, or null if the address is not this buyer's (H7). */
  phoneTag: string | null;
}

export interface OrderReply {
  seq: number;
  order: OrderView;
}

/** Shipping is included in the price: the field stands in the facts from the first day. */
const SHIPPING_MINOR = 0;

/**
 * Decides one order: one payment over many lines, every line or none (O1). A refusal names each line at fault and what
 * is possible now; the first stands at the top. A higher total than the one seen is refused, a lower one is given (O2).
 */
export function placeOrder(state: StreamState, request: PlaceRequest, by: PlaceAt): Decision<OrderReply> {
  if (request.lines.length === 0) return refused({ code: 'BASKET_EMPTY' });
  if (request.lines.length > MAX_ORDER_LINES)
    return refused({ code: 'TOO_MANY_LINES', max: MAX_ORDER_LINES });
  if (!isSelling(state) && state.status !== 'ENDED') {
    return refused({ code: state.status === 'SCHEDULED' ? 'STREAM_NOT_LIVE' : 'STREAM_CLOSED' });
  }
  if (state.pause) return refused({ code: 'SELLING_PAUSED' });
  if (by.phoneTag === null || request.addressId === null) return refused({ code: 'ADDRESS_REQUIRED' });
  if (!state.payments.includes(request.payment)) {
    return refused({ code: 'PAYMENT_FAILED', possible: state.payments });
  }

  const buyerId = buyerIdNow(state, by.buyerId);
  const buyer = state.buyers.get(buyerId);
  const tally = emptyTally();
  const portions: Portion[] = [];
  const faults: LineFault[] = [];
  const asks: Ask[] = [];
  for (const asked of mergeLines(request.lines)) {
    const outcome = fillLine(state, asked, buyer, { ...by, buyerId }, tally);
    if (outcome.ok) {
      portions.push(...outcome.portions);
      continue;
    }
    const { itemNumber, unitPriceMinor, units } = asked;
    faults.push({ itemNumber, unitPriceMinor, refusal: outcome.refusal });
    asks.push({ itemNumber, code: outcome.refusal.code, units });
  }
  const first = faults[0];
  if (first) return { kind: 'refused', refusal: first.refusal, lines: faults, asks };

  const isNew = by.isNewInShop && !buyer?.hasPaid;
  if (request.payment === 'cash_on_delivery' && isNew && isCashRefused(state, buyer, portions)) {
    const possible = state.payments.filter((method) => method !== 'cash_on_delivery');
    return refused({ code: 'PAYMENT_FAILED', possible });
  }

  const lines = placedLines(state, portions);
  const goods = lines.reduce((sum, { goodsMinor }) => sum + goodsMinor, 0);
  const total = lines.reduce((sum, { payMinor }) => sum + payMinor, SHIPPING_MINOR);
  if (goods > MAX_MINOR || total > MAX_MINOR) return refused({ code: 'BAD_REQUEST', field: 'lines' });
  if (total > request.expectTotalMinor) {
    return refused({ code: 'PRICE_CHANGED', wasMinor: request.expectTotalMinor, nowMinor: total });
  }

  const orderId = by.ids.next();
  const hasFlash = lines.some(({ flashId }) => flashId !== null);
  const payMs = hasFlash ? state.settings.flashPayMs : state.settings.payMs;
  // In the order of the alphabet, as the log writes them: what is sorted need not be copied for it.
  const facts: StreamFact[] = [
    {
      type: 'order_placed',
      addressId: request.addressId,
      buyerId,
      goodsMinor: goods,
      isNew,
      lines,
      number: String(1001 + state.ordersPlaced),
      orderId,
      payByMs: by.atMs + payMs,
      payment: request.payment,
      phoneTag: by.phoneTag,
      shippingMinor: SHIPPING_MINOR,
      totalMinor: total,
    },
  ];
  if (request.payment === 'cash_on_delivery') {
    facts.push({
      type: 'order_paid',
      orderId,
      paymentId: `cash:${orderId}`,
      amountMinor: total,
      paidAtMs: by.atMs,
      method: 'cash_on_delivery',
      late: false,
      fromLapsed: [],
    });
  }
  return accept(facts, (after, seq) => ({ seq, order: orderView(after, orderOf(after, orderId)) }));
}

/** H6: cash from a new buyer is taken within the share of its holds; units held as a new buyer are inside it already. */
function isCashRefused(state: StreamState, buyer: Buyer | undefined, portions: readonly Portion[]): boolean {
  const added = new Map<Item, number>();
  let total = 0;
  for (const { item, units, holds } of portions) {
    const inside = holds.reduce(
      (sum, part) => sum + (state.holds.get(part.holdId)?.isNew ? part.units : 0),
      0,
    );
    added.set(item, (added.get(item) ?? 0) + units - inside);
    total += units - inside;
  }
  if ((buyer?.newUnits ?? 0) + total > state.settings.newBuyerUnits) return true;
  return [...added].some(([item, units]) => units > 0 && !isWithinNewBuyerShare(state, buyer, item, units));
}
