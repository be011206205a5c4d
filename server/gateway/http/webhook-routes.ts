import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_FACTS_PAGE } from '../../../shared/contract/webhook.ts';
import { ok, type Result, refuse } from '../../../shared/values/result.ts';
import type { WebhookDesk } from '../../features/webhooks/desk.ts';
import type { GatewayDeps } from '../deps.ts';
import type { Call, Handlers } from './serve-routes.ts';

type WebhookRoutes = Pick<
  Handlers,
  'webhooks' | 'addWebhook' | 'switchWebhook' | 'replayWebhook' | 'removeWebhook' | 'outsideFacts'
>;

const noDesk = { code: 'UNAVAILABLE', retryAfterMs: 60_000 } as const satisfies Refusal;

/** Who is told outside, and the same events for who asks (C2). */
export function webhookRoutes(deps: GatewayDeps): WebhookRoutes {
  const withDesk =
    <Asked, Value>(handle: (desk: WebhookDesk, call: Asked) => Promise<Result<Value, Refusal>>) =>
    async (call: Asked): Promise<Result<Value, Refusal>> =>
      deps.webhookDesk ? handle(deps.webhookDesk, call) : refuse(noDesk);
  return {
    webhooks: withDesk(async (desk) => ok({ webhooks: await desk.list() })),
    addWebhook: withDesk((desk, { body, staff }: Call<'addWebhook'>) => desk.add(staff!.actor, body)),
    switchWebhook: withDesk((desk, { params, body }: Call<'switchWebhook'>) =>
      desk.switch(params.webhookId, body.isOn),
    ),
    replayWebhook: withDesk((desk, { params, body }: Call<'replayWebhook'>) =>
      desk.replay(params.webhookId, body.stream, body.fromSeq),
    ),
    removeWebhook: withDesk((desk, { params }: Call<'removeWebhook'>) => desk.remove(params.webhookId)),
    outsideFacts: withDesk(async (desk, { query, visitor, bearer }: Call<'outsideFacts'>) => {
      const { stream, after = 0, limit = MAX_FACTS_PAGE, kind } = query;
      const kinds = bearer === null ? undefined : await desk.kindsOf(bearer);
      if (kinds === null) return refuse({ code: 'UNAUTHENTICATED' });
      if (kinds === undefined) {
        const staff = await visitor.staff();
        if (!staff) return refuse({ code: 'UNAUTHENTICATED' });
        const mayRead = staff.actor.role === 'operator' || staff.actor.role === 'analyst';
        if (!mayRead) return refuse({ code: 'FORBIDDEN' });
      }
      if (kind !== undefined && kinds && !kinds.includes(kind)) return refuse({ code: 'FORBIDDEN' });
      const page = await desk.facts(stream, after, limit, kind === undefined ? kinds : [kind]);
      return page ? ok(page) : refuse({ code: 'NOT_FOUND' });
    }),
  };
}
