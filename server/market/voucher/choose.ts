import type { Refusal } from '../../../shared/contract/refusals.ts';
import type { Buyer } from '../account/state.ts';
import { orderedByPhone, takenUnder, voucherLimit } from '../kernel/buyer-limits.ts';
import type { PlacedLine, PlacedShipping } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import { isOpenTo } from './code.ts';
import {
  type Effect,
  effectOf,
  shippingEffectOf,
  takePromotions,
  takeShippingVoucher,
  takeVoucher,
} from './discount.ts';
import type { Voucher } from './state.ts';

/** Whose order it is, when it came in, and the code that came with it. */
export interface ClaimAt {
  buyer: Buyer | undefined;
  buyerId: string;
  phoneTag: string | null;
  receivedAtMs: number;
  /** null or absent: none. */
  code?: string | null | undefined;
}

/** Vouchers that a buyer named; null: the best ones. */
export type Named = readonly string[] | null;

type GoneReason = Extract<Refusal, { code: 'VOUCHER_GONE' }>['reason'];

/** Why a named voucher can't be used; the caller knows what the order would cost without it. */
export type VoucherFault =
  | { code: 'VOUCHER_GONE'; voucherId: string; reason: GoneReason }
  | { code: 'VOUCHER_NOT_MET'; voucherId: string; missingMinor: number }
  | { code: 'BAD_REQUEST'; field: 'vouchers' };

export interface DiscountedLines {
  lines: PlacedLine[];
  /** Vouchers that took something off, in the order of the steps. */
  used: string[];
}

/** Why a voucher can't be claimed by this buyer now, whatever is in the cart (V3); null if it can. */
export function whyGone(
  state: Readonly<StreamState>,
  voucher: Voucher,
  { buyer, buyerId, phoneTag, receivedAtMs }: ClaimAt,
): GoneReason | null {
  if (receivedAtMs < voucher.startsAtMs) return 'not_started';
  if (receivedAtMs >= voucher.endsAtMs) return 'ended';
  return whyUsedUp(state, voucher, { buyer, buyerId, phoneTag });
}

/** The part of it that counters say: how many were claimed, by this buyer and under this phone (V3, H7). */
export function whyUsedUp(
  state: Readonly<StreamState>,
  voucher: Voucher,
  { buyer, buyerId, phoneTag }: Omit<ClaimAt, 'receivedAtMs' | 'code'>,
): 'used_up' | 'buyer_limit' | null {
  if (voucher.claimed >= voucher.cap) return 'used_up';
  const limit = voucherLimit(voucher.voucherId);
  const taken = takenUnder(buyer, limit) + orderedByPhone(state, phoneTag, buyerId, limit);
  return taken >= voucher.perBuyerCap ? 'buyer_limit' : null;
}

/**
 * Promotions and the vouchers for goods, in the steps of V1. Of the best: in each step the voucher that takes most off,
 * of equal ones the one that ends first, then the one made first; and where the shop's voucher alone takes more off than
 * producers' vouchers and what is left for the shop's, it alone.
 */
export function discountLines(
  state: Readonly<StreamState>,
  lines: readonly PlacedLine[],
  named: Named,
  at: ClaimAt,
): DiscountedLines | { fault: VoucherFault } {
  const promoted = takePromotions(state, lines, at.receivedAtMs);
  if (state.vouchers.size === 0 && (named === null || named.length === 0)) {
    return { lines: promoted, used: [] };
  }
  if (named === null) return bestFor(state, promoted, at);
  const found = findNamed(state, named, at);
  if ('fault' in found) return found;
  const used: string[] = [];
  let left = promoted;
  for (const voucher of found.vouchers.filter(({ off }) => off.kind !== 'shipping')) {
    const { minor, missingMinor } = effectOf(voucher, left);
    if (missingMinor > 0) return { fault: notMet(voucher, missingMinor) };
    if (minor === 0) continue;
    left = takeVoucher(voucher, left);
    used.push(voucher.voucherId);
  }
  return { lines: left, used };
}

