import {
  MAX_HOLD_MINUTES,
  MAX_PAY_MINUTES,
  MAX_PLANNED_MINUTES,
  MAX_TARGET_MINOR,
  MIN_HOLD_MINUTES,
  MIN_PAY_MINUTES,
  MIN_PLANNED_MINUTES,
} from '../../../shared/market/stream/bounds.ts';
import type { StreamTerms } from '../../../shared/market/stream/terms.ts';
import { parseMoney } from '../../../shared/values/money.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { amountText } from '../../screens/staff/console/amount-text.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';

export type TimeField = 'holdMs' | 'flashHoldMs' | 'payMs' | 'flashPayMs' | 'plannedMs';

/** The terms as they are typed: times in whole minutes, the target as an amount; an empty aim is none. */
export type TermsDraft = Record<TimeField | 'target', string> &
  Pick<StreamTerms, 'maxPins' | 'strictRecentLow'>;

const hold = { least: MIN_HOLD_MINUTES, most: MAX_HOLD_MINUTES };
const pay = { least: MIN_PAY_MINUTES, most: MAX_PAY_MINUTES };
const ranges: Record<TimeField, { least: number; most: number; mayBeEmpty?: true }> = {
  plannedMs: { least: MIN_PLANNED_MINUTES, most: MAX_PLANNED_MINUTES, mayBeEmpty: true },
  ...{ holdMs: hold, flashHoldMs: hold },
  ...{ payMs: pay, flashPayMs: pay },
};
const fields = Object.keys(ranges) as TimeField[];

/** A time as it is typed: up to two decimals, where another program set it so; empty: there is none. */
function textOf(ms: number | undefined): string {
  return ms === undefined ? '' : String(Number((ms / MINUTE).toFixed(2)));
}

/** An amount as it is typed: whole ones without their decimals. */
function targetText(minor: number | undefined, currency: string): string {
  return minor === undefined ? '' : amountText(minor, currency).replace(/\.0+$/, '');
}

export function termsDraftOf(terms: StreamTerms, currency: string): TermsDraft {
  const { maxPins, strictRecentLow, targetMinor } = terms;
  const texts = fields.map((field) => [field, textOf(terms[field])]);
  return {
    ...(Object.fromEntries(texts) as Record<TimeField, string>),
    ...{ target: targetText(targetMinor, currency), maxPins, strictRecentLow },
  };
}

/** A time in ms, undefined where it may be none and is; null while it is wrong. What nobody touched stays as it was. */
export function timeTyped(draft: TermsDraft, field: TimeField, was: StreamTerms): number | undefined | null {
  const text = draft[field].trim();
  if (text === textOf(was[field])) return was[field];
  const { least, most, mayBeEmpty } = ranges[field];
  if (text === '' && mayBeEmpty) return undefined;
  const minutes = wholeNumber(text);
  return minutes !== null && minutes >= least && minutes <= most ? minutes * MINUTE : null;
}

/** The target in minor units, undefined where there is none; null while it is no amount, or none of its range. */
export function targetTyped({ target }: TermsDraft, currency: string): number | undefined | null {
  if (target.trim() === '') return undefined;
  const minor = parseMoney(target, currency, MAX_TARGET_MINOR);
  return minor === 0 ? null : minor;
}

/** What was typed, or null while any of it is wrong. */
export function termsOfDraft(draft: TermsDraft, was: StreamTerms, currency: string): StreamTerms | null {
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
  return { ...rest, ...times, maxPins, strictRecentLow, ...(targetMinor !== undefined && { targetMinor }) };
}
