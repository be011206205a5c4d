import type { Fact, FactOf } from '../../../server/market/facts.ts';
import type { Asked } from './asked.ts';
import type { Complaints } from './complaints.ts';
import { type Bought, goneOf, type Ledger } from './ledger.ts';

type Placed = Fact<'order_placed'>;
type Created = Fact<'voucher_created'>;

/** One voucher, its claims counted by looking at every order. */
export interface Coupon extends Omit<Created, 'type' | 'by'> {
  isEnded: boolean;
}

/** Takes a console fact about vouchers and promotions. */
export function takeVoucher(
  ledger: Ledger,
  fact: FactOf<'voucher'>,
  atMs: number,
  complaints: Complaints,
): void {
  switch (fact.type) {
    case 'voucher_created':
      complaints.expect(!ledger.coupons.has(fact.voucherId), 'V3', () => `voucher ${fact.voucherId} twice`);
      complaints.expect(fact.endsAtMs > fact.startsAtMs, 'V1', () => `voucher ${fact.voucherId} never holds`);
      complaints.expect(
        !isCodeTaken(ledger, fact, atMs),
        'V1',
        () => `the code of voucher ${fact.voucherId} is another’s`,
      );
      expectConsent(ledger, fact, complaints);
      ledger.coupons.set(fact.voucherId, { ...fact, isEnded: false });
      return;
    case 'voucher_edited': {
      const coupon = couponOf(ledger, fact.voucherId);
      const { off, fromMinor, startsAtMs, endsAtMs, cap } = fact;
      const claims = claimsOf(ledger, fact.voucherId);
      const isPromised = JSON.stringify([off, fromMinor]) === JSON.stringify([coupon.off, coupon.fromMinor]);
      complaints.expect(
        claims === 0 || isPromised,
        'V3',
        () => `voucher ${fact.voucherId} takes other amounts off, with ${claims} claims`,
      );
      complaints.expect(cap >= claims, 'V3', () => `${cap} of voucher ${fact.voucherId}, ${claims} claimed`);
      const isOver = coupon.isEnded || atMs >= coupon.endsAtMs;
      complaints.expect(!isOver, 'V3', () => `voucher ${fact.voucherId} changed after its end`);
      const isMoved = startsAtMs !== coupon.startsAtMs;
      const hasBegun = atMs >= coupon.startsAtMs && fact.undoes === null;
      complaints.expect(!isMoved || !hasBegun, 'V3', () => `voucher ${fact.voucherId} begins anew`);
      Object.assign(coupon, { off, fromMinor, startsAtMs, endsAtMs, cap });
      if (!isPromised && fact.undoes === null) {
        const { floorConsent: _before, ...terms } = coupon;
        expectConsent(ledger, { ...terms, ...(fact.floorConsent && { floorConsent: true }) }, complaints);
      }
      return;
    }
    case 'voucher_ended': {
      const coupon = couponOf(ledger, fact.voucherId);
      coupon.isEnded = true;
      coupon.endsAtMs = fact.endedAtMs;
      return;
    }
    case 'promotion_set': {
      const shelf = ledger.shelf(fact.itemNumber);
      const singly = (fact.now?.units ?? 0) * shelf.listMinor;
      const isCheaper = fact.now === null || fact.now.totalMinor < singly;
      complaints.expect(isCheaper, 'V1', () => `a promotion of ${fact.now?.totalMinor} for ${singly}`);
      const isAbove =
        fact.now?.fundedBy !== 'producer' || fact.now.totalMinor >= fact.now.units * shelf.floorMinor;
      complaints.expect(
        isAbove || fact.floorConsent === true,
        'V2',
        () => `a promotion of ${fact.now?.totalMinor} below a floor without a consent`,
      );
      shelf.promotion = fact.now;
    }
  }
}

