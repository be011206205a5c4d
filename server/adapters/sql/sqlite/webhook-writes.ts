import type { Database as SqliteDatabase } from 'better-sqlite3';
import { type WebhookReplay, webhookConsumer } from '../../../ports/webhooks.ts';
import * as text from '../webhook-texts.ts';
import { transaction } from './statements.ts';

/** What is written of the endpoints outside; rare, and small. */
export function webhookWrites(db: SqliteDatabase) {
  const add = db.prepare<unknown[]>(text.ADD_ENDPOINT);
  const setOff = db.prepare(text.SET_OFF);
  const saveHealth = db.prepare(text.SAVE_HEALTH);
  const remove = db.prepare(text.REMOVE_ENDPOINT);
  const removeReplays = db.prepare(text.REMOVE_REPLAYS);
  const removeCursors = db.prepare(text.REMOVE_CURSORS);
  const askReplay = db.prepare(text.ASK_REPLAY(''));
  const forgetReplay = db.prepare(text.FORGET_REPLAY);
  const rewind = db.prepare(text.TURN_CURSOR_BACK);
  return {
    addWebhook: (values: readonly (string | number | null)[]): boolean => add.run(...values).changes === 1,
    setWebhookOff(webhookId: string, offAtMs: number | null, offWhy: string | null): void {
      setOff.run(offAtMs, offWhy, webhookId);
    },
    saveWebhookHealth(webhookId: string, health: string): void {
      saveHealth.run(health, webhookId);
    },
    removeWebhook: transaction(db, (webhookId: string): boolean => {
      removeReplays.run(webhookId);
      removeCursors.run(webhookConsumer(webhookId));
      return remove.run(webhookId).changes === 1;
    }),
    askWebhookReplay: ({ webhookId, logId, fromSeq }: WebhookReplay): boolean =>
      askReplay.run(logId, fromSeq, webhookId).changes === 1,
    beginWebhookReplay: transaction(db, ({ webhookId, logId, fromSeq }: WebhookReplay): void => {
      rewind.run(webhookConsumer(webhookId), logId, fromSeq - 1);
      forgetReplay.run(webhookId, logId, fromSeq);
    }),
  };
}
