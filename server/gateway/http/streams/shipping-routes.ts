import { refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** Routes of a stream's shipping terms: read and set by its lineup's staff, by console commands. */
export function shippingRoutes({
  readers,
  application,
  clock,
}: GatewayDeps): Pick<Handlers, 'shippingTerms' | 'setShipping' | 'setOverseas'> {
  return {
    async shippingTerms({ staff, params }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.shippingTerms(staff.actor, stream.streamId));
    },
    async setShipping({ staff, params, body }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      const { streamId } = stream;
      return answered(
        await application.console(staff.actor, streamId, 'shipping:set', body, clock.steadyMs()),
      );
    },
    async setOverseas({ staff, params, body }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      const { streamId } = stream;
      return answered(
        await application.console(staff.actor, streamId, 'shipping:set-overseas', body, clock.steadyMs()),
      );
    },
  };
}
