import { worthOfNext } from '../../values/money.ts';

/** What a claim is about: the line as it was ordered, and what of it is back or was never filled. */
export interface ClaimedLine {
  /** What its buyer pays for all of its units. */
  payMinor: number;
  lineUnits: number;
  /** Of these, the ones that are paid back, or were never filled. */
  goneUnits: number;
  /** What the buyer has of it by amounts that no unit covers (O8). */
  givenMinor: number;
}

/**
 * What comes back if a claim about the next units of a line is accepted now (O6): what they are worth (T2), but for what the
 * buyer has already by amounts (O8). It is the sum that the decision pays. Units that are gone by now count no more.
 */
export function claimBack(line: ClaimedLine, units: number, shareBps: number): number {
  const { payMinor: totalMinor, lineUnits, goneUnits: gone, givenMinor } = line;
  const left = Math.max(0, Math.min(units, lineUnits - gone));
  return Math.max(0, worthOfNext({ totalMinor, units: lineUnits, gone }, left, shareBps) - givenMinor);
}