/** [V1] [V2]: what an order was given, step by step, by hand; and what each line costs after it. */
export function judgeDiscounts(
  ledger: Ledger,
  fact: Placed,
  asked: Asked | null,
  complaints: Complaints,
): void {
  const arrivedAtMs = fact.receivedAtMs ?? ledger.atMs;
  const isOn = (startsAtMs: number, endsAtMs: number) => startsAtMs <= arrivedAtMs && arrivedAtMs < endsAtMs;
  const costs = fact.lines.map((line) => {
    const cost = line.units * line.unitPriceMinor;
    const promotion = ledger.shelf(line.itemNumber).promotion;
    const given = givenBy(line.discounts, 'promotion');
    if (given === 0) return cost;
    const single = promotion ? promotion.units * line.unitPriceMinor - promotion.totalMinor : 0;
    const due = promotion ? Math.trunc(line.units / promotion.units) * single : 0;
    const isFit = promotion !== null && isOn(promotion.startsAtMs, promotion.endsAtMs) && given === due;
    complaints.expect(isFit, 'V1', () => `a promotion of ${given}, not ${due}, in ${fact.orderId}`);
    return cost - given;
  });
  const steps: string[] = [];
  for (const voucherId of fact.vouchers ?? []) {
    const coupon = couponOf(ledger, voucherId);
    steps.push(coupon.off.kind === 'shipping' ? 'shipping' : (coupon.producerId ?? 'shop'));
    // A code that the books do not know of was typed elsewhere: nothing can be said of it then.
    const isTyped = coupon.code === undefined || asked === null || isSameCode(asked.code, coupon.code);
    complaints.expect(isTyped, 'V1', () => `voucher ${voucherId} in ${fact.orderId}, without its code`);
    const isInTime = isOn(coupon.startsAtMs, coupon.endsAtMs);
    complaints.expect(isInTime, 'V1', () => `voucher ${voucherId} in ${fact.orderId}, out of its time`);
    if (coupon.off.kind === 'shipping') continue;
    let ofScope = 0;
    let given = 0;
    fact.lines.forEach((line, index) => {
      const part = givenBy(line.discounts, 'voucher', voucherId);
      given += part;
      if (isOfScope(coupon, line)) ofScope += costs[index]!;
      else complaints.expect(part === 0, 'V1', () => `voucher ${voucherId} off item ${line.itemNumber}`);
      costs[index]! -= part;
    });
    const { off, fromMinor } = coupon;
    complaints.expect(ofScope >= fromMinor, 'V1', () => `voucher ${voucherId} on ${ofScope}`);
    const most =
      off.kind === 'percent'
        ? Math.min(off.maxMinor, Math.floor((ofScope * off.bps) / 10_000 + 0.5))
        : (off.offMinor ?? 0);
    complaints.expect(
      given > 0 && given <= most,
      'V1',
      () => `${given} off by ${voucherId}, at most ${most}`,
    );
  }
  complaints.expect(new Set(steps).size === steps.length, 'V1', () => `two vouchers of a step: ${steps}`);
  fact.lines.forEach((line, index) => {
    const isExact = line.payMinor === costs[index] && line.payMinor >= 1;
    complaints.expect(isExact, 'INV7', () => `line of ${line.payMinor}, not ${costs[index]}`);
    const byOthers = line.discounts.reduce((sum, d) => sum + (d.funder === 'producer' ? 0 : d.minor), 0);
    const base = line.payMinor + byOthers;
    complaints.expect(line.goodsMinor === base, 'V2', () => `a base of ${line.goodsMinor}, not ${base}`);
  });
}

