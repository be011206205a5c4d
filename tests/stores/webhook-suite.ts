import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  noHealth,
  type WebhookEndpoint,
  type WebhookStore,
  webhookConsumer,
} from '../../server/ports/webhooks.ts';
import { aBatch, aHead, EIGHT, idOf } from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

function anEndpoint(name: string, more: Partial<WebhookEndpoint> = {}): WebhookEndpoint {
  return {
    webhookId: idOf(`webhook ${name}`),
    url: `https://${name}.example/hook`,
    kinds: ['order', 'stream'],
    createdAtMs: EIGHT,
    staffId: idOf('operator'),
    offAtMs: null,
    offWhy: null,
    health: noHealth,
    ...more,
  };
}

/** Who is told outside: kept the same way by every store. */
export function webhookSuite(open: () => Promise<Stores & { webhooks: WebhookStore }>): void {
  describe('the endpoints outside', () => {
    let stores: Stores & { webhooks: WebhookStore };
    let webhooks: WebhookStore;
    beforeAll(async () => {
      stores = await open();
      webhooks = stores.webhooks;
    });
    afterAll(() => stores.close());

    test('[C2] endpoints are kept as they were added, the oldest first, and no more than may be', async () => {
      const [first, second] = [anEndpoint('b'), anEndpoint('a', { createdAtMs: EIGHT + 1 })];
      expect(await webhooks.add(second, 2)).toBe(true);
      expect(await webhooks.add(first, 2)).toBe(true);
      expect(await webhooks.add(anEndpoint('c'), 2)).toBe(false);
      expect(await webhooks.endpoints()).toEqual([first, second]);

      const health = { ...noHealth, delivered: 3, failingSinceMs: { shop: EIGHT } };
      await webhooks.saveHealth(first.webhookId, health);
      await webhooks.setOff(first.webhookId, EIGHT + 5, 'failing');
      expect((await webhooks.endpoints())[0]).toEqual({
        ...first,
        health,
        offAtMs: EIGHT + 5,
        offWhy: 'failing',
      });
      await webhooks.setOff(first.webhookId, null, null);
      expect((await webhooks.endpoints())[0]).toEqual({ ...first, health });
    });

    test('[C2] what has grown since an endpoint was added, and is further than it was told', async () => {
      const { webhookId } = anEndpoint('b');
      const logs = ['old', 'told', 'new'].map((name) => idOf(`outside ${name}`));
      for (const [n, logId] of logs.entries()) {
        await stores.store.create(aHead(logId));
        await stores.store.append({
          ...aBatch(logId, 0, { facts: 3 }),
          atMs: n === 0 ? EIGHT - 60_000 : EIGHT + n,
        });
      }
      const [, told, fresh] = logs as [string, string, string];
      await stores.store.saveCursor(webhookConsumer(webhookId), told, 3);
      expect(await webhooks.behind(webhookId, EIGHT, 10)).toEqual([fresh]);
      expect(await webhooks.behind(webhookId, EIGHT - 60_000, 1)).toEqual([fresh]);
      expect((await webhooks.behind(webhookId, EIGHT - 60_000, 10)).toSorted()).toEqual(
        [logs[0], fresh].toSorted(),
      );
    });

    test('[C2] a replay moves the cursor back, once', async () => {
      const { webhookId } = anEndpoint('b');
      const logId = idOf('outside told');
      await webhooks.askReplay({ webhookId, logId, fromSeq: 3 });
      await webhooks.askReplay({ webhookId, logId, fromSeq: 2 });
      expect(await webhooks.replays()).toEqual([{ webhookId, logId, fromSeq: 2 }]);
      await webhooks.beginReplay({ webhookId, logId, fromSeq: 2 });
      expect(await webhooks.replays()).toEqual([]);
      expect(await stores.store.cursor(webhookConsumer(webhookId), logId)).toBe(1);
    });

    test('[C2] who is removed leaves nothing behind', async () => {
      const { webhookId } = anEndpoint('b');
      const logId = idOf('outside told');
      expect(await webhooks.askReplay({ webhookId, logId, fromSeq: 1 })).toBe(true);
      expect(await webhooks.remove(webhookId)).toBe(true);
      expect(await webhooks.remove(webhookId)).toBe(false);
      expect(await webhooks.askReplay({ webhookId, logId, fromSeq: 1 })).toBe(false);
      expect(await webhooks.replays()).toEqual([]);
      expect(await stores.store.cursor(webhookConsumer(webhookId), logId)).toBe(0);
      expect((await webhooks.endpoints()).map((each) => each.webhookId)).toEqual([anEndpoint('a').webhookId]);
    });
  });
}
