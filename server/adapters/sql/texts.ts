import { exposureTable, productTable, type Table } from './schema.ts';

/** `?, ?, ?` for so many values. */
export function marks(count: number): string {
  return Array(count).fill('?').join(', ');
}

/** Inserts so many rows; a row with the same key is an error. */
export function insertText<Row>(table: Table<Row>, count = 1): string {
  const values = Array(count)
    .fill(`(${marks(table.columns.length)})`)
    .join(', ');
  return `INSERT INTO ${table.name} (${table.columns.join(', ')}) VALUES ${values}`;
}

/** Inserts so many rows, or gives the row with its key these values. */
export function upsertText<Row>(table: Table<Row>, count = 1): string {
  const rest = table.columns.filter((column) => !table.key.includes(column));
  return onConflict(
    table,
    `DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    count,
  );
}

/** Inserts so many rows, or adds their values to those of the row with their key. */
export function addText<Row>(table: Table<Row>, count = 1): string {
  const rest = table.columns.filter((column) => !table.key.includes(column));
  const sums = rest.map((column) => `${column} = ${table.name}.${column} + excluded.${column}`);
  return onConflict(table, `DO UPDATE SET ${sums.join(', ')}`, count);
}

/**
 * Inserts one row, or adds what was shown to it.
 * @param greater what the engine calls the greater of two values
 */
export function exposeText(greater: 'max' | 'greatest'): string {
  return onConflict(exposureTable, exposeSets(greater), 1);
}

export function exposeSets(greater: 'max' | 'greatest'): string {
  return `DO UPDATE SET shown_ms = exposure.shown_ms + excluded.shown_ms,
    is_opened = ${greater}(exposure.is_opened, excluded.is_opened),
    one_in = ${greater}(exposure.one_in, excluded.one_in),
    seen_minute = coalesce(exposure.seen_minute, excluded.seen_minute),
    opened_minute = coalesce(exposure.opened_minute, excluded.opened_minute)`;
}

/** Inserts so many rows, each unless its key is there. */
export function ensureText<Row>(table: Table<Row>, count = 1): string {
  return onConflict(table, 'DO NOTHING', count);
}

function onConflict<Row>(table: Table<Row>, then: string, count: number): string {
  return `${insertText(table, count)} ON CONFLICT (${table.key.join(', ')}) ${then}`;
}

/** `o.order_id AS "orderId", …`: a table's columns under the names that the ports give them. */
export function columnsOf<Row>(table: Table<Row>, alias: string): string {
  return table.columns.map((column) => `${alias}.${column} AS "${camelCase(column)}"`).join(', ');
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Parameters: name, holder, its end, now. Changes one row if the lease is free, over, or the holder's own. */
export const TAKE_LEASE = `
  INSERT INTO lease (name, holder, until_ms) VALUES (?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
  WHERE lease.holder = excluded.holder OR lease.until_ms <= ?`;

/**
 * Parameters: node, address, its end; log; node, one that is gone.
 * @param now what the engine calls its time, or one parameter more
 */
export const claimText = (now: string) => `
  UPDATE log_head SET owner_node = ?, owner_address = ?, owner_until_ms = ?
  WHERE log_id = ? AND (owner_node IS NULL OR owner_node IN (?, ?) OR owner_until_ms <= ${now})`;

/** Parameter: node. */
export const DROP_OWNER_HINTS =
  'UPDATE log_head SET owner_node = NULL, owner_address = NULL, owner_until_ms = NULL WHERE owner_node = ?';

/** Parameters: node, and since when the others must have been silent. A node that never beat was there at no time. */
export const CLOSE_LEFT_AUDIENCE = `
  UPDATE audience SET to_ms = coalesce(
    (SELECT b.at_ms FROM beat b WHERE b.node = audience.node AND b.at_ms > audience.from_ms), from_ms)
  WHERE to_ms IS NULL AND (node = ? OR NOT EXISTS (
    SELECT 1 FROM beat b WHERE b.node = audience.node AND b.at_ms >= ?))`;

/** Parameter: since when. Nodes take new names; the old ones must not pile up. */
export const FORGET_SILENT_NODES = 'DELETE FROM beat WHERE at_ms < ?';

/** An address as it is kept, sealed. */
export const SEALED_UNDER = 'SELECT fingerprint FROM sealed_under';
export const SEAL_UNDER =
  'INSERT INTO sealed_under (fingerprint) VALUES (?) ON CONFLICT (fingerprint) DO NOTHING';

/** Parameters: stream, a fresh key, the stream again. A stream that is over gets none. */
export const ADD_NETWORK_KEY = `
  INSERT INTO network_key (stream_id, key) SELECT ?, ?
  WHERE NOT EXISTS (SELECT 1 FROM stream WHERE stream_id = ? AND status IN ('CLOSED', 'CANCELLED'))
  ON CONFLICT (stream_id) DO NOTHING`;
/** Parameter: stream. What was overwritten at its end is no key. */
export const NETWORK_KEY = "SELECT key FROM network_key WHERE stream_id = ? AND key NOT LIKE '--%'";

export const ADDRESSES = `SELECT address_id AS "addressId", buyer_id AS "buyerId", key, sealed, at_ms AS "atMs" FROM address`;

/** Parameters: after which id, how many. */
export const SEALED_ADDRESSES = `SELECT address_id AS "addressId", buyer_id AS "buyerId", sealed
  FROM address WHERE address_id > ? ORDER BY address_id LIMIT ?`;

/** When each node was last heard of; parameter: how many. */
export const BEATS = 'SELECT node, at_ms AS "atMs" FROM beat ORDER BY at_ms DESC, node LIMIT ?';

/** Parameters: the new name, log, the old name. */
export const RENEW_HISTORY = 'UPDATE log_head SET history = ? WHERE log_id = ? AND history = ?';

/** A text whose parameters are `?` with `$1`, `$2`, … in their place. */
export function numbered(text: string): string {
  let count = 0;
  return text.replace(/\?/g, () => {
    count += 1;
    return `$${count}`;
  });
}

/** What is shown of a product. */
export const PRODUCT_COLUMNS = productTable.columns.filter((column) => column !== 'search_text');

/** The pattern of a LIKE … ESCAPE '!' that finds a text anywhere. */
export function containing(search: string): string {
  return `%${search.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
}

/** The first products of a stream's lineup, with their pictures. */
export const shownText = `SELECT i.item_number AS "itemNumber", i.product_id AS "productId", i.name AS name,
  i.name_en AS "nameEn", p.picture AS picture, i.list_price_minor AS "listPriceMinor"
  FROM item i LEFT JOIN product p ON p.product_id = i.product_id
  WHERE i.stream_id = ? AND i.is_removed = 0 ORDER BY i.item_number LIMIT ?`;

/** Streams by their first facts, without rehearsals; parameters: after which time and id, how many. */
export const STREAMS_MADE = `SELECT s.stream_id AS "streamId", f.at_ms AS "madeAtMs"
  FROM stream s JOIN fact f ON f.log_id = s.stream_id AND f.seq = 1
  WHERE s.rehearsal_of IS NULL AND (f.at_ms, s.stream_id) > (?, ?) ORDER BY f.at_ms, s.stream_id LIMIT ?`;
