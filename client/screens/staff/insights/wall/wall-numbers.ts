import type { SalesItem, SalesReport } from '../../../../../shared/contract/sales.ts';
import { lowMarkOf } from '../../../../stores/host/low-mark.ts';

/** As many as a wall has lines for. */
const LINES = 5;

/** True while it sells before an audience, also in a break. */
export const isOnAir = ({ status }: Pick<SalesReport, 'status'>) =>
  status === 'LIVE' || status === 'INTERRUPTED';

/** The five with the most money, most first; what has none is left out. */
export function topOf(items: readonly SalesItem[]): SalesItem[] {
  return items
    .filter(({ gmvPaidMinor }) => gmvPaidMinor > 0)
    .sort((a, b) => b.gmvPaidMinor - a.gmvPaidMinor || a.itemNumber - b.itemNumber)
    .slice(0, LINES);
}

/** The five that run out first: what can still be bought by how little is left, then what is gone by how much is missed. */
export function runningOut(items: readonly SalesItem[]): SalesItem[] {
  const low = items.filter(
    ({ available, allotted, restocked }) => available <= lowMarkOf(allotted + restocked),
  );
  const isGone = ({ available, held, unpaid }: SalesItem) => available + held + unpaid === 0;
  return low
    .sort(
      (a, b) =>
        Number(isGone(a)) - Number(isGone(b)) ||
        a.available - b.available ||
        b.unmetUnits - a.unmetUnits ||
        a.itemNumber - b.itemNumber,
    )
    .slice(0, LINES);
}

/** Units that nobody paid for by the close: those of the sell-through. What came back to the warehouse since is no sale. */
export function unsoldUnits({ allotted, restocked, paidUnits }: SalesItem): number {
  return Math.max(0, allotted + restocked - paidUnits);
}

/** After the close: what is all paid for, by how much was missed, then what has least left; what was never allotted is left out. */
export function atTheClose(items: readonly SalesItem[]): SalesItem[] {
  return items
    .filter(({ allotted, restocked }) => allotted + restocked > 0)
    .sort(
      (a, b) => unsoldUnits(a) - unsoldUnits(b) || b.unmetUnits - a.unmetUnits || a.itemNumber - b.itemNumber,
    )
    .slice(0, LINES);
}

/** Where a target would stand by now if it came evenly over the planned time; null before, after, or without both. */
export function evenShare({
  sinceMs,
  plannedMs,
  nowMs,
}: {
  sinceMs: number | null;
  plannedMs: number | null;
  nowMs: number;
}): number | null {
  if (sinceMs === null || plannedMs === null || nowMs < sinceMs || nowMs - sinceMs > plannedMs) return null;
  return (nowMs - sinceMs) / plannedMs;
}
