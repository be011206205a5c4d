import type { Channel } from '../../../../shared/values/channel.ts';
import {
  type ExposedViewers,
  type ExposureTally,
  exposedItems,
  type ItemExposureSums,
  noExposedViewers,
  SHORTEST_EXPOSURE_MS,
} from '../../../insights/exposure.ts';
import { who } from '../sales-texts.ts';
import type { PoolConnection } from './pool-connection.ts';

/** Counts what screens have shown: viewers and items are grouped once, and counted in each way. */
export async function exposureTally(link: PoolConnection, streamId: string): Promise<ExposureTally> {
  const { rows } = await link.query<Sums>(EXPOSED, [streamId]);
  const ofChannels = noExposedViewers();
  const items: ItemExposureSums[] = [];
  let whole = { screens: 0, viewers: 0, opened: 0 };
  for (const { itemNumber, channel, screens, shownMs, ...exposed } of rows) {
    if (itemNumber !== null) items.push({ itemNumber, shownMs, ...exposed });
    else if (channel !== null) ofChannels[channel] = exposed;
    else whole = { screens, ...exposed };
  }
  return { ...whole, items: exposedItems(items), channels: ofChannels };
}

interface Sums extends ExposedViewers {
  itemNumber: number | null;
  channel: Channel | null;
  screens: number;
  shownMs: number;
}

const isLong = `ms >= ${SHORTEST_EXPOSURE_MS}`;

/** Viewers of what was shown, each by the longest of its cards. */
const seenOf = (channel: string, shown: string, by: string) => `
  SELECT NULL::int4, ${channel}, count(*), 0,
    coalesce(sum(weight) FILTER (WHERE longest >= ${SHORTEST_EXPOSURE_MS}), 0),
    coalesce(sum(weight) FILTER (WHERE has_opened = 1), 0)
  FROM (
    SELECT ${by}, max(ms) AS longest, max(weight) AS weight,
      max(CASE WHEN ${isLong} THEN opened ELSE 0 END) AS has_opened
    FROM ${shown} GROUP BY ${by}) AS seen`;

/** A row for each item, one for each channel, and one that names neither for all. Parameter: stream. */
const EXPOSED = `
  WITH card AS MATERIALIZED (
    SELECT e.item_number, ${who('e.viewer_id')} AS viewer, e.channel, sum(e.shown_ms) AS ms,
      max(e.is_opened) AS opened, max(e.one_in) AS weight
    FROM exposure e LEFT JOIN buyer_alias a ON a.from_id = e.viewer_id
    WHERE e.stream_id = $1 GROUP BY 1, 2, 3),
  shown AS MATERIALIZED (
    SELECT item_number, viewer, sum(ms) AS ms, max(opened) AS opened, max(weight) AS weight
    FROM card GROUP BY item_number, viewer)
  SELECT item_number AS "itemNumber", NULL AS channel, count(*) AS screens, sum(ms * weight) AS "shownMs",
    coalesce(sum(weight) FILTER (WHERE ${isLong}), 0) AS viewers,
    coalesce(sum(weight) FILTER (WHERE ${isLong} AND opened = 1), 0) AS opened
  FROM shown GROUP BY item_number
  UNION ALL ${seenOf('NULL', 'shown', 'viewer')}
  UNION ALL ${seenOf('channel', 'card', 'channel, viewer')} GROUP BY channel`;
