import { payableTable, payoutTable } from './schema.ts';
import { columnsOf, marks } from './texts.ts';

/** What was paid of payable `p`, and when first. */
const PAID = (
  what: 'coalesce(sum(l.amount_minor), 0)' | 'min(l.at_ms)',
) => `(SELECT ${what} FROM payout_line l
  WHERE l.line_stream_id = p.stream_id AND l.order_id = p.order_id
    AND l.line_index = p.line_index AND l.delivery_seq = p.delivery_seq)`;

const OPEN = 'p.share_minor - p.reversed_share_minor';

/** As `nextDueMs` says it. What was paid is asked of lines with a reserve alone. */
const NEXT_DUE = `CASE WHEN p.reserved_minor > 0
    AND ${OPEN} - ${PAID('coalesce(sum(l.amount_minor), 0)')} BETWEEN 1 AND p.reserved_minor
  THEN p.reserved_until_ms ELSE p.due_until_ms END`;

/** Parameters: stream, kind, ids. */
export const STATES = (ids: number) => `
  SELECT stream_id AS "streamId", kind, id, body FROM settlement_state
  WHERE stream_id = ? AND kind = ? AND id IN (${marks(ids)})`;

/** Parameters: stream, order ids. */
export const PLACED = (ids: number) => `
  SELECT f.seq, f.at_ms AS "atMs", f.type, f.body, f.hash FROM orders o
    JOIN fact f ON f.log_id = o.stream_id AND f.seq = o.seq
  WHERE o.stream_id = ? AND o.order_id IN (${marks(ids)})`;

/** Parameters: consumer, how many. */
export const BEHIND = `
  SELECT h.log_id AS "streamId" FROM log_head h
    LEFT JOIN cursor c ON c.log_id = h.log_id AND c.consumer = ?
  WHERE h.kind = 'stream' AND h.seq > coalesce(c.seq, 0) ORDER BY h.at_ms DESC LIMIT ?`;

/**
 * Parameters: producer, or '' for all, twice; currency, or '', twice; 1 for open ones alone; how many. What is due next comes
 * first, so that lines that only wait for their reserve (M7) keep nothing that is due out of the list.
 */
export const STANDINGS = `
  SELECT ${columnsOf(payableTable, 'p')}, coalesce(i.name, '') AS "name", coalesce(i.name_en, '') AS "nameEn",
    coalesce(s.slug, '') AS "slug",
    ${PAID('coalesce(sum(l.amount_minor), 0)')} AS "paidMinor", ${PAID('min(l.at_ms)')} AS "paidAtMs"
  FROM payable p LEFT JOIN item i ON i.stream_id = p.stream_id AND i.item_number = p.item_number
    LEFT JOIN stream s ON s.stream_id = p.stream_id
  WHERE (? = '' OR p.producer_id = ?) AND (? = '' OR p.currency = ?)
    AND (? = 0 OR ${OPEN} <> ${PAID('coalesce(sum(l.amount_minor), 0)')})
  ORDER BY ${NEXT_DUE}, p.stream_id, p.order_id, p.line_index, p.delivery_seq LIMIT ?`;

/** Parameters: producer, currency, from, to, how many. */
export const ACCOUNT = `
  SELECT e.stream_id AS "streamId", e.seq, e.entry_index AS "entryIndex", e.at_ms AS "atMs", e.account, e.currency,
    e.amount_minor AS "amountMinor", e.what, e.producer_id AS "producerId", e.order_id AS "orderId",
    e.line_index AS "lineIndex", e.delivery_seq AS "deliverySeq", e.base_minor AS "baseMinor", e.note,
    p.number, i.name, i.name_en AS "nameEn", p.units, p.delivered_at_ms AS "deliveredAtMs", p.due_until_ms AS "dueUntilMs",
    p.reserved_minor AS "reservedMinor", p.reserved_until_ms AS "reservedUntilMs", ${PAID('min(l.at_ms)')} AS "paidAtMs"
  FROM ledger_entry e
    LEFT JOIN payable p ON p.stream_id = e.stream_id AND p.order_id = e.order_id
      AND p.line_index = e.line_index AND p.delivery_seq = e.delivery_seq
    LEFT JOIN item i ON i.stream_id = p.stream_id AND i.item_number = p.item_number
  WHERE e.producer_id = ? AND e.currency = ? AND e.at_ms >= ? AND e.at_ms < ?
  ORDER BY e.at_ms, e.stream_id, e.seq, e.entry_index LIMIT ?`;

