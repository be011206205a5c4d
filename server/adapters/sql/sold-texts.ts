/**
 * How many were sold of each product of a lineup (B8). What a stream sold is in its books, called off or not filled already
 * taken out; what was refunded stays in them (K1) and is taken off here. A cancelled order has left the books whole.
 * Parameter: stream.
 */
export const SOLD_OF = `
  WITH wanted AS (SELECT item_number, product_id FROM item WHERE stream_id = ? AND is_removed = 0),
  parts AS (
    SELECT i.product_id, k.sold AS units FROM item i
    JOIN stream s ON s.stream_id = i.stream_id AND s.rehearsal_of IS NULL
    JOIN item_stock k ON k.stream_id = i.stream_id AND k.item_number = i.item_number
    WHERE i.product_id IN (SELECT product_id FROM wanted)
    UNION ALL
    SELECT l.product_id, -l.refunded_units FROM order_line l
    JOIN stream s ON s.stream_id = l.stream_id AND s.rehearsal_of IS NULL
    JOIN orders o ON o.stream_id = l.stream_id AND o.order_id = l.order_id AND o.status <> 'CANCELLED'
    WHERE l.cancelled_goods_minor + l.refunded_goods_minor > 0
      AND l.product_id IN (SELECT product_id FROM wanted))
  SELECT w.item_number AS "itemNumber", sum(p.units) AS "units"
  FROM wanted w JOIN parts p ON p.product_id = w.product_id
  GROUP BY w.item_number ORDER BY w.item_number`;
