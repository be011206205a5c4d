import type { VoucherOffer } from '../../../shared/market/order/contract.ts';
import type { Bill } from '../order/bill.ts';
import type { PlacedLine, PlacedShipping } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { type ClaimAt, stepOf, whyGone } from './choose.ts';
import { isOpenTo } from './code.ts';
import { type Effect, effectOf, isFor, shippingEffectOf } from './discount.ts';
import type { Voucher } from './state.ts';

/**
 * The vouchers that a buyer can choose among for a bill: those it uses, and what each other would take off in its step,
 * on what the steps before it have left. Those that can't be claimed any more, or not yet, are left out, and those whose
 * code was not typed.
 */
export function offersOf(state: Readonly<StreamState>, bill: Bill, at: ClaimAt): VoucherOffer[] {
  const offers: VoucherOffer[] = [];
  const isOpen = isOpenTo(state, at.code);
  for (const voucher of state.vouchers.values()) {
    const { voucherId } = voucher;
    const isUsed = bill.vouchers.includes(voucherId);
    if (!isOpen(voucher) || (!isUsed && whyGone(state, voucher, at))) continue;
    if (!isAbout(voucher, bill)) continue;
    const { minor, missingMinor } = effectOn(bill, state, voucher);
    if (minor > 0 || missingMinor > 0) offers.push({ voucherId, isUsed, minor, missingMinor });
  }
  return offers;
}

/** Whether any of its goods are in the cart, or anything is to be paid for sending. */
export function isAbout(voucher: Voucher, { lines, shipping }: Bill): boolean {
  if (voucher.off.kind !== 'shipping') return lines.some((line) => isFor(voucher, line));
  return (shipping ?? []).some((fee) => wholeFee(fee).feeMinor > 0);
}

/** What a voucher takes off a bill in its step, or would take off it if it were used in its step instead. */
export function effectOn(bill: Bill, state: Readonly<StreamState>, voucher: Voucher): Effect {
  const rank = rankOf(voucher);
  const isLater = (voucherId: string | undefined) => {
    const other = voucherId === undefined ? undefined : state.vouchers.get(voucherId);
    return other !== undefined && (rankOf(other) > rank || stepOf(other) === stepOf(voucher));
  };
  if (voucher.off.kind === 'shipping') {
    const goodsPayMinor = bill.lines.reduce((sum, { payMinor }) => sum + payMinor, 0);
    return shippingEffectOf(voucher, (bill.shipping ?? []).map(wholeFee), goodsPayMinor);
  }
  return effectOf(
    voucher,
    bill.lines.map((line) => without(line, isLater)),
  );
}

/** A line as it was before the steps that come later. */
function without(line: PlacedLine, isLater: (voucherId: string | undefined) => boolean): PlacedLine {
  const givenMinor = line.discounts.reduce(
    (sum, { voucherId, minor }) => sum + (isLater(voucherId) ? minor : 0),
    0,
  );
  return givenMinor === 0 ? line : { ...line, payMinor: line.payMinor + givenMinor };
}

/** A fee as it was before a voucher. */
function wholeFee({ origin, feeMinor, discounts = [] }: PlacedShipping): PlacedShipping {
  return { origin, feeMinor: discounts.reduce((sum, { minor }) => sum + minor, feeMinor) };
}

function rankOf({ off, producerId }: Voucher): number {
  if (off.kind === 'shipping') return 2;
  return producerId === null ? 1 : 0;
}
