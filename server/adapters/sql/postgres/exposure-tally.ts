import {
  type ExposureTally,
  exposedItems,
  type ItemExposureSums,
  SHORTEST_EXPOSURE_MS,
} from '../../../domain/sales/exposure.ts';
import { who } from '../sales-texts.ts';
import type { Link } from './link.ts';

type Sums = Omit<ItemExposureSums, 'itemNumber'> & { itemNumber: number | null; screens: number };

/** Counts what screens have shown: viewers and items are grouped once, and counted both ways. */
export async function exposureTally(link: Link, streamId: string): Promise<ExposureTally> {
  const { rows } = await link.query<Sums>(EXPOSED, [streamId]);
  const all = rows.find(({ itemNumber }) => itemNumber === null);
  const items = rows.filter((row): row is Sums & ItemExposureSums => row.itemNumber !== null);
  return {
    screens: all?.screens ?? 0,
    viewers: all?.viewers ?? 0,
    opened: all?.opened ?? 0,
    items: exposedItems(items.map(({ screens: _, ...item }) => item)),
  };
}

/** A row for each item, and one without a number for all of them. Parameter: stream. */
const EXPOSED = `
  WITH shown AS MATERIALIZED (
    SELECT e.item_number, ${who('e.viewer_id')} AS viewer, sum(e.shown_ms) AS ms, max(e.is_opened) AS opened,
      max(e.one_in) AS weight
    FROM exposure e LEFT JOIN buyer_alias a ON a.from_id = e.viewer_id
    WHERE e.stream_id = $1 GROUP BY 1, 2)
  SELECT item_number AS "itemNumber", count(*) AS screens, sum(ms * weight) AS "shownMs",
    coalesce(sum(weight) FILTER (WHERE ms >= ${SHORTEST_EXPOSURE_MS}), 0) AS viewers,
    coalesce(sum(weight) FILTER (WHERE ms >= ${SHORTEST_EXPOSURE_MS} AND opened = 1), 0) AS opened
  FROM shown GROUP BY item_number
  UNION ALL
  SELECT NULL, count(*), 0, coalesce(sum(weight) FILTER (WHERE longest >= ${SHORTEST_EXPOSURE_MS}), 0),
    coalesce(sum(weight) FILTER (WHERE has_opened = 1), 0)
  FROM (
    SELECT viewer, max(ms) AS longest, max(weight) AS weight,
      max(CASE WHEN ms >= ${SHORTEST_EXPOSURE_MS} THEN opened ELSE 0 END) AS has_opened
    FROM shown GROUP BY viewer) AS seen`;
