import type { TableName } from '../../../ports/ledger.ts';
import { tableOf } from '../schema.ts';

const NAMES: readonly TableName[] = [
  'streams',
  'items',
  'stock',
  'flashes',
  'vouchers',
  'orders',
  'lines',
  'closedOrders',
  'shipments',
  'shipmentLines',
  'claims',
  'minutes',
  'adders',
  'marks',
  'ledgerEntries',
  'payables',
  'settlementStates',
];

/** Each takes the log. The shop's rows are those that belong to no stream, and the prices that were ever charged. */
export const FORGET_STREAM: readonly string[] = [
  ...NAMES.map((name) => `DELETE FROM ${tableOf(name).name} WHERE stream_id = ?`),
  'DELETE FROM snapshot WHERE log_id = ?',
  'DELETE FROM snapshot_part WHERE log_id = ?',
];
export const FORGET_SHOP: readonly string[] = [
  'DELETE FROM product',
  'DELETE FROM product_price',
  'DELETE FROM payout',
  'DELETE FROM payout_line',
];

/** Where every log is made again: whole tables are emptied in one go, which costs next to nothing. */
export const FORGET_ALL: readonly string[] = [
  ...NAMES.map((name) => `DELETE FROM ${tableOf(name).name}`),
  'DELETE FROM snapshot',
  'DELETE FROM snapshot_part',
  ...FORGET_SHOP,
];

/** Parameters: 1 for an open log or 0, log. */
export const SET_OPEN = 'UPDATE log_head SET is_open = ? WHERE log_id = ?';

/** Parameters: consumer, log, seq. */
export const SET_CURSOR = `INSERT INTO cursor (consumer, log_id, seq) VALUES (?, ?, ?)
  ON CONFLICT (consumer, log_id) DO UPDATE SET seq = excluded.seq`;

/** Parameters: log, version, seq, part, text. */
export const INSERT_SNAPSHOT_PART =
  'INSERT INTO snapshot_part (log_id, version, seq, part, text) VALUES (?, ?, ?, ?, ?)';
/** Parameters: log, version, seq, how many parts, their digest. */
export const INSERT_SNAPSHOT =
  'INSERT INTO snapshot (log_id, version, seq, parts, digest) VALUES (?, ?, ?, ?, ?)';