/** Parameters: producer, currency, before. */
export const OWED_BEFORE = `
  SELECT coalesce(-sum(e.amount_minor), 0) AS "owedMinor" FROM ledger_entry e
  WHERE e.producer_id = ? AND e.currency = ? AND e.at_ms < ?`;

export const TRIAL_BALANCE = `
  SELECT account, currency, sum(amount_minor) AS "amountMinor" FROM ledger_entry
  GROUP BY account, currency ORDER BY currency, account`;

/**
 * Parameters: now, twice. A line is judged as `promiseOf` judges it. What was paid of each is asked once: without the word
 * SQLite asks it anew for each of the sums.
 */
export const PROMISES = `
  WITH q AS MATERIALIZED (
    SELECT p.producer_id, p.currency, ${OPEN} AS owed, p.is_paused, p.due_until_ms AS due,
      CASE WHEN p.reserved_until_ms > ? THEN p.reserved_minor ELSE 0 END AS later,
      ${PAID('coalesce(sum(l.amount_minor), 0)')} AS paid, ${PAID('min(l.at_ms)')} AS paid_at
    FROM payable p)
  SELECT w."producerId", w.currency, sum(w.open_minor) AS "openMinor",
    sum(CASE WHEN w.kept IN (1, 2, 3) THEN 1 ELSE 0 END) AS "due",
    sum(CASE WHEN w.kept = 1 THEN 1 ELSE 0 END) AS "onTime",
    sum(CASE WHEN w.kept = 2 THEN 1 ELSE 0 END) AS "paidLate",
    sum(CASE WHEN w.kept = 3 THEN 1 ELSE 0 END) AS "overdue",
    sum(CASE WHEN w.kept = 4 THEN 1 ELSE 0 END) AS "paused",
    sum(CASE WHEN w.kept = 0 AND w.open_minor > 0 THEN w.open_minor - w.later ELSE 0 END) AS "notDueMinor",
    sum(CASE WHEN w.kept <> 4 THEN w.later ELSE 0 END) AS "reservedMinor",
    sum(CASE WHEN w.kept = 4 THEN w.open_minor ELSE 0 END) AS "pausedMinor",
    sum(CASE WHEN w.open_minor < 0 THEN w.open_minor ELSE 0 END) AS "takenBackMinor"
  FROM (SELECT q.producer_id AS "producerId", q.currency, q.owed - q.paid AS open_minor,
      CASE WHEN q.owed <= q.paid THEN 0 WHEN q.owed - q.paid < q.later THEN q.owed - q.paid ELSE q.later END AS later,
      CASE WHEN q.paid_at IS NOT NULL AND q.paid >= q.owed - q.later THEN CASE WHEN q.paid_at < q.due THEN 1 ELSE 2 END
        WHEN q.owed <= 0 THEN 0 WHEN q.is_paused = 1 THEN 4 WHEN q.due <= ? THEN 3 ELSE 0 END AS kept
    FROM q) w
  GROUP BY w."producerId", w.currency ORDER BY w."producerId", w.currency`;

/**
 * Parameter: how many. An order is named the same in every stream's log and in the shop's. Who was given everything back
 * once and is owed anew has waited only since then.
 */
export const OWED_BY_HAND = `
  WITH entry AS (
    SELECT e.order_id, e.currency, e.at_ms, e.amount_minor,
      sum(e.amount_minor) OVER (PARTITION BY e.order_id, e.currency ORDER BY e.at_ms) AS balance_minor
    FROM ledger_entry e WHERE e.account = 'refunds_payable' AND e.order_id IS NOT NULL),
  even AS (
    SELECT order_id, currency, max(at_ms) AS at_ms FROM entry WHERE balance_minor >= 0 GROUP BY order_id, currency),
  owed AS (
    SELECT e.order_id, e.currency, -sum(e.amount_minor) AS owed_minor,
      min(CASE WHEN e.at_ms > coalesce(v.at_ms, -1) THEN e.at_ms END) AS since_ms
    FROM entry e LEFT JOIN even v ON v.order_id = e.order_id AND v.currency = e.currency
    GROUP BY e.order_id, e.currency HAVING sum(e.amount_minor) < 0)
  SELECT o.stream_id AS "streamId", w.order_id AS "orderId", o.number, o.buyer_id AS "buyerId", o.address_id AS "addressId", w.currency,
    w.owed_minor AS "owedMinor", w.since_ms AS "sinceMs"
  FROM owed w JOIN orders o ON o.order_id = w.order_id
  WHERE o.payment = 'cash_on_delivery'
  ORDER BY w.since_ms, w.order_id LIMIT ?`;

