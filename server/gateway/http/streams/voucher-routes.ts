import { refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** The route of voucher codes, for their giver. */
export function voucherRoutes({ readers, application }: GatewayDeps): Pick<Handlers, 'voucherCodes'> {
  return {
    async voucherCodes({ staff, params }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.voucherCodes(staff.actor, stream.streamId));
    },
  };
}
