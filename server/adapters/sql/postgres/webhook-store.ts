import { type WebhookStore, webhookConsumer } from '../../../ports/webhooks.ts';
import { numbered } from '../texts.ts';
import * as text from '../webhook-texts.ts';
import type { ConnectionPool } from './connection-pool.ts';

/** The endpoints outside in PostgreSQL; any node adds and removes, the one that delivers reads them now and then. */
export function postgresWebhooks(links: ConnectionPool): WebhookStore {
  const ask = (question: string, values: readonly unknown[] = []) =>
    links.query<unknown>(numbered(question), values);
  const change = (question: string, values: readonly unknown[]) => links.change(numbered(question), values);
  return {
    endpoints: async () => (await ask(text.ENDPOINTS)).map(text.endpointOf),
    add: async (endpoint, most) =>
      (await change(text.ADD_ENDPOINT, text.endpointValues(endpoint, most))) === 1,
    async setOff(webhookId, offAtMs, offWhy) {
      await change(text.SET_OFF, [offAtMs, offWhy, webhookId]);
    },
    async saveHealth(webhookId, health) {
      await change(text.SAVE_HEALTH, [JSON.stringify(health), webhookId]);
    },
    remove: (webhookId) =>
      links.transaction(async (link) => {
        // The endpoint first: whoever asks for a replay meanwhile came before it, or finds none.
        const isRemoved = (await link.query(numbered(text.REMOVE_ENDPOINT), [webhookId])).count === 1;
        await link.query(numbered(text.REMOVE_REPLAYS), [webhookId]);
        await link.query(numbered(text.REMOVE_CURSORS), [webhookConsumer(webhookId)]);
        return isRemoved;
      }),
    askReplay: async ({ webhookId, logId, fromSeq }) =>
      (await change(text.ASK_REPLAY('FOR SHARE'), [logId, fromSeq, webhookId])) === 1,
    replays: async () => (await ask(text.REPLAYS)).map(text.replayOf),
    beginReplay: ({ webhookId, logId, fromSeq }) =>
      links.transaction(async (link) => {
        await link.query(numbered(text.TURN_CURSOR_BACK), [webhookConsumer(webhookId), logId, fromSeq - 1]);
        await link.query(numbered(text.FORGET_REPLAY), [webhookId, logId, fromSeq]);
      }),
    behind: async (webhookId, sinceMs, limit) =>
      (await ask(text.LOGS_BEHIND, [webhookConsumer(webhookId), sinceMs, limit])).map(
        (row) => (row as { logId: string }).logId,
      ),
  };
}
