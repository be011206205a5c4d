import type * as z from 'zod/mini';
import { type EventKind, eventKinds, type OutsideEvent } from '../../../shared/contract/outside-event.ts';
import type { factsPage } from '../../../shared/contract/webhook.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../event-log/ports/store.ts';
import type { StreamFact } from '../../market/facts.ts';
import type { WebhookStore } from '../../ports/webhooks.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { ShopFact } from '../../shop/state.ts';
import { eventId, eventStamp } from './event-envelope.ts';
import { shopEvent, shopTypesOf, streamEvent, streamTypesOf } from './fact-to-event.ts';

export interface Feed {
  /** The kinds that the holder of an endpoint's secret may read, or null for a stranger. */
  kindsOf(bearer: string): Promise<readonly EventKind[] | null>;
  /**
   * Events of a log after a place, in order. @param stream a slug, or `shop`. @returns null if there is no such stream
   */
  facts(
    stream: string,
    after: number,
    limit: number,
    kinds?: readonly EventKind[],
  ): Promise<z.infer<typeof factsPage> | null>;
}

/** The same events as are delivered, for who asks. */
export function openFeed(
  { store, readers, secrets, engines }: Pick<ApplicationDeps, 'store' | 'readers' | 'secrets' | 'engines'>,
  webhooks: WebhookStore,
): Feed {
  return {
    async kindsOf(bearer) {
      // Digests are compared: how long that takes says nothing of a secret.
      const given = secrets.digest(bearer);
      const own = ({ webhookId }: { webhookId: string }) => secrets.digest(secrets.webhookSecret(webhookId));
      return (await webhooks.endpoints()).find((endpoint) => own(endpoint) === given)?.kinds ?? null;
    },
    async facts(stream, after, limit, kinds = eventKinds) {
      const isShop = stream === SHOP_LOG;
      const row = isShop ? null : await readers.streamBySlug(stream);
      if (!isShop && row?.rehearsalOf !== null) return null;
      const logId = row?.streamId ?? SHOP_LOG;
      const told = row && { ...row, shopNumber: await engines.findShopNumber(row.streamId) };
      const head = await store.head(logId);
      if (!head) return null;
      const types = isShop ? shopTypesOf(kinds) : streamTypesOf(kinds);
      // Without a type the store would give facts of all of them.
      const stored = types.length === 0 ? [] : await store.factsAfter(logId, after, limit, types);
      const eventOf = (fact: StoredFact): OutsideEvent | null =>
        told
          ? streamEvent(factOf<StreamFact>(fact), eventStamp(fact), told)
          : shopEvent(factOf<ShopFact>(fact), eventStamp(fact));
      const events = stored.flatMap((fact) => {
        const event = eventOf(fact);
        return event ? [{ id: eventId(logId, fact.seq, fact.hash), event }] : [];
      });
      const isEnd = stored.length < limit;
      const last = stored.at(-1)?.seq ?? after;
      return { stream, events, next: isEnd ? Math.max(last, head.seq, after) : last, isEnd };
    },
  };
}
