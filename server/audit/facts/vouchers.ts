import { canonicalJson } from '../../../shared/values/canonical-json.ts';
import { basisPoints } from '../../../shared/values/money.ts';
import { within } from '../../../shared/values/time.ts';
import type { StreamFact } from '../../market/facts.ts';
import { orderedByPhone, takenUnder, voucherLimit } from '../../market/kernel/buyer-limits.ts';
import type { Discount, Order, PlacedLine } from '../../market/order/order.ts';
import { isPlacedFact, type PlacedFact } from '../../market/order/placed-fact.ts';
import type { StreamState } from '../../market/state.ts';
import type { Voucher } from '../../market/voucher/state.ts';
import type { No } from './violation.ts';

type Edited = Extract<StreamFact, { type: 'voucher_edited' }>;

/**
 * INV7 and INV9 of promotions and vouchers: what was taken off is what the terms say, step by step, and every voucher
 * has just as many claims as there are orders that name it and have not ended unshipped (V1–V3).
 */
export class VoucherCheck {
  /** Orders with a claim, by voucher: counted apart from the state's own counters. */
  private readonly claims = new Map<string, number>();
  private hadClaims = false;

  /** Before the fact is applied. */
  before(state: StreamState, fact: StreamFact, arrivedAtMs: number, no: No): void {
    this.hadClaims = hasClaims(orderOf(state, fact));
    if (fact.type === 'voucher_edited') checkEdit(state, fact, no);
    if (!isPlacedFact(fact)) return;
    for (const line of fact.lines) checkPromotion(state, line, arrivedAtMs, no);
    checkVouchers(state, fact, arrivedAtMs, no);
  }

  /** After the fact was applied. */
  after(state: StreamState, fact: StreamFact, no: No): void {
    const order = orderOf(state, fact);
    if (!order?.vouchers) return;
    const change = Number(hasClaims(order)) - Number(this.hadClaims);
    for (const voucherId of order.vouchers) {
      const claims = (this.claims.get(voucherId) ?? 0) + change;
      this.claims.set(voucherId, claims);
      const voucher = state.vouchers.get(voucherId);
      if (voucher?.claimed !== claims) {
        throw no('INV9', `${voucher?.claimed} claims of voucher ${voucherId}`, `${claims} by the orders`);
      }
      if (claims > voucher.cap) {
        throw no('INV9', `${claims} claims of voucher ${voucherId}`, `at most ${voucher.cap}`);
      }
      if (change > 0) checkBuyer(state, voucher, order, no);
    }
  }
}

/** V3: what was promised to a claim stays, and no claim is taken away by a lower limit. */
function checkEdit(state: StreamState, { voucherId, off, fromMinor, cap }: Edited, no: No): void {
  const voucher = state.vouchers.get(voucherId);
  if (!voucher) throw no('INV7', `voucher ${voucherId}`, 'a voucher of this stream');
  const { claimed } = voucher;
  if (cap < claimed) throw no('INV9', `a limit of ${cap} for voucher ${voucherId}`, `${claimed} or more`);
  const was = canonicalJson([voucher.off, voucher.fromMinor]);
  const is = canonicalJson([off, fromMinor]);
  if (claimed > 0 && is !== was)
    throw no('INV7', `voucher ${voucherId} of ${is}`, `${was}, as ${claimed} claimed it`);
}

/** The order of a fact that may give or take claims; one that is called back has what it had. */
function orderOf(state: StreamState, fact: StreamFact): Order | undefined {
  switch (fact.type) {
    case 'order_placed':
    case 'order_paid':
    case 'order_expired':
    case 'order_cancelled':
    case 'line_unfilled':
    case 'order_refunded':
      return (
        state.orders.get(fact.orderId) ?? state.forgotten.find(({ orderId }) => orderId === fact.orderId)
      );
    default:
      return undefined;
  }
}

/** V3: claims are with an order until all of it has ended unshipped. */
function hasClaims(order: Order | undefined): boolean {
  if (!order) return false;
  if (order.status !== 'PLACED' && order.status !== 'PAID' && order.status !== 'COMPLETED') return false;
  return order.lines.some(({ units, unfilled, withdrawn = 0 }) => units > unfilled + withdrawn);
}

function checkBuyer(state: StreamState, voucher: Voucher, order: Order, no: No): void {
  const limit = voucherLimit(voucher.voucherId);
  const own = takenUnder(state.buyers.get(order.buyerId), limit);
  const byPhone = own + orderedByPhone(state, order.phoneTag, order.buyerId, limit);
  const most = Math.max(own, byPhone);
  if (most <= voucher.perBuyerCap) return;
  throw no('INV9', `${most} claims of one buyer of voucher ${voucher.voucherId}`, `${voucher.perBuyerCap}`);
}

function checkPromotion(state: StreamState, line: PlacedLine, arrivedAtMs: number, no: No): void {
  const taken = line.discounts.filter(({ kind }) => kind === 'promotion');
  const takenMinor = sumOf(taken);
  const promotion = state.items.get(line.itemNumber)?.promotion;
  const isOn = promotion && within(arrivedAtMs, promotion.startsAtMs, promotion.endsAtMs);
  const perGroup = promotion ? promotion.units * line.unitPriceMinor - promotion.totalMinor : 0;
  const dueMinor = isOn && promotion ? Math.floor(line.units / promotion.units) * Math.max(0, perGroup) : 0;
  const isByFunder = taken.every(({ funder }) => funder === promotion?.fundedBy);
  if (takenMinor === dueMinor && isByFunder && taken.length <= 1) return;
  throw no('INV7', `a promotion of ${takenMinor} on item ${line.itemNumber}`, String(dueMinor));
}

