import type * as z from 'zod/mini';
import type { Refusal } from '../../../shared/contract/refusals.ts';
import {
  MAX_WEBHOOKS,
  type newWebhookReply,
  type WebhookRequest,
  type WebhookView,
} from '../../../shared/contract/webhook.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import { calledBy } from '../../application/account/called-by.ts';
import type { StaffActor } from '../../application/application.ts';
import type { ApplicationDeps } from '../../application/deps.ts';
import {
  noHealth,
  type WebhookEndpoint,
  type WebhookSender,
  type WebhookStore,
} from '../../ports/webhooks.ts';
import { SHOP_LOG } from '../../shop/shop.ts';
import type { WebhookDelivery } from './deliver.ts';
import { type Feed, openFeed } from './feed.ts';
import { afterSwitch, failingSinceMs } from './health.ts';

/** What operators do with the systems that are told outside (C2). */
export interface WebhookAdmin extends Feed {
  list(): Promise<WebhookView[]>;
  add(actor: StaffActor, request: WebhookRequest): Promise<Result<z.infer<typeof newWebhookReply>, Refusal>>;
  switch(actor: StaffActor, webhookId: string, isOn: boolean): Promise<Result<WebhookView, Refusal>>;
  /** @param stream a slug, or `shop` */
  replay(webhookId: string, stream: string, fromSeq: number): Promise<Result<{ ok: true }, Refusal>>;
  remove(webhookId: string): Promise<Result<{ ok: true }, Refusal>>;
}

export function openWebhookAdmin(
  deps: ApplicationDeps,
  {
    webhooks,
    sender,
    delivery,
  }: { webhooks: WebhookStore; sender: WebhookSender; delivery: WebhookDelivery },
): WebhookAdmin {
  const { clock, directory, ids, readers, secrets } = deps;
  const find = async (webhookId: string) =>
    (await webhooks.endpoints()).find((endpoint) => endpoint.webhookId === webhookId) ?? null;
  const named = async (endpoint: WebhookEndpoint): Promise<WebhookView> => ({
    ...viewOf(endpoint),
    ...calledBy(await directory.staffById(endpoint.staffId)),
    ...(await offBy(endpoint)),
  });
  const offBy = async ({ offWhy, health }: WebhookEndpoint) => {
    if (offWhy !== 'staff' || health.offBy === undefined) return {};
    const { by, byEn } = calledBy(await directory.staffById(health.offBy));
    return { offBy: by, ...(byEn !== undefined && { offByEn: byEn }) };
  };
  return {
    ...openFeed(deps, webhooks),
    list: async () => Promise.all((await webhooks.endpoints()).map(named)),
    async add(actor, { url, kinds }) {
      if (sender.whyNot(url) !== null) return refuse({ code: 'BAD_REQUEST', field: 'url' });
      const endpoint: WebhookEndpoint = {
        webhookId: ids.next(),
        url,
        kinds: [...new Set(kinds)],
        createdAtMs: clock.nowMs(),
        staffId: actor.staffId,
        offAtMs: null,
        offWhy: null,
        health: noHealth,
      };
      if (!(await webhooks.add(endpoint, MAX_WEBHOOKS))) {
        return refuse({ code: 'TOO_MANY_LINES', max: MAX_WEBHOOKS });
      }
      await delivery.look();
      return ok({ webhook: await named(endpoint), secret: secrets.webhookSecret(endpoint.webhookId) });
    },
    async switch({ staffId }, webhookId, isOn) {
      const known = await find(webhookId);
      if (!known) return refuse({ code: 'NOT_FOUND' });
      // The line is closed before what it remembers is written over.
      await webhooks.setOff(webhookId, clock.nowMs(), 'staff');
      await delivery.look();
      const { health } = (await find(webhookId)) ?? known;
      if (!isOn) await webhooks.saveHealth(webhookId, { ...health, offBy: staffId });
      if (isOn) {
        await webhooks.saveHealth(webhookId, afterSwitch(health));
        await webhooks.setOff(webhookId, null, null);
        await delivery.look();
      }
      const now = await find(webhookId);
      return now ? ok(await named(now)) : refuse({ code: 'NOT_FOUND' });
    },
    async replay(webhookId, stream, fromSeq) {
      const known = await find(webhookId);
      const row = stream === SHOP_LOG ? null : await readers.streamBySlug(stream);
      const logId = stream === SHOP_LOG ? SHOP_LOG : row?.rehearsalOf === null ? row.streamId : null;
      if (!known || logId === null) return refuse({ code: 'NOT_FOUND' });
      if (!(await webhooks.askReplay({ webhookId, logId, fromSeq }))) return refuse({ code: 'NOT_FOUND' });
      await delivery.look();
      return ok({ ok: true });
    },
    async remove(webhookId) {
      await webhooks.setOff(webhookId, clock.nowMs(), 'staff');
      await delivery.look();
      return (await webhooks.remove(webhookId)) ? ok({ ok: true }) : refuse({ code: 'NOT_FOUND' });
    },
  };
}

function viewOf({
  webhookId,
  url,
  kinds,
  createdAtMs,
  offAtMs,
  offWhy,
  health,
}: WebhookEndpoint): WebhookView {
  const { delivered, failed, lastDeliveredAtMs, recent } = health;
  const sums = { delivered, failed, lastDeliveredAtMs, failingSinceMs: failingSinceMs(health) };
  return { webhookId, url, kinds, createdAtMs, offAtMs, offWhy, ...sums, recent };
}
