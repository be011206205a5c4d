import { basisPoints } from './money.ts';
import { PROMISED_BPS } from './share-bounds.ts';

/** What is kept of a producer's share for a while (M7): basis points of it, and days of the calendar beyond the day it is due. */
export interface Reserve {
  bps: number;
  days: number;
}

export function isSameReserve(one: Reserve | null | undefined, other: Reserve | null | undefined): boolean {
  return one?.bps === other?.bps && one?.days === other?.days;
}

/**
 * What of a share is kept in reserve (M7), rounded down: at most what is beyond the promised part of the base, which is paid on
 * its day whatever is agreed.
 */
export function reservedPartOf(shareMinor: number, baseMinor: number, bps: number): number {
  const beyondMinor = shareMinor - basisPoints(baseMinor, PROMISED_BPS);
  return Math.max(0, Math.min(Math.floor((shareMinor * bps) / 10_000), beyondMinor));
}
