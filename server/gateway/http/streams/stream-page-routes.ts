import { refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** What the page of a stream says, and what it sells in: read by its staff, changed by its host (S8, S9). */
export function streamPageRoutes({
  readers,
  application,
  clock,
}: GatewayDeps): Pick<Handlers, 'streamPage' | 'describeStream' | 'setCurrency'> {
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
  };
}
