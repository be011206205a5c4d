import type { GatewayDeps } from '../../deps.ts';
import { answered } from '../answered.ts';
import type { Handlers } from '../serve-routes.ts';

/** Orders (A6) and acts (A2) over all streams, as those who work here read them. */
export function officeOrdersRoutes({
  application,
}: Pick<GatewayDeps, 'application'>): Pick<
  Handlers,
  'officeOrders' | 'officeToday' | 'officeOrder' | 'officeActivity'
> {
  return {
    officeOrder: ({ params, staff }) => application.officeOrder(staff!.actor, params.reference),
    officeActivity: async ({ staff, query }) =>
      answered(await application.officeActivity(staff!.actor, query)),
    officeToday: ({ staff }) => application.officeToday(staff!.actor),
    officeOrders: ({ query, staff }) => application.officeOrders(staff!.actor, query),
  };
}
