import { type Reserve, reservedPartOf } from '../../../shared/values/reserve.ts';
import { endOfDayAfter } from './local-day.ts';

/** Until when the reserve of a line is kept that is due until then (T5). */
export function reservedUntil({ days }: Reserve, dueUntilMs: number, timeZone: string): number {
  return endOfDayAfter(dueUntilMs - 1, days, timeZone);
}

/** What of a delivery's share, less refunds, is kept in reserve (M7): the rest is due on its day, so no fen is lost. */
export function reservedOf(
  reserve: Reserve | undefined,
  delivery: {
    baseMinor: number;
    shareMinor: number;
    reversedBaseMinor: number;
    reversedShareMinor: number;
  },
): number {
  if (!reserve) return 0;
  const shareMinor = delivery.shareMinor - delivery.reversedShareMinor;
  return reservedPartOf(shareMinor, delivery.baseMinor - delivery.reversedBaseMinor, reserve.bps);
}
