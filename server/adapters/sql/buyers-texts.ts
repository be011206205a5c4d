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
