import type { StreamBounds } from '../../../shared/contract/bounds.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import { wholeNumber } from './whole-number.ts';

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

const BPS_PER_PERCENT = 100;
const most: Record<BoundsField, number> = {
  share: 100,
  orderUnits: 999,
  payMinutes: 1_440,
  flashMinutes: 1_440,
  openedMinutes: 1_440,
  unpaidOrders: 999,
};

export function boundsDraftOf(bounds: StreamBounds): BoundsDraft {
  return {
    share: String(bounds.newcomerShareBps / BPS_PER_PERCENT),
    orderUnits: String(bounds.newcomerOrderUnits),
    payMinutes: String(bounds.newcomerPayMs / MINUTE),
    flashMinutes: String(bounds.newcomerFlashPayMs / MINUTE),
    openedMinutes: String(bounds.newcomerOpenedMs / MINUTE),
    unpaidOrders: String(bounds.maxUnpaidOrders),
    isUnpaidStrike: bounds.isUnpaidStrike,
  };
}

/** True if a field is no whole number, or a larger one than it may have. */
export function isWrong(draft: BoundsDraft, field: BoundsField): boolean {
  return numberOf(draft, field) === null;
}

/** What was typed, or null while any of it is wrong. */
export function boundsOfDraft(draft: BoundsDraft): StreamBounds | null {
  const share = numberOf(draft, 'share');
  const orderUnits = numberOf(draft, 'orderUnits');
  const pay = numberOf(draft, 'payMinutes');
  const flash = numberOf(draft, 'flashMinutes');
  const opened = numberOf(draft, 'openedMinutes');
  const unpaid = numberOf(draft, 'unpaidOrders');
  if (share === null || orderUnits === null || pay === null) return null;
  if (flash === null || opened === null || unpaid === null) return null;
  return {
    newcomerShareBps: share * BPS_PER_PERCENT,
    newcomerOrderUnits: orderUnits,
    newcomerPayMs: pay * MINUTE,
    newcomerFlashPayMs: flash * MINUTE,
    newcomerOpenedMs: opened * MINUTE,
    maxUnpaidOrders: unpaid,
    isUnpaidStrike: draft.isUnpaidStrike,
  };
}

function numberOf(draft: BoundsDraft, field: BoundsField): number | null {
  const number = wholeNumber(draft[field]);
  return number !== null && number <= most[field] ? number : null;
}
