import type { Keyed } from '../../live-view/entry.ts';

/** "3 for ¥50": so many units of one line for so much (V1). */
export interface PromotionEntry {
  units: number;
  totalMinor: number;
  startsAtMs: number;
  endsAtMs: number;
}

/** Promotions, by item. */
export const promotions: Keyed<'promotions', number, PromotionEntry> = {
  field: 'promotions',
  none: {},
  keyOf: Number,
};
