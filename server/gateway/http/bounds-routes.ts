import { refuse } from '../../../shared/values/result.ts';
import type { GatewayDeps } from '../deps.ts';
import { answered } from './answered.ts';
import type { Handlers } from './serve-routes.ts';

/** What newcomers and unpaid orders may keep of a stream's stock: read by its staff, set by its host. */
export function boundsRoutes({
  readers,
  application,
  clock,
}: GatewayDeps): Pick<Handlers, 'bounds' | 'setBounds'> {
  return {
    async bounds({ staff, params }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.bounds(staff.actor, stream.streamId));
    },
    async setBounds({ staff, params, body }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      const { streamId } = stream;
      return answered(
        await application.console(staff.actor, streamId, 'stream:set-bounds', body, clock.steadyMs()),
      );
    },
  };
}