/** The steps of V1 again, from what each line says was taken off it, in its order. */
function checkVouchers(state: StreamState, fact: PlacedFact, arrivedAtMs: number, no: No): void {
  const named = fact.vouchers ?? [];
  const all = [...fact.lines, ...(fact.shipping ?? [])].flatMap(({ discounts = [] }) => discounts);
  const isNamed = ({ kind, voucherId }: Discount) => kind !== 'voucher' || named.includes(voucherId ?? '');
  if (!all.every(isNamed)) throw no('INV7', 'a discount of a voucher', 'one that the order names');
  const pays = fact.lines.map(({ units, unitPriceMinor, discounts }) => {
    return units * unitPriceMinor - sumOf(discounts.filter(({ kind }) => kind === 'promotion'));
  });
  const steps = new Set<string>();
  for (const voucherId of named) {
    const voucher = state.vouchers.get(voucherId);
    if (!voucher) throw no('INV7', `voucher ${voucherId}`, 'a voucher of this stream');
    const { startsAtMs, endsAtMs, claimed, cap } = voucher;
    if (claimed >= cap) throw no('INV9', `${claimed + 1} claims of voucher ${voucherId}`, `at most ${cap}`);
    if (!within(arrivedAtMs, startsAtMs, endsAtMs)) {
      throw no('INV7', `voucher ${voucherId} at ${arrivedAtMs}`, `a time in [${startsAtMs}, ${endsAtMs})`);
    }
    const step = voucher.off.kind === 'shipping' ? 'shipping' : (voucher.producerId ?? 'shop');
    if (steps.has(step)) throw no('INV7', `a second voucher of ${step}`, 'at most one (V1)');
    steps.add(step);
    if (voucher.off.kind === 'shipping') checkShipping(fact, voucher, no);
    else checkGoods(fact, voucher, pays, no);
  }
  for (const [index, { payMinor, itemNumber }] of fact.lines.entries()) {
    if (payMinor < 1) throw no('INV7', `item ${itemNumber} for ${payMinor}`, '1 at least (V2)');
    if (payMinor !== pays[index]) throw no('INV7', `item ${itemNumber} for ${payMinor}`, `${pays[index]}`);
  }
}

/** @param pays what each line costs before this step; lowered by it */
function checkGoods(fact: PlacedFact, voucher: Voucher, pays: number[], no: No): void {
  const { voucherId, scope, producerId, fromMinor } = voucher;
  let goodsMinor = 0;
  let roomMinor = 0;
  let takenMinor = 0;
  for (const [index, line] of fact.lines.entries()) {
    const isMeant =
      scope.kind === 'items'
        ? scope.itemNumbers.includes(line.itemNumber)
        : producerId === null || producerId === line.producerId;
    const part = partOf(line.discounts, voucher, no);
    if (part > 0 && !isMeant)
      throw no('INV7', `voucher ${voucherId} on item ${line.itemNumber}`, 'not on it');
    if (isMeant) {
      goodsMinor += pays[index] ?? 0;
      roomMinor += (pays[index] ?? 0) - 1;
    }
    takenMinor += part;
    pays[index] = (pays[index] ?? 0) - part;
  }
  if (goodsMinor < fromMinor)
    throw no('INV7', `voucher ${voucherId} on ${goodsMinor}`, `${fromMinor} or more`);
  const dueMinor = Math.min(roomMinor, offOf(voucher, goodsMinor));
  if (takenMinor !== dueMinor || dueMinor === 0) {
    throw no('INV7', `${takenMinor} off by voucher ${voucherId}`, `${dueMinor}, and not nothing`);
  }
}

function checkShipping(fact: PlacedFact, voucher: Voucher, no: No): void {
  const shipping = fact.shipping ?? [];
  const takenMinor = shipping.reduce((sum, { discounts = [] }) => sum + partOf(discounts, voucher, no), 0);
  const leftMinor = shipping.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  const goodsMinor = fact.lines.reduce((sum, { payMinor }) => sum + payMinor, 0);
  const { voucherId, fromMinor } = voucher;
  if (goodsMinor < fromMinor)
    throw no('INV7', `voucher ${voucherId} on ${goodsMinor}`, `${fromMinor} or more`);
  const dueMinor = Math.min(leftMinor + takenMinor, offOf(voucher, leftMinor + takenMinor));
  if (takenMinor === dueMinor && dueMinor > 0) return;
  throw no('INV7', `${takenMinor} off shipping by voucher ${voucherId}`, `${dueMinor}, and not nothing`);
}

function partOf(discounts: readonly Discount[], { voucherId, fundedBy }: Voucher, no: No): number {
  const mine = discounts.filter((discount) => discount.voucherId === voucherId);
  if (!mine.every(({ funder }) => funder === fundedBy)) {
    throw no('INV7', `voucher ${voucherId} paid by somebody else`, fundedBy);
  }
  return sumOf(mine);
}

function offOf({ off }: Voucher, ofMinor: number): number {
  if (off.kind === 'percent') return Math.min(off.maxMinor, basisPoints(ofMinor, off.bps));
  return off.offMinor ?? ofMinor;
}

function sumOf(discounts: readonly Discount[]): number {
  return discounts.reduce((sum, { minor }) => sum + minor, 0);
}
