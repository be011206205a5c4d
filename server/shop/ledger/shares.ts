import { basisPoints, firstUnits } from '../../../shared/values/money.ts';
import type { Delivery, SettledLine } from './book.ts';

/** `total × part / whole`, rounded half up, exact for amounts up to MAX_MINOR; 0 of nothing. */
export function partOf(totalMinor: number, partMinor: number, wholeMinor: number): number {
  if (wholeMinor === 0) return 0;
  const [total, part, whole] = [BigInt(totalMinor), BigInt(partMinor), BigInt(wholeMinor)];
  return Number((2n * total * part + whole) / (2n * whole));
}

/** The producer's share of a whole line (M1). */
export function shareOf(line: Pick<SettledLine, 'baseMinor' | 'shareBps'>): number {
  return basisPoints(line.baseMinor, line.shareBps);
}

/**
 * The share that belongs to a piece of a line's base, from one place in it to another: a line that is delivered and
 * refunded piece by piece comes to its whole share, to the fen (T2).
 */
export function shareBetween(
  line: Pick<SettledLine, 'baseMinor' | 'shareBps'>,
  fromBaseMinor: number,
  toBaseMinor: number,
): number {
  const upTo = (minor: number) => partOf(shareOf(line), minor, line.baseMinor);
  return upTo(toBaseMinor) - upTo(fromBaseMinor);
}

/** Of a delivery's base, what was not refunded since. */
export function leftOf({ baseMinor, reversedBaseMinor }: Delivery): number {
  return baseMinor - reversedBaseMinor;
}

/** What the host gave of a piece of a line's base. */
export function hostBetween(line: SettledLine, fromBaseMinor: number, toBaseMinor: number): number {
  const upTo = (minor: number) => partOf(line.hostMinor, minor, line.baseMinor);
  return upTo(toBaseMinor) - upTo(fromBaseMinor);
}

/**
 * What units that are delivered next are worth of a line's total. What was cancelled are the first units (T2), so that
 * what is delivered are the last: whatever comes first, together they are the whole.
 */
export function nextDelivered(line: SettledLine, totalMinor: number, units: number): number {
  const left = line.units - line.deliveredUnits;
  return firstUnits(totalMinor, left, line.units) - firstUnits(totalMinor, left - units, line.units);
}
