import { basisPoints, shareByWeight } from '../../../shared/values/money.ts';
import { within } from '../../../shared/values/time.ts';
import type { Discount, PlacedLine, PlacedShipping } from '../order/order.ts';
import type { StreamState } from '../state.ts';
import type { Voucher } from './state.ts';

/** Fen that stay with every line, whatever is taken off (V2). */
const LEAST_MINOR = 1;

/**
 * Takes each line's promotion off (V1): every whole group of units of the line costs its total, if that is less. A
 * promotion is judged by the arrival of the order, whatever price a hold has bound.
 */
export function takePromotions(
  state: Readonly<StreamState>,
  lines: readonly PlacedLine[],
  receivedAtMs: number,
): PlacedLine[] {
  return lines.map((line) => {
    const promotion = state.items.get(line.itemNumber)?.promotion;
    if (!promotion || !within(receivedAtMs, promotion.startsAtMs, promotion.endsAtMs)) return line;
    const groups = Math.floor(line.units / promotion.units);
    const perGroup = promotion.units * line.unitPriceMinor - promotion.totalMinor;
    const minor = groups * Math.max(0, perGroup);
    return minor === 0 ? line : less(line, { funder: promotion.fundedBy, kind: 'promotion', minor });
  });
}

/** What a voucher would do to lines as they are before its step. */
export interface Effect {
  /** Taken off all lines together. */
  minor: number;
  /** What its goods cost too little for it; 0 if it is met. */
  missingMinor: number;
}

/** Looks at a voucher for goods without taking it. */
export function effectOf(voucher: Voucher, lines: readonly PlacedLine[]): Effect {
  const { off, fromMinor } = voucher;
  let goodsMinor = 0;
  let roomMinor = 0;
  for (const line of lines) {
    if (!isFor(voucher, line)) continue;
    goodsMinor += line.payMinor;
    roomMinor += line.payMinor - LEAST_MINOR;
  }
  if (goodsMinor === 0) return { minor: 0, missingMinor: Math.max(1, fromMinor) };
  if (goodsMinor < fromMinor) return { minor: 0, missingMinor: fromMinor - goodsMinor };
  return { minor: Math.min(roomMinor, offOf(off, goodsMinor)), missingMinor: 0 };
}

/** Takes a voucher for goods off the lines that it is for, spread by what they cost (V2, T2). */
export function takeVoucher(voucher: Voucher, lines: readonly PlacedLine[]): PlacedLine[] {
  const { minor } = effectOf(voucher, lines);
  if (minor === 0) return [...lines];
  const { voucherId, fundedBy } = voucher;
  const mine = lines.filter((line) => isFor(voucher, line));
  const parts = spread(
    minor,
    mine.map(({ payMinor }) => payMinor),
  );
  const partOf = new Map(mine.map((line, index) => [line, parts[index] ?? 0]));
  return lines.map((line) => {
    const part = partOf.get(line) ?? 0;
    return part === 0 ? line : less(line, { funder: fundedBy, kind: 'voucher', minor: part, voucherId });
  });
}

/** What a voucher would take off shipping fees, if the goods cost what it asks. */
export function shippingEffectOf(
  { off, fromMinor }: Voucher,
  fees: readonly PlacedShipping[],
  goodsPayMinor: number,
): Effect {
  if (goodsPayMinor < fromMinor) return { minor: 0, missingMinor: fromMinor - goodsPayMinor };
  const feesMinor = fees.reduce((sum, { feeMinor }) => sum + feeMinor, 0);
  return { minor: Math.min(feesMinor, offOf(off, feesMinor)), missingMinor: 0 };
}

/** Takes a shipping voucher off the fees, spread by what they are; it touches nothing else (V1). */
export function takeShippingVoucher(
  voucher: Voucher,
  fees: readonly PlacedShipping[],
  goodsPayMinor: number,
): PlacedShipping[] {
  const { minor } = shippingEffectOf(voucher, fees, goodsPayMinor);
  if (minor === 0) return [...fees];
  const parts = shareByWeight(
    minor,
    fees.map(({ feeMinor }) => feeMinor),
  );
  const { voucherId, fundedBy } = voucher;
  return fees.map((fee, index) => {
    const part = parts[index] ?? 0;
    if (part === 0) return fee;
    const discount: Discount = { funder: fundedBy, kind: 'voucher', minor: part, voucherId };
    return { ...fee, discounts: [...(fee.discounts ?? []), discount], feeMinor: fee.feeMinor - part };
  });
}

/** Whether a voucher is for the goods of a line. */
export function isFor(
  { scope, producerId }: Pick<Voucher, 'scope' | 'producerId'>,
  line: Pick<PlacedLine, 'itemNumber' | 'producerId'>,
): boolean {
  if (scope.kind === 'items') return scope.itemNumbers.includes(line.itemNumber);
  return producerId === null || line.producerId === producerId;
}

/**
 * Parts of a discount by T2, so that no line falls below 1 fen (V2). Only a part that is rounded up can take a line's
 * last fen: that one goes to the first line that has room.
 * @param payMinor what each line costs, at least 1; together they cost the discount and 1 fen a line at least
 */
export function spread(totalMinor: number, payMinor: readonly number[]): number[] {
  if (payMinor.length === 1) return [totalMinor];
  const parts = shareByWeight(totalMinor, payMinor);
  let over = 0;
  for (const [index, pay] of payMinor.entries()) {
    const surplus = (parts[index] ?? 0) - (pay - LEAST_MINOR);
    if (surplus <= 0) continue;
    parts[index] = pay - LEAST_MINOR;
    over += surplus;
  }
  for (const [index, pay] of payMinor.entries()) {
    if (over === 0) break;
    const moved = Math.min(over, pay - LEAST_MINOR - (parts[index] ?? 0));
    parts[index] = (parts[index] ?? 0) + moved;
    over -= moved;
  }
  return parts;
}

/** What a voucher takes off so much, if there is room for it. */
export function offOf(off: Voucher['off'], ofMinor: number): number {
  if (off.kind === 'percent') return Math.min(off.maxMinor, basisPoints(ofMinor, off.bps));
  return off.offMinor ?? ofMinor;
}

/** A line with a discount more; all else of it stays. What its producer gives lowers its base (M1). */
function less(line: PlacedLine, discount: Discount): PlacedLine {
  const { minor, funder } = discount;
  return {
    ...line,
    discounts: [...line.discounts, discount],
    goodsMinor: funder === 'producer' ? line.goodsMinor - minor : line.goodsMinor,
    payMinor: line.payMinor - minor,
  };
}
