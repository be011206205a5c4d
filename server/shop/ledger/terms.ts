import { endOfDayAfter } from './local-day.ts';

/** When the shop pays its producers (M2). Every change is a fact of the shop's log, and holds from then on. */
export interface SettlementTerms {
  /** IANA name: whose days count. */
  timeZone: string;
  /** Days from the delivery until a line is due. */
  dueDays: number;
  /** What the days are counted from: the delivery, or the hand-over to the carrier. */
  countFrom: 'delivery' | 'handover';
  /** Days from the decision about a claim until its line is due, if that is later. */
  afterClaimDays: number;
}

export const defaultTerms: SettlementTerms = {
  timeZone: 'Asia/Shanghai',
  dueDays: 7,
  countFrom: 'delivery',
  afterClaimDays: 2,
};

/** Terms and since when they hold, oldest first. */
export type TermsHistory = readonly { fromMs: number; terms: SettlementTerms }[];

/** The terms in force at an instant. */
export function termsAt(history: TermsHistory, atMs: number): SettlementTerms {
  let found = defaultTerms;
  for (const { fromMs, terms } of history) if (fromMs <= atMs) found = terms;
  return found;
}

/**
 * Until when a delivered line is to be paid (M2): the end of the day, in the shop's zone, that is so many days of the
 * calendar after the delivery. Counted from the hand-over, it is never before the end of the day of delivery.
 */
export function dueUntil(
  terms: SettlementTerms,
  deliveredAtMs: number,
  handedOverAtMs: number | null,
): number {
  const { timeZone, dueDays, countFrom } = terms;
  if (countFrom === 'delivery' || handedOverAtMs === null)
    return endOfDayAfter(deliveredAtMs, dueDays, timeZone);
  return Math.max(
    endOfDayAfter(handedOverAtMs, dueDays, timeZone),
    endOfDayAfter(deliveredAtMs, 0, timeZone),
  );
}

/** The due date after a dispute: the old one, or some days after the decision if that is later (M2). */
export function dueAfterClaim(terms: SettlementTerms, dueUntilMs: number, decidedAtMs: number): number {
  return Math.max(dueUntilMs, endOfDayAfter(decidedAtMs, terms.afterClaimDays, terms.timeZone));
}
