import {
  MAX_CLAIM_HOURS,
  MAX_GRACE_SECONDS,
  MAX_HOLD_MINUTES,
  MAX_OFFER_MINUTES,
  MAX_OPEN_MINUTES,
  MAX_PAY_MINUTES,
  MAX_PLANNED_MINUTES,
  MAX_REMORSE_MINUTES,
  MAX_TARGET_MINOR,
  MAX_UNDO_SECONDS,
  MIN_CLAIM_HOURS,
  MIN_HOLD_MINUTES,
  MIN_NEWCOMER_HOLD_MINUTES,
  MIN_OFFER_MINUTES,
  MIN_PAY_MINUTES,
  MIN_PLANNED_MINUTES,
  MIN_REMORSE_MINUTES,
  MIN_UNDO_SECONDS,
} from '../../../shared/market/stream/bounds.ts';
import type { StreamTerms } from '../../../shared/market/stream/terms.ts';
import { parseMoney } from '../../../shared/values/money.ts';
import { HOUR, MINUTE, SECOND } from '../../../shared/values/time.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';

/** The terms of a stream, or what the shop's new ones begin with: what one of them lacks has no field. */
export type AnyTerms = Pick<StreamTerms, 'targetMinor' | 'maxPins' | 'strictRecentLow'> & {
  [Field in TimeField]?: number | undefined;
};

interface Range {
  unit: number;
  least: number;
  most: number;
  mayBeEmpty?: true;
}
const hold: Range = { unit: MINUTE, least: MIN_HOLD_MINUTES, most: MAX_HOLD_MINUTES };
const pay: Range = { unit: MINUTE, least: MIN_PAY_MINUTES, most: MAX_PAY_MINUTES };

/** In which unit each time is typed, and from where to where. */
export const timeRanges = {
  plannedMs: { unit: MINUTE, least: MIN_PLANNED_MINUTES, most: MAX_PLANNED_MINUTES, mayBeEmpty: true },
  ...{ holdMs: hold, flashHoldMs: hold },
  ...{ payMs: pay, flashPayMs: pay },
  newBuyerHoldMs: { unit: MINUTE, least: MIN_NEWCOMER_HOLD_MINUTES, most: MIN_HOLD_MINUTES },
  offerMs: { unit: MINUTE, least: MIN_OFFER_MINUTES, most: MAX_OFFER_MINUTES },
  undoMs: { unit: SECOND, least: MIN_UNDO_SECONDS, most: MAX_UNDO_SECONDS },
  graceMs: { unit: SECOND, least: 0, most: MAX_GRACE_SECONDS },
  closeAfterMs: { unit: MINUTE, least: MAX_HOLD_MINUTES, most: MAX_OPEN_MINUTES },
  remorseMs: { unit: MINUTE, least: MIN_REMORSE_MINUTES, most: MAX_REMORSE_MINUTES },
  claimMs: { unit: HOUR, least: MIN_CLAIM_HOURS, most: MAX_CLAIM_HOURS },
} as const satisfies Record<string, Range>;
export type TimeField = keyof typeof timeRanges;
const ranges: Record<TimeField, Range> = timeRanges;
const fields = Object.keys(ranges) as TimeField[];

/** The terms as they are typed: times in whole units, the target as an amount; an empty aim is none. */
export type TermsDraft = Record<TimeField | 'target', string> &
  Pick<StreamTerms, 'maxPins' | 'strictRecentLow'>;

/** A time as it is typed: up to two decimals, where another program set it so; empty: there is none. */
function textOf(field: TimeField, ms: number | undefined): string {
  return ms === undefined ? '' : String(Number((ms / ranges[field].unit).toFixed(2)));
}

/** An amount as it is typed: whole ones without their decimals. */
function targetText(minor: number | undefined, currency: string): string {
  return minor === undefined ? '' : amountText(minor, currency).replace(/\.0+$/, '');
}

export function termsDraftOf(terms: AnyTerms, currency: string): TermsDraft {
  const { maxPins, strictRecentLow, targetMinor } = terms;
  const texts = fields.map((field) => [field, textOf(field, terms[field])]);
  return {
    ...(Object.fromEntries(texts) as Record<TimeField, string>),
    ...{ target: targetText(targetMinor, currency), maxPins, strictRecentLow },
  };
}

/** A time in ms, undefined where it may be none and is; null while it is wrong. What nobody touched stays as it was. */
export function timeTyped(draft: TermsDraft, field: TimeField, was: AnyTerms): number | undefined | null {
  const text = draft[field].trim();
  if (text === textOf(field, was[field])) return was[field];
  const { unit, least, most, mayBeEmpty } = ranges[field];
  if (text === '' && mayBeEmpty) return undefined;
  const count = wholeNumber(text);
  return count !== null && count >= least && count <= most ? count * unit : null;
}

/** The target in minor units, undefined where there is none; null while it is no amount, or none of its range. */
export function targetTyped({ target }: TermsDraft, currency: string): number | undefined | null {
  if (target.trim() === '') return undefined;
  const minor = parseMoney(target, currency, MAX_TARGET_MINOR);
  return minor === 0 ? null : minor;
}

/** What was typed, or null while any of it is wrong. */
export function termsOfDraft<Terms extends AnyTerms>(
  draft: TermsDraft,
  was: Terms,
  currency: string,
): Terms | null {
  const targetMinor = targetTyped(draft, currency);
  if (targetMinor === null) return null;
  const times: Partial<Record<TimeField, number>> = {};
  for (const field of fields) {
    const time = timeTyped(draft, field, was);
    if (time === null) return null;
    if (time !== undefined) times[field] = time;
  }
  const { maxPins, strictRecentLow } = draft;
  const { targetMinor: _, plannedMs: __, ...rest } = was;
  const aim = targetMinor === undefined ? {} : { targetMinor };
  // Each time that it has was typed anew, or left as it was.
  return { ...rest, ...times, ...aim, maxPins, strictRecentLow } as unknown as Terms;
}
