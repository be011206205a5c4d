import { ok, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';

/** Buyers over all streams, for operators (A7). */
export function officeBuyersRoutes({
  application,
}: Pick<GatewayDeps, 'application'>): Pick<Handlers, 'officeBuyers' | 'officeBuyer' | 'buyerContacts'> {
  return {
    officeBuyers: async ({ query }) => ok(await application.officeBuyers(query)),
    async officeBuyer({ params }) {
      const found = await application.officeBuyer(params.buyerId);
      return found ? ok(found) : refuse({ code: 'NOT_FOUND' });
    },
    async buyerContacts({ params, staff, visitor }) {
      const found = await application.buyerContacts(params.buyerId);
      const { length: rows } = found.contacts;
      visitor.note({ kind: 'data_read', what: 'buyer', about: params.buyerId, rows }, staff!.actor);
      return ok(found);
    },
  };
}
