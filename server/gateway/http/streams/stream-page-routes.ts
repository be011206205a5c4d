import { refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered, only } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** Routes of a stream's page, currency, people and terms: read by its staff, changed by its host (S8–S10, A1). */
export function streamPageRoutes({
  readers,
  application,
  clock,
}: GatewayDeps): Pick<
  Handlers,
  | 'streamPage'
  | 'describeStream'
  | 'setCurrency'
  | 'streamActivity'
  | 'afterStream'
  | 'beforeStream'
  | 'streamTeam'
  | 'grantAssistant'
  | 'streamTerms'
  | 'setStreamTerms'
> {
  return {
    async streamPage({ staff, params }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.streamPage(staff.actor, stream.streamId));
    },
    async describeStream({ staff, params, body }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(
        await application.console(staff.actor, stream.streamId, 'stream:describe', body, clock.steadyMs()),
      );
    },
    async setCurrency({ staff, params, body }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(
        await application.console(staff.actor, stream.streamId, 'stream:set-currency', body, clock.nowMs()),
      );
    },
    async streamTerms({ staff, params }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.streamTerms(staff.actor, stream.streamId));
    },
    async setStreamTerms({ staff, params, body }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(
        await application.console(staff.actor, stream.streamId, 'stream:set-terms', body, clock.steadyMs()),
      );
    },
    async streamActivity({ staff, params, query }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.streamActivity(staff.actor, stream.streamId, query));
    },
    async beforeStream({ staff, params }) {
      return staff ? application.beforeStream(staff.actor, params.slug) : refuse({ code: 'NOT_FOUND' });
    },
    async afterStream({ staff, params }) {
      return staff ? application.afterStream(staff.actor, params.slug) : refuse({ code: 'NOT_FOUND' });
    },
    async streamTeam({ staff, params }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.streamTeam(staff.actor, stream.streamId));
    },
    async grantAssistant({ staff, params, body }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return only(
        await application.console(staff.actor, stream.streamId, 'stream:grant', body, clock.steadyMs()),
        ({ seq, replay }) => ({ seq, ...(replay && { replay }) }),
      );
    },
  };
}
