import { type WebhookEndpoint, type WebhookStore, webhookConsumer } from '../../ports/webhooks.ts';
import type { Tables } from './tables.ts';

/** The endpoints outside in maps. */
export function memoryWebhooks(tables: Tables): WebhookStore {
  const { webhooks, webhookReplays, cursors, logs } = tables;
  const change = (webhookId: string, changed: Partial<WebhookEndpoint>) => {
    const known = webhooks.get(webhookId);
    if (known) webhooks.set(webhookId, { ...known, ...changed });
  };
  return {
    endpoints: async () =>
      structuredClone([...webhooks.values()]).sort(
        (a, b) => a.createdAtMs - b.createdAtMs || (a.webhookId < b.webhookId ? -1 : 1),
      ),
    async add(endpoint, most) {
      if (webhooks.size >= most) return false;
      webhooks.set(endpoint.webhookId, structuredClone(endpoint));
      return true;
    },
    setOff: async (webhookId, offAtMs, offWhy) => change(webhookId, { offAtMs, offWhy }),
    saveHealth: async (webhookId, health) => change(webhookId, { health: structuredClone(health) }),
    async remove(webhookId) {
      for (const [name, replay] of webhookReplays) {
        if (replay.webhookId === webhookId) webhookReplays.delete(name);
      }
      for (const name of cursors.keys()) {
        if (name.startsWith(`${webhookConsumer(webhookId)} `)) cursors.delete(name);
      }
      return webhooks.delete(webhookId);
    },
    async askReplay(replay) {
      if (!webhooks.has(replay.webhookId)) return false;
      webhookReplays.set(`${replay.webhookId} ${replay.logId}`, { ...replay });
      return true;
    },
    replays: async () => [...webhookReplays.values()].map((replay) => ({ ...replay })),
    async beginReplay({ webhookId, logId, fromSeq }) {
      cursors.set(`${webhookConsumer(webhookId)} ${logId}`, fromSeq - 1);
      const name = `${webhookId} ${logId}`;
      if (webhookReplays.get(name)?.fromSeq === fromSeq) webhookReplays.delete(name);
    },
    behind: async (webhookId, sinceMs, limit) =>
      [...logs.values()]
        .filter(({ head }) => head.atMs >= sinceMs)
        .filter(({ head }) => head.seq > (cursors.get(`${webhookConsumer(webhookId)} ${head.logId}`) ?? 0))
        .sort((a, b) => b.head.atMs - a.head.atMs || (a.head.logId < b.head.logId ? -1 : 1))
        .slice(0, limit)
        .map(({ head }) => head.logId),
  };
}
