import type { Buyer } from '../account/state.ts';
import type { VoucherFact } from '../facts.ts';
import { countUnder, voucherLimit } from '../kernel/limits.ts';
import type { Stamp } from '../kernel/stamp.ts';
import type { Order } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { itemOf } from '../stock/counters.ts';
import { rememberUndo } from '../undo.ts';
import { editableOf } from './edit.ts';
import type { Voucher } from './state.ts';

export function applyVoucherFact(state: StreamState, fact: VoucherFact, { seq, atMs }: Stamp): void {
  switch (fact.type) {
    case 'voucher_created': {
      const { type: _type, by, code, floorConsent: _floorConsent, ...terms } = fact;
      const voucher: Voucher = { ...terms, version: seq, isEnded: false, claimed: 0 };
      if (code !== undefined) voucher.code = { text: code, madeBy: by.staffId };
      state.vouchers.set(fact.voucherId, voucher);
      return;
    }
    case 'voucher_edited': {
      const { voucherId, name, off, fromMinor, startsAtMs, endsAtMs, cap } = fact;
      const voucher = voucherOf(state, voucherId);
      if (fact.undoes === null) {
        rememberUndo(state, { kind: 'voucher', seq, atMs, voucherId, terms: editableOf(voucher) });
      }
      Object.assign(voucher, { off, fromMinor, startsAtMs, endsAtMs, cap, version: seq });
      if (name === '') delete voucher.name;
      else voucher.name = name;
      return;
    }
    case 'voucher_ended': {
      const voucher = voucherOf(state, fact.voucherId);
      voucher.isEnded = true;
      voucher.endsAtMs = fact.endedAtMs;
      voucher.version = seq;
      return;
    }
    case 'promotion_set': {
      const item = itemOf(state, fact.itemNumber);
      if (fact.now) item.promotion = fact.now;
      else delete item.promotion;
      item.version = seq;
      return;
    }
  }
}

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
