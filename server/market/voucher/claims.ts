import type { Buyer } from '../account/state.ts';
import { countUnder, voucherLimit } from '../kernel/buyer-limits.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import type { Voucher } from './state.ts';

/** An order takes one claim of each voucher that it names (V3): at PLACED, and again when it is paid too late. */
export function takeClaims(state: StreamState, buyer: Buyer, order: Order): void {
  count(state, buyer, order, 1);
  delete order.claimsReturned;
}

/** All of an order has ended unshipped: its claims go back, once. */
export function returnClaims(state: StreamState, buyer: Buyer, order: Order): void {
  if (!order.vouchers || order.claimsReturned) return;
  count(state, buyer, order, -1);
  order.claimsReturned = true;
}

/** V3: no unit of the order will ever be in a parcel, because each is unfilled or was paid back unpacked. */
export function hasEndedUnshipped(order: Order): boolean {
  return order.lines.every(({ units, unfilled, withdrawn = 0 }) => unfilled + withdrawn >= units);
}

export function voucherOf(state: Readonly<StreamState>, voucherId: string): Voucher {
  const voucher = state.vouchers.get(voucherId);
  if (!voucher) throw new Error(`Voucher ${voucherId} is not in the log of ${state.streamId}.`);
  return voucher;
}

function count(state: StreamState, buyer: Buyer, order: Order, claims: 1 | -1): void {
  for (const voucherId of order.vouchers ?? []) {
    const voucher = voucherOf(state, voucherId);
    voucher.claimed += claims;
    if (voucher.claimed < 0 || voucher.claimed > voucher.cap) {
      throw new Error(`Voucher ${voucherId} of ${state.streamId} has ${voucher.claimed} claims.`);
    }
    countUnder(state, buyer, order.phoneTag, voucherLimit(voucherId), claims);
  }
}
