import {
  MAX_HOLD_MINUTES,
  MAX_PAY_MINUTES,
  MIN_HOLD_MINUTES,
  MIN_PAY_MINUTES,
} from '../../../shared/market/stream/bounds.ts';
import type { StreamTerms } from '../../../shared/market/stream/terms.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';

export type TimeField = 'holdMs' | 'flashHoldMs' | 'payMs' | 'flashPayMs';

/** The terms as they are typed: times in whole minutes. */
export type TermsDraft = Record<TimeField, string> & Pick<StreamTerms, 'maxPins' | 'strictRecentLow'>;

const hold = { least: MIN_HOLD_MINUTES, most: MAX_HOLD_MINUTES };
const pay = { least: MIN_PAY_MINUTES, most: MAX_PAY_MINUTES };
const ranges: Record<TimeField, typeof hold> = {
  ...{ holdMs: hold, flashHoldMs: hold },
  ...{ payMs: pay, flashPayMs: pay },
};
const fields = Object.keys(ranges) as TimeField[];

/** A time as it is typed: up to two decimals, where another program set it so. */
function textOf(ms: number): string {
  return String(Number((ms / MINUTE).toFixed(2)));
}

export function termsDraftOf({ maxPins, strictRecentLow, ...times }: StreamTerms): TermsDraft {
  const texts = fields.map((field) => [field, textOf(times[field])]);
  return { ...(Object.fromEntries(texts) as Record<TimeField, string>), maxPins, strictRecentLow };
}

/** A time in ms, or null while it is none of its range; what nobody touched stays as it was. */
export function timeTyped(draft: TermsDraft, field: TimeField, was: StreamTerms): number | null {
  const text = draft[field].trim();
  if (text === textOf(was[field])) return was[field];
  const minutes = wholeNumber(text);
  const { least, most } = ranges[field];
  return minutes !== null && minutes >= least && minutes <= most ? minutes * MINUTE : null;
}

/** What was typed, or null while any of it is wrong. */
export function termsOfDraft(draft: TermsDraft, was: StreamTerms): StreamTerms | null {
  const terms = { ...was, maxPins: draft.maxPins, strictRecentLow: draft.strictRecentLow };
  for (const field of fields) {
    const time = timeTyped(draft, field, was);
    if (time === null) return null;
    terms[field] = time;
  }
  return terms;
}