/** [V3]: no voucher is claimed more often than it may be, by all or by one buyer or phone. */
export function judgeClaims(ledger: Ledger, order: Bought, complaints: Complaints): void {
  for (const voucherId of order.vouchers) {
    const { cap, perBuyerCap } = couponOf(ledger, voucherId);
    const all = claimsOf(ledger, voucherId);
    complaints.expect(all <= cap, 'V3', () => `${all} claims of voucher ${voucherId}, ${cap} at most`);
    const buyerId = ledger.who(order.buyerId);
    const own = claimsOf(ledger, voucherId, (other) => ledger.who(other.buyerId) === buyerId);
    complaints.expect(own <= perBuyerCap, 'V3', () => `${own} claims of ${voucherId} by one buyer`);
    if (order.phoneTag === null) continue;
    const byPhone = claimsOf(ledger, voucherId, (other) => other.phoneTag === order.phoneTag);
    complaints.expect(byPhone <= perBuyerCap, 'H7', () => `${byPhone} claims of ${voucherId} by one phone`);
  }
}

/** Orders that name a voucher and have not ended unshipped. */
export function claimsOf(
  ledger: Ledger,
  voucherId: string,
  isMeant: (order: Bought) => boolean = () => true,
): number {
  let claims = 0;
  for (const order of ledger.bought.values()) {
    const isAlive = order.status === 'PLACED' || order.status === 'PAID';
    const isLeft = order.lines.some((line) => goneOf(line) < line.units);
    if (isAlive && isLeft && order.vouchers.includes(voucherId) && isMeant(order)) claims += 1;
  }
  return claims;
}

/** As people read a code: capitals, O as 0, I and L as 1. */
function isSameCode(typed: string | undefined, code: string): boolean {
  const read = (text: string) =>
    [...text.toUpperCase()].map((c) => (c === 'O' ? '0' : c === 'I' || c === 'L' ? '1' : c)).join('');
  return typed !== undefined && read(typed) === read(code);
}

function isCodeTaken(ledger: Ledger, { code, voucherId }: Created, atMs: number): boolean {
  if (code === undefined) return false;
  for (const other of ledger.coupons.values()) {
    const isOver = other.isEnded || atMs >= other.endsAtMs;
    if (other.voucherId !== voucherId && !isOver && isSameCode(other.code, code)) return true;
  }
  return false;
}

/** [V2]: below a producer's floor at their own cost only with their consent; here for a cart of one list-price unit. */
function expectConsent(
  ledger: Ledger,
  {
    fundedBy,
    off,
    fromMinor,
    scope,
    voucherId,
    floorConsent,
  }: Pick<Created, 'fundedBy' | 'off' | 'fromMinor' | 'scope' | 'voucherId' | 'floorConsent'>,
  complaints: Complaints,
): void {
  if (fundedBy !== 'producer' || floorConsent === true) return;
  for (const shelf of ledger.shelves.values()) {
    if (shelf.isRemoved || fromMinor > shelf.listMinor || !isOfScope({ scope }, shelf)) continue;
    const most =
      off.kind === 'percent'
        ? Math.min(off.maxMinor, Math.floor((shelf.listMinor * off.bps) / 10_000 + 0.5))
        : (off.offMinor ?? 0);
    // A fen stays with every line, however much a voucher would take off (V2).
    const isAbove = Math.max(1, shelf.listMinor - most) >= shelf.floorMinor;
    complaints.expect(isAbove, 'V2', () => `voucher ${voucherId} below a floor without a consent`);
  }
}

function couponOf(ledger: Ledger, voucherId: string): Coupon {
  const coupon = ledger.coupons.get(voucherId);
  if (!coupon) throw new Error(`A fact names voucher ${voucherId}, which was not made.`);
  return coupon;
}

function isOfScope(
  { scope }: Pick<Coupon, 'scope'>,
  line: { itemNumber: number; producerId: string },
): boolean {
  if (scope.kind === 'items') return scope.itemNumbers.includes(line.itemNumber);
  return scope.kind === 'shop' || scope.producerId === line.producerId;
}

function givenBy(discounts: Placed['lines'][number]['discounts'], kind: string, voucherId?: string): number {
  let minor = 0;
  for (const each of discounts) if (each.kind === kind && each.voucherId === voucherId) minor += each.minor;
  return minor;
}
