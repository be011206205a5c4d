import type { Refusal } from '../../../../shared/contract/refusals.ts';
import { MAX_FACTS_PAGE } from '../../../../shared/contract/webhook.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import type { WebhookAdmin } from '../../../subscribers/webhooks/admin.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Call, Handlers } from '../serve-routes.ts';

type WebhookRoutes = Pick<
  Handlers,
  'webhooks' | 'addWebhook' | 'switchWebhook' | 'replayWebhook' | 'removeWebhook' | 'outsideFacts'
>;

const noWebhooks = { code: 'UNAVAILABLE', retryAfterMs: 60_000 } as const satisfies Refusal;

/** Routes of webhooks, and of the same events by request (C2). */
export function webhookRoutes(deps: GatewayDeps): WebhookRoutes {
  const withWebhooks =
    <Asked, Value>(handle: (webhooks: WebhookAdmin, call: Asked) => Promise<Result<Value, Refusal>>) =>
    async (call: Asked): Promise<Result<Value, Refusal>> =>
      deps.webhookAdmin ? handle(deps.webhookAdmin, call) : refuse(noWebhooks);
  return {
    webhooks: withWebhooks(async (webhooks) => ok({ webhooks: await webhooks.list() })),
    addWebhook: withWebhooks(async (webhooks, { body, staff, visitor }: Call<'addWebhook'>) => {
      const added = await webhooks.add(staff!.actor, body);
      if (added.ok) visitor.note({ kind: 'webhook_added', about: originOf(body.url) }, staff!.actor);
      return added;
    }),
    switchWebhook: withWebhooks(async (webhooks, { params, body, staff, visitor }: Call<'switchWebhook'>) => {
      const switched = await webhooks.switch(staff!.actor, params.webhookId, body.isOn);
      if (switched.ok) {
        const event = { about: originOf(switched.value.url), what: body.isOn ? 'on' : 'off' };
        visitor.note({ kind: 'webhook_switched', ...event }, staff!.actor);
      }
      return switched;
    }),
    replayWebhook: withWebhooks(async (webhooks, { params, body, staff, visitor }: Call<'replayWebhook'>) => {
      const about = await addressOf(webhooks, params.webhookId);
      const asked = await webhooks.replay(params.webhookId, body.stream, body.fromSeq);
      if (asked.ok) visitor.note({ kind: 'webhook_replayed', about, stream: body.stream }, staff!.actor);
      return asked;
    }),
    removeWebhook: withWebhooks(async (webhooks, { params, staff, visitor }: Call<'removeWebhook'>) => {
      const about = await addressOf(webhooks, params.webhookId);
      const removed = await webhooks.remove(params.webhookId);
      if (removed.ok) visitor.note({ kind: 'webhook_removed', about }, staff!.actor);
      return removed;
    }),
    outsideFacts: withWebhooks(async (webhooks, { query, visitor, bearer }: Call<'outsideFacts'>) => {
      const { stream, after = 0, limit = MAX_FACTS_PAGE, kind } = query;
      const kinds = bearer === null ? undefined : await webhooks.kindsOf(bearer);
      if (kinds === null) return refuse({ code: 'UNAUTHENTICATED' });
      if (kinds === undefined) {
        const staff = await visitor.staff();
        if (!staff) return refuse({ code: 'UNAUTHENTICATED' });
        const mayRead = staff.actor.role === 'operator' || staff.actor.role === 'analyst';
        if (!mayRead) return refuse({ code: 'FORBIDDEN' });
      }
      if (kind !== undefined && kinds && !kinds.includes(kind)) return refuse({ code: 'FORBIDDEN' });
      const page = await webhooks.facts(stream, after, limit, kind === undefined ? kinds : [kind]);
      if (!page) return refuse({ code: 'NOT_FOUND' });
      const reader = kinds === undefined ? await visitor.staff() : null;
      const read = { what: 'events', stream, rows: page.events.length };
      if (reader) visitor.note({ kind: 'data_read', ...read }, reader.actor);
      return ok(page);
    }),
  };
}

/** The origin of a receiver, without secrets in its address. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

async function addressOf(webhooks: WebhookAdmin, webhookId: string): Promise<string> {
  return originOf((await webhooks.list()).find((each) => each.webhookId === webhookId)?.url ?? '');
}
