import { applyAccountFact } from './account/merge.ts';
import { applyCartFact } from './cart/fold.ts';
import type { StreamFact } from './facts.ts';
import { applyFlashFact } from './flash-sale/fold.ts';
import type { Stamp } from './kernel/stamp.ts';
import { applyLineupFact } from './lineup/fold.ts';
import { applyOrderFact } from './order/fold.ts';
import { forgetSome } from './order/memory.ts';
import { applyParcelFact } from './parcel/fold.ts';
import type { StreamState } from './state.ts';
import { applyStockFact } from './stock/fold.ts';
import { applyStreamLifeFact } from './stream/fold.ts';
import { applyVoucherFact } from './voucher/fold.ts';
import { applyWaitlistFact } from './waitlist/fold.ts';

/**
 * Takes one fact into the state; total, and alone in writing it. Facts carry results, so replaying a log gives the
 * same state for ever.
 */
export function apply(state: StreamState, fact: StreamFact, stamp: Stamp): void {
  switch (fact.type) {
    case 'stream_created':
    case 'rehearsal_started':
    case 'stream_went_live':
    case 'stream_interrupted':
    case 'stream_resumed':
    case 'stream_ended':
    case 'stream_cancelled':
    case 'stream_closed':
    case 'selling_paused':
    case 'selling_resumed':
    case 'assistant_granted':
    case 'stream_described':
    case 'bounds_set':
    case 'media_started':
    case 'media_stopped':
    case 'ingest_key_made':
    case 'ingest_key_revoked':
    case 'media_home_set':
    case 'playback_url_set':
    case 'recording_started':
    case 'recording_stopped':
      applyStreamLifeFact(state, fact, stamp);
      break;
    case 'item_added':
    case 'item_removed':
    case 'lineup_reordered':
    case 'item_pinned':
    case 'item_unpinned':
    case 'pins_restored':
    case 'price_changed':
    case 'buyer_limit_changed':
    case 'sale_stopped':
    case 'sale_resumed':
    case 'shipping_set':
    case 'overseas_set':
      applyLineupFact(state, fact, stamp);
      break;
    case 'flash_sale_announced':
    case 'flash_sale_edited':
    case 'flash_sale_started':
    case 'flash_sale_ended':
    case 'flash_sale_undone':
      applyFlashFact(state, fact, stamp);
      break;
    case 'transfer_voided':
      state.voided.add(fact.transferId);
      break;
    case 'stock_transferred_in':
    case 'stock_transferred_out':
    case 'stock_adjusted':
      applyStockFact(state, fact, stamp);
      break;
    case 'voucher_created':
    case 'voucher_edited':
    case 'voucher_ended':
    case 'promotion_set':
      applyVoucherFact(state, fact, stamp);
      break;
    case 'cart_added':
    case 'cart_removed':
    case 'hold_expired':
      applyCartFact(state, fact, stamp);
      break;
    case 'waitlist_joined':
    case 'waitlist_left':
    case 'waitlist_offered':
    case 'offer_declined':
    case 'offer_expired':
    case 'waitlist_ended':
      applyWaitlistFact(state, fact, stamp);
      break;
    case 'buyers_merged':
      applyAccountFact(state, fact);
      break;
    case 'shipment_packed':
    case 'shipment_shipped':
    case 'shipment_delivered':
    case 'shipment_lost':
    case 'shipment_returned':
    case 'claim_opened':
    case 'claim_decided':
    case 'order_completed':
    case 'shipping_credited':
      applyParcelFact(state, fact, stamp);
      break;
    default:
      applyOrderFact(state, fact, stamp);
  }
  forgetSome(state, fact, stamp);
  state.orders.packSurplus();
  state.seq = stamp.seq;
  state.atMs = stamp.atMs;
}
