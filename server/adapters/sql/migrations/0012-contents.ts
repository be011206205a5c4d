import type { Migration } from './migration.ts';

/**
 * The lines of each order in short, beside it (`contentsOf` says how): a report reads orders alone. Lines of which goods
 * were cancelled or given back are found without reading all others.
 */
export const contents: Migration = {
  version: 12,
  up: ({ text, engine }) => [
    `ALTER TABLE orders ADD COLUMN contents ${text} NOT NULL DEFAULT ''`,
    `UPDATE orders SET contents = coalesce((
      SELECT ${engine === 'sqlite' ? 'group_concat' : 'string_agg'}(
        l.item_number || CASE WHEN l.flash_id IS NULL THEN '' ELSE '*' END || ':' || l.units || ':' || l.goods_minor,
        ',' ORDER BY l.line_index)
      FROM order_line l WHERE l.stream_id = orders.stream_id AND l.order_id = orders.order_id), '')`,
    `CREATE INDEX line_undone ON order_line (stream_id, order_id)
      WHERE cancelled_goods_minor + refunded_goods_minor > 0`,
  ],
};
