import type { ConsoleRequest } from '../../../../shared/protocol.ts';
import { refuse } from '../../../../shared/values/result.ts';
import type { StaffCommand } from '../../../market/command-spec.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { SignedIn } from '../../visitors/staff-sessions.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

type Routes = 'bounds' | 'setBounds' | 'newcomersCash' | 'releaseCash' | 'allowCash' | 'openProduct';

/**
 * Routes of the bounds on newcomers and unpaid orders, and of newcomers' cash: read by a stream's staff, set by its
 * host.
 */
export function boundsRoutes({ readers, application, clock }: GatewayDeps): Pick<Handlers, Routes> {
  /** The id of an existing stream for a signed-in member; the application judges the rights on it. */
  async function idOf(slug: string, staff: SignedIn | null): Promise<string | null> {
    const stream = await readers.streamBySlug(slug);
    return stream && staff ? stream.streamId : null;
  }

  function does<C extends StaffCommand>(command: C) {
    return async (asked: { staff: SignedIn | null; params: { slug: string }; body: ConsoleRequest<C> }) => {
      const streamId = await idOf(asked.params.slug, asked.staff);
      if (streamId === null || !asked.staff) return refuse({ code: 'NOT_FOUND' as const });
      return answered(
        await application.console(asked.staff.actor, streamId, command, asked.body, clock.steadyMs()),
      );
    };
  }

  return {
    async bounds({ staff, params }) {
      const streamId = await idOf(params.slug, staff);
      if (streamId === null || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.bounds(staff.actor, streamId));
    },
    setBounds: does('stream:set-bounds'),
    async newcomersCash({ staff, params }) {
      const streamId = await idOf(params.slug, staff);
      if (streamId === null || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.newcomersCash(staff.actor, streamId));
    },
    releaseCash: does('newcomers:release-cash'),
    allowCash: does('newcomers:allow-cash'),
    openProduct: does('newcomers:open-product'),
  };
}
