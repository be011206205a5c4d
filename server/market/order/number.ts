import type { DecideAt } from '../kernel/decision.ts';
import { type NextNumber, type Numbering, nextNumber } from '../kernel/numbering.ts';
import type { StreamState } from '../state.ts';

/** Orders of a stream are numbered from one above this on: people take 1 for a test. */
const BEFORE_FIRST = 1_000;
/** Numbers after an unknown loss begin at the next full thousand, and so many above: people see that there is a gap. */
const ROOM = 1_000;

/** A stream that has given no number yet. */
export function unnumbered(): Numbering {
  return { last: BEFORE_FIRST, afterGap: null };
}

/** The number of the next order (O7). */
export function nextOrderNumber(state: Readonly<StreamState>, { gaps }: Pick<DecideAt, 'gaps'>): NextNumber {
  return nextNumber(state.orderNumbers, gaps, numberAfterGap(state));
}

/** The first number that no order has, where the log may have lost up to a thousand orders and nobody knows how many. */
export function numberAfterGap({ orderNumbers: { last } }: Pick<StreamState, 'orderNumbers'>): number {
  return Math.ceil((last + 1) / ROOM) * ROOM + ROOM;
}
