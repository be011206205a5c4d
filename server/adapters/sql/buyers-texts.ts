import type { ByIndex } from './sales-texts.ts';

/**
 * How many bought each product of a stream since a time (B9). An order is in it from its payment on, one to be paid for at
 * the door from the moment at which it was placed. Parameters: stream, epoch ms, least buyers, limit.
 */
export const BUYERS_SINCE = `
  SELECT l.item_number AS "itemNumber", count(DISTINCT o.buyer_id) AS "buyers"
  FROM orders o JOIN order_line l ON l.stream_id = o.stream_id AND l.order_id = o.order_id
  WHERE o.stream_id = ? AND o.paid_at_ms >= ? AND o.status IN ('PAID', 'COMPLETED')
    AND l.units > l.cancelled_units + l.refunded_units
  GROUP BY l.item_number HAVING count(DISTINCT o.buyer_id) >= ?
  ORDER BY count(DISTINCT o.buyer_id) DESC, l.item_number LIMIT ?`;

/**
 * The number of the first order of each buyer in a stream; of who has none there nothing. Parameters: the ids, the stream.
 * @param asked the ids, as rows `asked` with a column `id`
 * @param byIndex how the engine is told to read by an index
 */
export const firstOrders = (asked: string, byIndex: ByIndex) => `
  SELECT "buyerId", "order" FROM (
    SELECT o.buyer_id AS "buyerId", o.number AS "order",
      row_number() OVER (PARTITION BY o.buyer_id ORDER BY o.placed_at_ms, o.order_id) AS nth
    FROM ${asked} CROSS JOIN orders o${byIndex('order_of_buyer')}
    WHERE o.buyer_id = asked.id AND o.stream_id = ?) AS each_order
  WHERE nth = 1`;

/**
 * How many orders each buyer has in each stream, rehearsals left out. Each is one look into the index of a buyer's orders,
 * which says all that is asked.
 * @param asked the ids, as rows `asked` with a column `id`
 * @param byIndex how the engine is told to read by an index
 */
export const ordersByStream = (asked: string, byIndex: ByIndex) => `
  SELECT o.buyer_id AS "buyerId", o.stream_id AS "streamId", count(*) AS "orders"
  FROM ${asked} CROSS JOIN orders o${byIndex('order_of_buyer')} JOIN stream s ON s.stream_id = o.stream_id
  WHERE o.buyer_id = asked.id AND o.status IN ('PLACED', 'PAID', 'COMPLETED') AND s.rehearsal_of IS NULL
  GROUP BY o.buyer_id, o.stream_id`;