/** Parameters: the shop's log, order ids. Bookings by hand are the shop's own, so no stream's entries are read. */
export const GIVEN_BY_HAND = (orders: number) => `
  SELECT e.order_id AS "orderId", sum(e.amount_minor) AS "minor", max(e.at_ms) AS "lastAtMs"
  FROM ledger_entry e
  WHERE e.stream_id = ? AND e.account = 'refunds_payable' AND e.order_id IN (${marks(orders)})
  GROUP BY e.order_id`;

/** Parameters: producer, or '' for all, twice; how many. */
export const PAYOUTS = `
  SELECT ${columnsOf(payoutTable, 'p')} FROM payout p WHERE (? = '' OR p.producer_id = ?)
  ORDER BY p.at_ms DESC, p.payout_id DESC LIMIT ?`;

/** Parameter: payout. */
export const PAYOUT = `SELECT ${columnsOf(payoutTable, 'p')} FROM payout p WHERE p.payout_id = ?`;

/** Parameters: payout, how many. */
export const PAID_LINES = `
  SELECT n.line_stream_id AS "streamId", n.order_id AS "orderId", n.line_index AS "lineIndex",
    n.delivery_seq AS "deliverySeq", n.amount_minor AS "amountMinor", p.number, p.units,
    p.due_until_ms AS "dueUntilMs", coalesce(i.name, '') AS "name", coalesce(i.name_en, '') AS "nameEn"
  FROM payout_line n JOIN payable p ON p.stream_id = n.line_stream_id AND p.order_id = n.order_id
      AND p.line_index = n.line_index AND p.delivery_seq = n.delivery_seq
    LEFT JOIN item i ON i.stream_id = p.stream_id AND i.item_number = p.item_number
  WHERE n.payout_id = ?
  ORDER BY p.due_until_ms, n.line_stream_id, n.order_id, n.line_index, n.delivery_seq LIMIT ?`;

/** Parameters: payout ids. A line is judged by its first payment, as PROMISES does. */
export const LATE_PAYOUTS = (ids: number) => `
  SELECT q."payoutId", count(*) AS "lines" FROM (
    SELECT n.payout_id AS "payoutId", n.at_ms, p.due_until_ms AS due, ${OPEN} - p.reserved_minor AS owed,
      ${PAID('coalesce(sum(l.amount_minor), 0)')} AS paid, ${PAID('min(l.at_ms)')} AS paid_at
    FROM payout_line n JOIN payable p ON p.stream_id = n.line_stream_id AND p.order_id = n.order_id
      AND p.line_index = n.line_index AND p.delivery_seq = n.delivery_seq
    WHERE n.payout_id IN (${marks(ids)})) q
  WHERE q.paid_at = q.at_ms AND q.paid_at >= q.due AND q.paid >= q.owed GROUP BY q."payoutId"`;

/** Parameters: producer, since. Goods of one name are one line, whatever stream they were sold in. */
export const TO_PACK = `
  SELECT w.name, max(w.name_en) AS "nameEn", sum(w.units) AS "units", count(DISTINCT w.order_id) AS "orders",
    min(w.ship_by) AS "shipBy" FROM (
    SELECT i.name, i.name_en, l.ship_by, l.order_id, l.units - l.cancelled_units - l.withdrawn_units - coalesce((
        SELECT sum(p.units) FROM shipment_line p WHERE p.stream_id = l.stream_id AND p.order_id = l.order_id
          AND p.line_index = l.line_index), 0) AS units
    FROM item i JOIN stream s ON s.stream_id = i.stream_id
      JOIN order_line l ON l.stream_id = i.stream_id AND l.item_number = i.item_number
      JOIN orders o ON o.stream_id = l.stream_id AND o.order_id = l.order_id
    WHERE i.producer_id = ? AND s.scheduled_at_ms >= ? AND s.rehearsal_of IS NULL AND o.status = 'PAID') w
  WHERE w.units > 0 GROUP BY w.name ORDER BY sum(w.units) DESC, w.name`;

/** Parameters: to, consumer, stream, from. Moves the settlement's cursor only from where it was thought to stand. */
export const MOVE_CURSOR = 'UPDATE cursor SET seq = ? WHERE consumer = ? AND log_id = ? AND seq = ?';
/** Parameters: consumer, stream. */
export const BEGIN_CURSOR =
  'INSERT INTO cursor (consumer, log_id, seq) VALUES (?, ?, 0) ON CONFLICT (consumer, log_id) DO NOTHING';
