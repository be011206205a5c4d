import type { OrderNote, PersonalText } from '../../ports/personal-texts.ts';
import type { Lists } from './after-sale-texts.ts';
import type { SqlValue } from './schema.ts';

/** As long as a key: it lies over the bytes of the old one. */
const OVERWRITTEN = '-'.repeat(43);

/** Parameters: `addTextValues`. */
export const ADD_TEXT = `
  INSERT INTO personal_text (text_id, kind, stream_id, order_id, buyer_id, at_ms, until_ms, sealed)
  SELECT ?, ?, ?, ?, ?, ?, ?, ?
  WHERE (SELECT count(*) FROM personal_text WHERE buyer_id = ? AND at_ms > ? AND kind IN ('claim_words', 'claim_photo')) < ?`;
/** Parameters: text, key. */
export const ADD_KEY = 'INSERT INTO personal_text_key (text_id, key) VALUES (?, ?)';

export function addTextValues(text: PersonalText, most: number, sinceMs: number): SqlValue[] {
  const { textId, kind, streamId, orderId, buyerId, atMs, untilMs, sealed } = text;
  return [textId, kind, streamId, orderId, buyerId, atMs, untilMs, sealed, buyerId, sinceMs, most];
}

/** Parameter: an id. */
export const IS_TEXT = 'SELECT 1 AS known FROM personal_text WHERE text_id = ?';
/** Parameters: `addNoteValues`. */
export const ADD_NOTE = `
  INSERT INTO personal_text
    (text_id, kind, stream_id, order_id, buyer_id, author_id, at_ms, until_ms, sealed)
  SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?
  WHERE (SELECT count(*) FROM personal_text
    WHERE order_id = ? AND kind = 'order_note' AND emptied_at_ms IS NULL) < ?`;

export function addNoteValues(note: OrderNote, most: number): SqlValue[] {
  const { textId, kind, streamId, orderId, buyerId, authorId, atMs, untilMs, sealed } = note;
  return [textId, kind, streamId, orderId, buyerId, authorId, atMs, untilMs, sealed, orderId, most];
}

const COLUMNS = `t.text_id AS "textId", t.kind, t.stream_id AS "streamId", t.order_id AS "orderId",
    t.buyer_id AS "buyerId", t.at_ms AS "atMs", t.until_ms AS "untilMs", k.key, t.sealed`;

/** Parameters: the order, how many. */
export const NOTES_OF = `
  SELECT ${COLUMNS}, t.author_id AS "authorId"
  FROM personal_text t JOIN personal_text_key k ON k.text_id = t.text_id
  WHERE t.order_id = ? AND t.kind = 'order_note' AND t.emptied_at_ms IS NULL
  ORDER BY t.at_ms, t.text_id LIMIT ?`;

/** Parameter: a list of ids. */
export const textsText = ({ among }: Lists) => `
  SELECT ${COLUMNS}
  FROM personal_text t JOIN personal_text_key k ON k.text_id = t.text_id
  WHERE ${among('t.text_id')} AND t.emptied_at_ms IS NULL`;

/** Those that can be emptied, of a list of texts or of a list of buyers. */
export const idsText = ({ among }: Lists, column: 'text_id' | 'buyer_id') =>
  `SELECT text_id AS "textId" FROM personal_text WHERE ${among(column)} AND emptied_at_ms IS NULL`;

/** Parameters: now twice, how many. What was written in a chat is due by the close of its stream, too (N1). */
export const DUE_TEXTS = `SELECT text_id AS "textId" FROM personal_text
  WHERE until_ms <= ? AND emptied_at_ms IS NULL
  UNION
  SELECT t.text_id AS "textId" FROM stream s JOIN personal_text t ON t.stream_id = s.stream_id
  WHERE s.closed_at_ms IS NOT NULL AND t.kept_ms > 0 AND t.kept_ms <= ? - s.closed_at_ms AND t.emptied_at_ms IS NULL
  LIMIT ?`;

/**
 * Parameters: a list of ids, then now and the list again. Key and text are first overwritten where they lie, each by as many
 * bytes; then nothing is left of the text but that it was there.
 */
export const emptyingTexts = ({ among }: Lists, dashes: (count: string) => string) => ({
  key: `UPDATE personal_text_key SET key = '${OVERWRITTEN}' WHERE ${among('text_id')}`,
  sealed: `UPDATE personal_text SET sealed = ${dashes('length(sealed)')} WHERE ${among('text_id')}`,
  text: `UPDATE personal_text SET sealed = '', emptied_at_ms = ?,
    buyer_id = CASE WHEN kind = 'chat_line' THEN '' ELSE buyer_id END WHERE ${among('text_id')}`,
});

export const sqliteDashes = (count: string) => `printf('%.*c', ${count}, '-')`;
export const postgresDashes = (count: string) => `repeat('-', ${count})`;

/** Parameters: emptied since when, how many. What was said in a chat whose days are over is over in every copy as well. */
export const EMPTIED_TEXTS = `SELECT text_id AS "textId", emptied_at_ms AS "emptiedAtMs" FROM personal_text t
  WHERE emptied_at_ms > ? AND NOT (kind LIKE 'chat_%' AND until_ms > 0 AND (emptied_at_ms >= until_ms OR EXISTS (
    SELECT 1 FROM stream s WHERE s.stream_id = t.stream_id AND t.kept_ms > 0 AND emptied_at_ms >= s.closed_at_ms + t.kept_ms)))
  ORDER BY emptied_at_ms DESC, text_id LIMIT ?`;
