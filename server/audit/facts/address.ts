import type { StreamFact } from '../../market/facts.ts';
import { capsOf, orderedByPhone, takenUnder, voucherLimit } from '../../market/kernel/buyer-limits.ts';
import type { Order } from '../../market/order/order.ts';
import type { StreamState } from '../../market/state.ts';
import type { No } from './violation.ts';

/** INV9 and INV10 of an order that goes elsewhere: it still may (O10), and every cap is kept under its new phone (H7). */
export class AddressCheck {
  private phoneBefore: string | null = null;

  /** Before the fact is applied. */
  before(state: StreamState, fact: StreamFact): void {
    if (fact.type === 'order_address_changed')
      this.phoneBefore = state.orders.get(fact.orderId)?.phoneTag ?? null;
  }

  /** After the fact was applied. */
  after(state: StreamState, fact: StreamFact, no: No): void {
    if (fact.type !== 'order_address_changed') return;
    const order = state.orders.get(fact.orderId);
    const isOpen = order?.status === 'PLACED' || order?.status === 'PAID';
    const isPacked = (order?.afterSale?.shipments.length ?? 0) > 0;
    if (!order || !isOpen || isPacked || order.isOverseas)
      throw no(
        'INV10',
        `another address of order ${fact.orderId}`,
        'one at home that is open and not packed',
      );
    // Under the same phone nothing is counted anew: a limit that was lowered since takes nothing away (B1).
    if (fact.phoneTag !== this.phoneBefore) checkPhone(state, order, fact.phoneTag, no);
  }
}

/** Where others have ordered under the phone, they and this buyer are within the cap together. */
function checkPhone(state: StreamState, order: Order, phoneTag: string, no: No): void {
  const buyer = state.buyers.get(order.buyerId);
  for (const { limit, cap } of capsOn(state, order)) {
    const others = orderedByPhone(state, phoneTag, order.buyerId, limit);
    const all = takenUnder(buyer, limit) + others;
    if (others > 0 && all > cap) throw no('INV9', `${all} under one phone under ${limit}`, `at most ${cap}`);
  }
}

/** The caps on what an order has: on its items, their flashes, and the vouchers that it still claims. */
function capsOn(state: StreamState, order: Order): ReturnType<typeof capsOf> {
  const ofLines = order.lines.flatMap(({ itemNumber, flashId }) => {
    const item = state.items.get(itemNumber);
    return item ? capsOf(item, flashId === null ? null : (state.flashes.get(flashId) ?? null)) : [];
  });
  const ofVouchers = (order.claimsReturned ? [] : (order.vouchers ?? [])).flatMap((voucherId) => {
    const voucher = state.vouchers.get(voucherId);
    return voucher ? [{ limit: voucherLimit(voucherId), cap: voucher.perBuyerCap }] : [];
  });
  return [...ofLines, ...ofVouchers];
}