/** The shipping voucher, on fees that stand after everything else (V1). */
export function discountShipping(
  state: Readonly<StreamState>,
  fees: readonly PlacedShipping[],
  goodsPayMinor: number,
  named: Named,
  at: ClaimAt,
): { shipping: PlacedShipping[]; used: string[] } | { fault: VoucherFault } {
  const nothing = { shipping: [...fees], used: [] };
  const isShipping = ({ off }: Voucher) => off.kind === 'shipping';
  if (named === null) {
    if (state.vouchers.size === 0) return nothing;
    const usable = usableVouchers(state, at).filter(isShipping);
    const best = bestOf(usable, (voucher) => shippingEffectOf(voucher, fees, goodsPayMinor));
    if (!best) return nothing;
    return { shipping: takeShippingVoucher(best, fees, goodsPayMinor), used: [best.voucherId] };
  }
  const found = findNamed(state, named, at);
  if ('fault' in found) return found;
  const voucher = found.vouchers.find(isShipping);
  if (!voucher) return nothing;
  const { minor, missingMinor } = shippingEffectOf(voucher, fees, goodsPayMinor);
  if (missingMinor > 0) return { fault: notMet(voucher, missingMinor) };
  if (minor === 0) return nothing;
  return { shipping: takeShippingVoucher(voucher, fees, goodsPayMinor), used: [voucher.voucherId] };
}

/** The step that a voucher works in: at most one of each is used (V1). */
export function stepOf({ off, producerId }: Pick<Voucher, 'off' | 'producerId'>): string {
  if (off.kind === 'shipping') return 'shipping';
  return producerId === null ? 'shop' : `producer:${producerId}`;
}

function bestFor(
  state: Readonly<StreamState>,
  promoted: readonly PlacedLine[],
  at: ClaimAt,
): DiscountedLines {
  const usable = usableVouchers(state, at).filter(({ off }) => off.kind !== 'shipping');
  const ofShop = usable.filter(({ producerId }) => producerId === null);
  const ofProducers = new Map<string, Voucher[]>();
  for (const voucher of usable) {
    if (voucher.producerId === null) continue;
    const known = ofProducers.get(voucher.producerId);
    if (known) known.push(voucher);
    else ofProducers.set(voucher.producerId, [voucher]);
  }
  const inSteps = takeBest([...ofProducers.values(), ofShop], promoted);
  if (ofProducers.size === 0 || ofShop.length === 0) return inSteps;
  const shopAlone = takeBest([ofShop], promoted);
  return payOf(shopAlone.lines) < payOf(inSteps.lines) ? shopAlone : inSteps;
}

function takeBest(steps: readonly Voucher[][], lines: readonly PlacedLine[]): DiscountedLines {
  let left = [...lines];
  const used: string[] = [];
  for (const step of steps) {
    const best = bestOf(step, (voucher) => effectOf(voucher, left));
    if (!best) continue;
    left = takeVoucher(best, left);
    used.push(best.voucherId);
  }
  return { lines: left, used };
}

function bestOf(vouchers: readonly Voucher[], effect: (voucher: Voucher) => Effect): Voucher | null {
  let best: Voucher | null = null;
  let most = 0;
  for (const voucher of vouchers) {
    const { minor } = effect(voucher);
    const isBetter = minor > most || (best && minor === most && voucher.endsAtMs < best.endsAtMs);
    if (!isBetter) continue;
    best = voucher;
    most = minor;
  }
  return best;
}

function usableVouchers(state: Readonly<StreamState>, at: ClaimAt): Voucher[] {
  const isOpen = isOpenTo(state, at.code);
  return [...state.vouchers.values()].filter(
    (voucher) => isOpen(voucher) && whyGone(state, voucher, at) === null,
  );
}

/**
 * The named vouchers in the order of the steps: producers', the shop's, shipping. Without its code a voucher that has one
 * is answered for like one that never was.
 */
function findNamed(
  state: Readonly<StreamState>,
  named: readonly string[],
  at: ClaimAt,
): { vouchers: Voucher[] } | { fault: VoucherFault } {
  const vouchers: Voucher[] = [];
  const isOpen = isOpenTo(state, at.code);
  for (const voucherId of named) {
    const voucher = state.vouchers.get(voucherId);
    const reason = voucher && isOpen(voucher) ? whyGone(state, voucher, at) : 'ended';
    if (!voucher || reason) return { fault: { code: 'VOUCHER_GONE', voucherId, reason: reason ?? 'ended' } };
    vouchers.push(voucher);
  }
  if (new Set(vouchers.map(stepOf)).size < vouchers.length) {
    return { fault: { code: 'BAD_REQUEST', field: 'vouchers' } };
  }
  const rank = ({ off, producerId }: Voucher) => (off.kind === 'shipping' ? 2 : producerId === null ? 1 : 0);
  return { vouchers: vouchers.sort((a, b) => rank(a) - rank(b)) };
}

function notMet({ voucherId }: Voucher, missingMinor: number): VoucherFault {
  return { code: 'VOUCHER_NOT_MET', voucherId, missingMinor };
}

function payOf(lines: readonly PlacedLine[]): number {
  return lines.reduce((sum, { payMinor }) => sum + payMinor, 0);
}
