import type { WebhookEndpoint, WebhookReplay } from '../../ports/webhooks.ts';

/** The questions and changes of the endpoints outside; `?` is a parameter. */
export const ENDPOINTS = `
  SELECT webhook_id AS "webhookId", url, kinds, created_at_ms AS "createdAtMs", staff_id AS "staffId",
    off_at_ms AS "offAtMs", off_why AS "offWhy", health
  FROM webhook_endpoint ORDER BY created_at_ms, webhook_id`;

/** Parameters: the row, then the most that there may be. */
export const ADD_ENDPOINT = `
  INSERT INTO webhook_endpoint (webhook_id, url, kinds, created_at_ms, staff_id, off_at_ms, off_why, health)
  SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM webhook_endpoint) < ?`;

export const SET_OFF = 'UPDATE webhook_endpoint SET off_at_ms = ?, off_why = ? WHERE webhook_id = ?';
export const SAVE_HEALTH = 'UPDATE webhook_endpoint SET health = ? WHERE webhook_id = ?';
export const REMOVE_ENDPOINT = 'DELETE FROM webhook_endpoint WHERE webhook_id = ?';
export const REMOVE_REPLAYS = 'DELETE FROM webhook_replay WHERE webhook_id = ?';
export const REMOVE_CURSORS = 'DELETE FROM cursor WHERE consumer = ?';

/** Parameters: log, seq, endpoint. */
export const ASK_REPLAY = (lock: '' | 'FOR SHARE') => `
  INSERT INTO webhook_replay (webhook_id, log_id, from_seq)
  SELECT webhook_id, ?, ? FROM webhook_endpoint WHERE webhook_id = ? ${lock}
  ON CONFLICT (webhook_id, log_id) DO UPDATE SET from_seq = excluded.from_seq`;
export const REPLAYS = `
  SELECT webhook_id AS "webhookId", log_id AS "logId", from_seq AS "fromSeq" FROM webhook_replay
  ORDER BY webhook_id, log_id`;
export const FORGET_REPLAY =
  'DELETE FROM webhook_replay WHERE webhook_id = ? AND log_id = ? AND from_seq = ?';

/** The one change that moves a cursor back. Parameters: consumer, log, seq. */
export const TURN_CURSOR_BACK = `
  INSERT INTO cursor (consumer, log_id, seq) VALUES (?, ?, ?)
  ON CONFLICT (consumer, log_id) DO UPDATE SET seq = excluded.seq`;

/** Parameters: consumer, since when, how many. */
export const LOGS_BEHIND = `
  SELECT h.log_id AS "logId" FROM log_head h
    LEFT JOIN cursor c ON c.log_id = h.log_id AND c.consumer = ?
  WHERE h.at_ms >= ? AND h.seq > coalesce(c.seq, 0) ORDER BY h.at_ms DESC, h.log_id LIMIT ?`;

export function endpointValues(endpoint: WebhookEndpoint, most: number): (string | number | null)[] {
  const { webhookId, url, kinds, createdAtMs, staffId, offAtMs, offWhy, health } = endpoint;
  const texts = [JSON.stringify(kinds), createdAtMs, staffId, offAtMs, offWhy, JSON.stringify(health)];
  return [webhookId, url, ...texts, most];
}

/** An endpoint as a database keeps it. */
export function endpointOf(kept: unknown): WebhookEndpoint {
  const row = kept as Omit<WebhookEndpoint, 'kinds' | 'health'> & { kinds: string; health: string };
  return {
    ...row,
    kinds: JSON.parse(row.kinds) as WebhookEndpoint['kinds'],
    health: JSON.parse(row.health) as WebhookEndpoint['health'],
  };
}

export function replayOf(kept: unknown): WebhookReplay {
  return { ...(kept as WebhookReplay) };
}
