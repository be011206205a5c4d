import type { CartFact, ParcelFact, StreamFact } from './facts.ts';
import { itemLimit } from './kernel/limits.ts';
import type { Order } from './order/order.ts';
import type { AfterSale } from './parcel/shipment.ts';
import type { StreamState } from './state.ts';
import { TOLD_PLACES } from './waitlist/line.ts';

/** What of a stream the facts of a cut changed: which entries to tell, to whom, and which rows to write. */
export interface Touched {
  stream: boolean;
  order: boolean;
  pins: boolean;
  /** Cards; their shelf and flash are told along. */
  cards: Set<number>;
  stock: Set<number>;
  /** Items whose line of waiting buyers changed: told to the floor. */
  waitlists: Set<number>;
  /** Flashes whose counters changed. */
  flashes: Set<string>;
  /** Items whose flash has other terms or another phase. */
  flashTerms: Set<number>;
  /** Vouchers with other terms, or another count of claims. */
  vouchers: Set<string>;
  /** Items whose promotion changed. */
  promotions: Set<number>;
  buyers: Set<string>;
  orders: Set<string>;
  /** Members of staff whose rights on the stream changed. */
  staff: Set<string>;
  /** Pin, flash or the stream's state: told at once (K3). */
  urgent: boolean;
}

export function nothingTouched(): Touched {
  return {
    stream: false,
    order: false,
    pins: false,
    cards: new Set(),
    stock: new Set(),
    waitlists: new Set(),
    flashes: new Set(),
    flashTerms: new Set(),
    vouchers: new Set(),
    promotions: new Set(),
    buyers: new Set(),
    orders: new Set(),
    staff: new Set(),
    urgent: false,
  };
}

/** Adds what one fact touches; called after the fact was applied. */
export function touch(touched: Touched, state: StreamState, fact: StreamFact): void {
  switch (fact.type) {
    case 'stream_created':
    case 'rehearsal_started':
    case 'stream_went_live':
    case 'stream_interrupted':
    case 'stream_resumed':
    case 'stream_ended':
    case 'stream_cancelled':
    case 'stream_closed':
      touched.stream = true;
      touched.urgent = true;
      for (const itemNumber of state.items.keys()) touched.stock.add(itemNumber);
      return;
    case 'selling_paused':
    case 'selling_resumed':
    // What is told of them travels with the media of the stream, which hears of it by this entry.
    case 'media_home_set':
    case 'playback_url_set':
    case 'shipping_set':
    case 'overseas_set':
    case 'recording_started':
    case 'recording_stopped':
    case 'stream_described':
      touched.stream = true;
      touched.urgent = true;
      return;
    case 'assistant_granted':
      touched.staff.add(fact.staffId);
      return;
    case 'bounds_set':
      // What newcomers may still keep of each item stands with its shelf (H6).
      for (const itemNumber of state.items.keys()) touched.stock.add(itemNumber);
      for (const buyerId of state.buyers.keys()) touched.buyers.add(buyerId);
      return;
    case 'media_started':
    case 'media_stopped':
    case 'ingest_key_made':
    case 'ingest_key_revoked':
      return;
    case 'item_added':
    case 'item_removed':
      touched.cards.add(fact.itemNumber);
      touched.stock.add(fact.itemNumber);
      touched.flashTerms.add(fact.itemNumber);
      touched.promotions.add(fact.itemNumber);
      touched.order = true;
      if (fact.type === 'item_added' && fact.shipping) touched.stream = true;
      touched.urgent = true;
      return;
    case 'price_changed':
      touched.cards.add(fact.itemNumber);
      touched.urgent = true;
      // A fall is given to whoever holds units at list price (F4).
      for (const { itemNumber, buyerId } of state.holds.values()) {
        if (itemNumber === fact.itemNumber) touched.buyers.add(buyerId);
      }
      return;
    case 'buyer_limit_changed':
      touched.cards.add(fact.itemNumber);
      // The floor reads its new version with the item, and who waits for it may have room now (H5).
      touched.stock.add(fact.itemNumber);
      // A first limit counts what was ordered before it.
      for (const { buyerId, taken } of state.buyers.values()) {
        if (taken.some(({ limit }) => limit === itemLimit(fact.itemNumber))) touched.buyers.add(buyerId);
      }
      touched.urgent = true;
      return;
    case 'lineup_reordered':
      touched.order = true;
      touched.urgent = true;
      return;
    case 'item_pinned':
    case 'item_unpinned':
    case 'pins_restored':
      touched.pins = true;
      touched.urgent = true;
      for (const itemNumber of state.items.keys()) {
        if (state.items.get(itemNumber)?.version === state.seq) touched.stock.add(itemNumber);
      }
      return;
    case 'sale_stopped':
    case 'sale_resumed':
      touched.stock.add(fact.itemNumber);
      touched.urgent = true;
      return;
    case 'flash_sale_announced':
    case 'flash_sale_edited':
    case 'flash_sale_started':
    case 'flash_sale_ended':
    case 'flash_sale_undone':
      touchFlash(touched, state, fact.flashId);
      touched.urgent = true;
      return;
    case 'voucher_created':
    case 'voucher_edited':
    case 'voucher_ended':
      touched.vouchers.add(fact.voucherId);
      // Whether totals have to be asked for stands with the stream.
      touched.stream = true;
      touched.urgent = true;
      return;
    case 'promotion_set':
      touched.promotions.add(fact.itemNumber);
      touched.stream = true;
      // The floor reads an item's promotion and its new version with the item.
      touched.stock.add(fact.itemNumber);
      touched.urgent = true;
      return;
    case 'transfer_voided':
      return;
    case 'stock_transferred_in':
    case 'stock_transferred_out':
    case 'stock_adjusted':
      touched.stock.add(fact.itemNumber);
      return;
    case 'cart_added':
    case 'cart_removed':
    case 'hold_expired':
      touched.stock.add(fact.itemNumber);
      touched.buyers.add(fact.buyerId);
      for (const flashId of flashesOf(fact)) touched.flashes.add(flashId);
      return;
    case 'waitlist_joined':
      // At its end: nobody else's place is another one.
      touched.waitlists.add(fact.itemNumber);
      touched.buyers.add(fact.buyerId);
      return;
    case 'waitlist_left':
      touchWaiting(touched, state, fact.itemNumber);
      touched.buyers.add(fact.buyerId);
      return;
    case 'waitlist_offered':
      touchWaiting(touched, state, fact.itemNumber);
      touched.stock.add(fact.itemNumber);
      touched.buyers.add(fact.buyerId);
      return;
    case 'offer_declined':
    case 'offer_expired':
      touched.stock.add(fact.itemNumber);
      touched.buyers.add(fact.buyerId);
      return;
    case 'waitlist_ended':
      touched.waitlists.add(fact.itemNumber);
      for (const buyerId of fact.buyerIds) touched.buyers.add(buyerId);
      return;
    case 'buyers_merged':
      for (const { itemNumber, flashId } of fact.released) touchLine(touched, itemNumber, flashId);
      touched.buyers.add(fact.intoId).add(fact.fromId);
      // Of two places in a line one stays: whoever stood behind the other moves up.
      for (const itemNumber of state.buyers.get(fact.intoId)?.waitsFor ?? []) {
        touchWaiting(touched, state, itemNumber);
      }
      for (const orderId of state.buyers.get(fact.intoId)?.orderIds ?? []) touched.orders.add(orderId);
      return;
    case 'shipment_packed':
    case 'shipment_shipped':
    case 'shipment_delivered':
    case 'shipment_lost':
    case 'shipment_returned':
    case 'claim_opened':
    case 'claim_decided':
    case 'order_completed':
    case 'shipping_credited':
      for (const orderId of ordersOf(state, fact)) {
        const order = orderNowOrForgotten(state, orderId);
        if (!order) continue;
        touched.orders.add(orderId);
        touched.buyers.add(order.buyerId);
      }
      return;
    default: {
      const order = state.orders.get(fact.orderId);
      if (!order) return;
      touched.orders.add(order.orderId);
      touched.buyers.add(order.buyerId);
      for (const line of order.lines) touchLine(touched, line.itemNumber, line.flashId);
      for (const voucherId of order.vouchers ?? []) touched.vouchers.add(voucherId);
    }
  }
}

