import type { RecentLows } from '../../ports/readers.ts';

/**
 * The lowest unit price charged for each product of a lineup since three times, the latest first.
 * Parameters: the first two times, the third, stream.
 */
export const RECENT_LOWS = `
  SELECT i.item_number AS "itemNumber",
    min(CASE WHEN p.last_at_ms >= ? THEN p.unit_price_minor END) AS "low7Minor",
    min(CASE WHEN p.last_at_ms >= ? THEN p.unit_price_minor END) AS "low14Minor",
    min(p.unit_price_minor) AS "low30Minor"
  FROM item i JOIN product_price p ON p.product_id = i.product_id AND p.last_at_ms >= ?
  WHERE i.stream_id = ? AND i.is_removed = 0
  GROUP BY i.item_number ORDER BY i.item_number`;

type Kept = { [Name in keyof RecentLows]: number | string | null };

/** A row as either engine gives it. */
export function recentLowsOf({ itemNumber, low7Minor, low14Minor, low30Minor }: Kept): RecentLows {
  const minor = (kept: number | string | null) => (kept === null ? null : Number(kept));
  return {
    itemNumber: Number(itemNumber),
    ...{ low7Minor: minor(low7Minor), low14Minor: minor(low14Minor), low30Minor: minor(low30Minor) },
  };
}
