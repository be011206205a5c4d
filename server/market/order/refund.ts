import type { Funder } from '../../../shared/market/flash-sale/contract.ts';
import { firstUnits, worthOfNext } from '../../../shared/values/money.ts';
import { lineAt } from './find.ts';
import type { GivenAmount, Order, OrderLine, RefundedLine } from './order.ts';

/** Units of a line that nothing was paid back for yet, and that the producer could fill. */
export function refundableUnits(order: Order, lineIndex: number): number {
  const { units, unfilled, refundedUnits } = lineAt(order, lineIndex);
  return units - unfilled - refundedUnits;
}

/**
 * What the next units of a line are worth (T2): units are paid back from the first one on, so that all partial refunds
 * together are the whole, to the fen. A share of them is rounded half up, once, and the units count as paid back. Amounts
 * that the buyer has already are covered by them, the oldest first, and the buyer gets the difference (O8).
 * @param isPaid false for cash that nobody has handed over: then the buyer gets nothing back
 */
export function refundOf(
  order: Order,
  lineIndex: number,
  units: number,
  { shareBps = 10_000, isPaid = order.payment !== 'cash_on_delivery' } = {},
): RefundedLine {
  const line = lineAt(order, lineIndex);
  const gone = goneUnits(line);
  const worth = (totalMinor: number, bps = shareBps) =>
    worthOfNext({ totalMinor, units: line.units, gone }, units, bps);
  const worthMinor = isPaid ? worth(line.payMinor) : 0;
  const covered = oldestOf(line.given ?? [], worthMinor);
  const goodsMinor = Math.min(worth(line.goodsMinor), baseLeft(line) + borneByProducer(covered));
  const refundMinor = worthMinor - sumOf(covered);
  const keptMinor = isPaid ? worth(line.payMinor, 10_000) - worthMinor : 0;
  return {
    ...{ orderId: order.orderId, lineIndex, units, goodsMinor, refundMinor },
    ...(covered.length > 0 && { covered }),
    ...(keptMinor > 0 && { keptMinor }),
  };
}

/**
 * The most that can be given back of a line by an amount (O8): what its buyer has paid for it and has not got back. Of cash
 * that counts as far as it was handed over. What the producer bears is no more than what is left of the line's base (M1).
 */
export function mostBack(order: Order, lineIndex: number, bearer: Funder): number {
  const line = lineAt(order, lineIndex);
  const left = line.units - goneUnits(line);
  const paid = order.payment === 'cash_on_delivery' ? Math.min(left, handedOver(order, lineIndex)) : left;
  const paidMinor = line.payMinor - firstUnits(line.payMinor, line.units - paid, line.units);
  const mostMinor = paidMinor + (line.keptMinor ?? 0) - sumOf(line.given ?? []);
  return Math.max(0, bearer === 'producer' ? Math.min(mostMinor, baseLeft(line)) : mostMinor);
}

/**
 * What the buyer of cash that nobody has handed over pays at the door: the total without the units that are gone, and nothing
 * once all are (O8).
 * @param taken units that leave the order, too
 */
export function dueAtDoor(
  { lines, totalMinor }: Order,
  taken: readonly Pick<RefundedLine, 'lineIndex' | 'units'>[] = [],
): number {
  let dueMinor = totalMinor;
  let isEmpty = true;
  for (const [lineIndex, line] of lines.entries()) {
    const more = taken.filter((each) => each.lineIndex === lineIndex);
    const gone = more.reduce((sum, { units }) => sum + units, goneUnits(line));
    dueMinor -= firstUnits(line.payMinor, gone, line.units);
    if (gone < line.units) isEmpty = false;
  }
  return isEmpty ? 0 : dueMinor;
}

/** Notes in a line what was given back of it. What producers bore of amounts that are covered now is not gone from its base. */
export function noteBack(
  line: OrderLine,
  back: Pick<RefundedLine, 'refundMinor' | 'bearer' | 'covered' | 'keptMinor'>,
): void {
  const { refundMinor, bearer, covered = [], keptMinor = 0 } = back;
  if (bearer) line.given = withAmount(line.given ?? [], { bearer, minor: refundMinor });
  if (keptMinor > 0) line.keptMinor = (line.keptMinor ?? 0) + keptMinor;
  if (covered.length === 0) return;
  line.refundedGoodsMinor -= borneByProducer(covered);
  const left = without(line.given ?? [], sumOf(covered));
  if (left.length > 0) line.given = left;
  else delete line.given;
}

/** Of amounts, what the producer bears of them. */
function borneByProducer(amounts: readonly GivenAmount[]): number {
  return sumOf(amounts.filter(({ bearer }) => bearer === 'producer'));
}

/** What amounts are together. */
export function sumOf(amounts: readonly GivenAmount[]): number {
  return amounts.reduce((sum, { minor }) => sum + minor, 0);
}

function goneUnits({ unfilled, refundedUnits }: OrderLine): number {
  return unfilled + refundedUnits;
}

function baseLeft({ goodsMinor, unfilledGoodsMinor, refundedGoodsMinor }: OrderLine): number {
  return goodsMinor - unfilledGoodsMinor - refundedGoodsMinor;
}

/** Units of a line that were ever handed over to the buyer. */
function handedOver({ afterSale }: Order, lineIndex: number): number {
  let units = 0;
  for (const { deliveredAtMs, lines } of afterSale?.shipments ?? []) {
    if (deliveredAtMs === null) continue;
    for (const line of lines) if (line.lineIndex === lineIndex) units += line.units;
  }
  return units;
}

/** The first of them, up to so much. */
function oldestOf(amounts: readonly GivenAmount[], upToMinor: number): GivenAmount[] {
  const oldest: GivenAmount[] = [];
  let missing = upToMinor;
  for (const { bearer, minor } of amounts) {
    const part = Math.min(missing, minor);
    if (part > 0) oldest.push({ bearer, minor: part });
    missing -= part;
  }
  return oldest;
}

/** What is left of them without the first, so much of them. */
function without(amounts: readonly GivenAmount[], goneMinor: number): GivenAmount[] {
  let missing = goneMinor;
  return amounts.flatMap(({ bearer, minor }) => {
    const part = Math.min(missing, minor);
    missing -= part;
    return part < minor ? [{ bearer, minor: minor - part }] : [];
  });
}

/** One more; two of one bearer that follow each other are one. */
function withAmount(amounts: readonly GivenAmount[], more: GivenAmount): GivenAmount[] {
  const last = amounts.at(-1);
  if (last?.bearer !== more.bearer) return [...amounts, more];
  return [...amounts.slice(0, -1), { bearer: last.bearer, minor: last.minor + more.minor }];
}
