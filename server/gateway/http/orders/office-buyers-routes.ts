import { ok, refuse } from '../../../../shared/values/result.ts';
import type { GatewayDeps } from '../../deps.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

type Routes = 'officeBuyers' | 'officeBuyer' | 'buyerContacts' | 'limitBuyer' | 'liftLimit';

/** Buyers over all streams, for operators (A7), and what the shop lets them do (B11). */
export function officeBuyersRoutes({
  application,
}: Pick<GatewayDeps, 'application'>): Pick<Handlers, Routes> {
  return {
    officeBuyers: async ({ query }) => ok(await application.officeBuyers(query)),
    async officeBuyer({ params }) {
      const found = await application.officeBuyer(params.buyerId);
      return found ? ok(found) : refuse({ code: 'NOT_FOUND' });
    },
    limitBuyer: async ({ body, staff }) => answered(await application.limitBuyer(staff!.actor, body)),
    liftLimit: async ({ body, staff }) => answered(await application.liftLimit(staff!.actor, body)),
    async buyerContacts({ params, query, staff, visitor }) {
      const found = await application.buyerContacts(params.buyerId, query.order);
      const rows = found.contacts.length + (found.sendsTo ? 1 : 0);
      visitor.note({ kind: 'data_read', what: 'buyer', about: params.buyerId, rows }, staff!.actor);
      return ok(found);
    },
  };
}
