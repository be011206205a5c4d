import type { DecideAt } from '../../event-log/decision.ts';

/** What a log remembers of the numbers that it gives one after the other (O7). */
export interface Numbering {
  /** The last that was given. */
  last: number;
  /** The history that began with the newest gap of the log that its numbers have passed; null: none stands before them. */
  afterGap: string | null;
}

/** The next number of a log; `afterGap` where it is the first after a gap, for the fact that gives it. */
export interface NextNumber {
  number: number;
  afterGap?: string;
}

/**
 * The number after the last. Where the log has lost something since (I5), numbers may have been given that it does not know:
 * then the least that the gap says is free, or where nobody knows what was lost, the first behind the room that is left for
 * it (O7). Numbers never fall.
 * @param firstFree the first number behind that room
 */
export function nextNumber(
  { last, afterGap }: Readonly<Numbering>,
  gaps: DecideAt['gaps'],
  firstFree: number,
): NextNumber {
  const newest = gaps.at(-1);
  if (!newest || newest.history === afterGap) return { number: last + 1 };
  const passed = gaps.findIndex(({ history }) => history === afterGap);
  const number = gaps
    .slice(passed + 1)
    .reduce((least, gap) => Math.max(least, gap.nextNumber ?? firstFree), last + 1);
  return { number, afterGap: newest.history };
}

/** A number was given, by a fact that may say that it is the first after a gap. */
export function noteNumber(numbering: Numbering, number: number, afterGap: string | undefined): void {
  numbering.last = number;
  if (afterGap !== undefined) numbering.afterGap = afterGap;
}

/**
 * What a number had to be that a fact gives, or null if it is that: one more than the last, or above it where it is the
 * first after a gap; no gap is passed twice.
 */
export function whyNotNext(
  { last, afterGap: passed }: Readonly<Numbering>,
  number: number,
  afterGap: string | undefined,
): string | null {
  if (afterGap === undefined) return number === last + 1 ? null : String(last + 1);
  if (afterGap === passed) return `a gap that was not passed yet, unlike ${afterGap}`;
  return number > last ? null : `above ${last}`;
}
