import { MAX_BOUND_COUNT, MAX_BOUND_MINUTES } from '../../../shared/market/newcomers/bounds.ts';
import type { StreamBounds } from '../../../shared/market/newcomers/contract.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { wholeNumber } from '../../screens/staff/console/whole-number.ts';

/** The bounds as they are typed: percent, minutes and counts. */
export interface BoundsDraft {
  share: string;
  orderUnits: string;
  payMinutes: string;
  flashMinutes: string;
  openedMinutes: string;
  unpaidOrders: string;
  isUnpaidStrike: boolean;
}

export type BoundsField = Exclude<keyof BoundsDraft, 'isUnpaidStrike'>;

/** Which bound a field holds, how many of its units one typed unit is, and the most that may be typed. */
interface Meaning {
  bound: Exclude<keyof StreamBounds, 'isUnpaidStrike'>;
  scale: number;
  most: number;
}

const BPS_PER_PERCENT = 100;
const meanings: Record<BoundsField, Meaning> = {
  share: { bound: 'newcomerShareBps', scale: BPS_PER_PERCENT, most: 100 },
  orderUnits: { bound: 'newcomerOrderUnits', scale: 1, most: MAX_BOUND_COUNT },
  payMinutes: { bound: 'newcomerPayMs', scale: MINUTE, most: MAX_BOUND_MINUTES },
  flashMinutes: { bound: 'newcomerFlashPayMs', scale: MINUTE, most: MAX_BOUND_MINUTES },
  openedMinutes: { bound: 'newcomerOpenedMs', scale: MINUTE, most: MAX_BOUND_MINUTES },
  unpaidOrders: { bound: 'maxUnpaidOrders', scale: 1, most: MAX_BOUND_COUNT },
};

export function boundsDraftOf(bounds: StreamBounds): BoundsDraft {
  const text = (field: BoundsField) => textOf(bounds, meanings[field]);
  return {
    share: text('share'),
    orderUnits: text('orderUnits'),
    payMinutes: text('payMinutes'),
    flashMinutes: text('flashMinutes'),
    openedMinutes: text('openedMinutes'),
    unpaidOrders: text('unpaidOrders'),
    isUnpaidStrike: bounds.isUnpaidStrike,
  };
}

/** True if a field is no number of its kind, or a larger one than it may have. */
export function isWrong(draft: BoundsDraft, field: BoundsField, was: StreamBounds): boolean {
  return boundTyped(draft, field, was) === null;
}

/**
 * What was typed, or null while any of it is wrong.
 * @param was the bounds that the draft began with: what nobody touched stays, also where no form would write it so
 */
export function boundsOfDraft(draft: BoundsDraft, was: StreamBounds): StreamBounds | null {
  const bounds = { ...was, isUnpaidStrike: draft.isUnpaidStrike };
  for (const field of Object.keys(meanings) as BoundsField[]) {
    const value = boundTyped(draft, field, was);
    if (value === null) return null;
    bounds[meanings[field].bound] = value;
  }
  return bounds;
}

/** With two decimals at the most, as it may be typed. */
function textOf(bounds: StreamBounds, { bound, scale }: Meaning): string {
  return String(Number((bounds[bound] / scale).toFixed(2)));
}

function boundTyped(draft: BoundsDraft, field: BoundsField, was: StreamBounds): number | null {
  const meaning = meanings[field];
  const { bound, scale, most } = meaning;
  const text = draft[field].trim();
  if (text === textOf(was, meaning)) return was[bound];
  const isDecimal = scale > 1 && /^\d{1,4}\.\d{1,2}$/.test(text);
  const number = isDecimal ? Number(text) : wholeNumber(text);
  return number !== null && number <= most ? Math.round(number * scale) : null;
}