type OrderRecalled = Extract<StreamFact, { type: 'order_recalled' }>;

/** The orders of a fact about parcels and claims. */
export function ordersOf(state: StreamState, fact: ParcelFact | OrderRecalled): readonly string[] {
  switch (fact.type) {
    case 'shipment_packed':
    case 'shipping_credited':
      return [...new Set(fact.lines.map(({ orderId }) => orderId))];
    case 'claim_opened':
    case 'order_completed':
    case 'order_recalled':
      return [fact.orderId];
    case 'claim_decided':
      return [
        state.claims.get(fact.claimId) ??
          forgottenWith(state, ({ claims }) => claims.some(({ claimId }) => claimId === fact.claimId))[0] ??
          '',
      ];
    default:
      return (
        state.shipments.get(fact.shipmentId) ??
        forgottenWith(state, ({ shipments }) =>
          shipments.some(({ shipmentId }) => shipmentId === fact.shipmentId),
        )
      );
  }
}

/** The index forgets a parcel with the last of its orders. */
function forgottenWith(state: StreamState, isMeant: (afterSale: AfterSale) => boolean): string[] {
  return state.forgotten.flatMap(({ orderId, afterSale }) =>
    afterSale && isMeant(afterSale) ? [orderId] : [],
  );
}

/** A fact may drive the very order that it is about out of memory. */
function orderNowOrForgotten(state: StreamState, orderId: string): Order | null {
  return state.orders.get(orderId) ?? state.forgotten.find((order) => order.orderId === orderId) ?? null;
}

function touchFlash(touched: Touched, state: StreamState, flashId: string): void {
  touched.flashes.add(flashId);
  const itemNumber = state.flashes.get(flashId)?.itemNumber;
  if (itemNumber === undefined) return;
  touched.stock.add(itemNumber);
  touched.flashTerms.add(itemNumber);
}

function touchLine(touched: Touched, itemNumber: number, flashId: string | null): void {
  touched.stock.add(itemNumber);
  if (flashId !== null) touched.flashes.add(flashId);
}

/** A line moved: those whose place is told exactly hear it, the many behind them see no change (H5). */
function touchWaiting(touched: Touched, state: StreamState, itemNumber: number): void {
  touched.waitlists.add(itemNumber);
  const line = state.waitlists.get(itemNumber) ?? [];
  for (const { buyerId } of line.slice(0, TOLD_PLACES)) touched.buyers.add(buyerId);
}

function flashesOf(fact: CartFact): string[] {
  const parts = fact.type === 'cart_removed' ? fact.released : [fact];
  return parts.flatMap(({ flashId }) => flashId ?? []);
}
