import { ok, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** The routes of vouchers: a buyer's own, and the codes of one stream for their giver. */
export function voucherRoutes({
  readers,
  application,
}: GatewayDeps): Pick<Handlers, 'myVouchers' | 'voucherCodes'> {
  return {
    myVouchers: async ({ visitor }) => ok(await application.myVouchers(await visitor.buyer())),
    async voucherCodes({ staff, params }) {
      const stream = await readers.streamBySlug(params.slug);
      if (!stream || !staff) return refuse({ code: 'NOT_FOUND' });
      return answered(await application.voucherCodes(staff.actor, stream.streamId));
    },
  };
}
