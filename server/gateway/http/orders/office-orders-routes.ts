import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';

/** Orders over all streams, as those who work here read them (A6). */
export function officeOrdersRoutes({
  application,
}: Pick<GatewayDeps, 'application'>): Pick<Handlers, 'officeOrders' | 'officeToday' | 'officeOrder'> {
  return {
    officeOrder: ({ params, staff }) => application.officeOrder(staff!.actor, params.reference),
    officeToday: ({ staff }) => application.officeToday(staff!.actor),
    officeOrders: ({ query, staff }) => application.officeOrders(staff!.actor, query),
  };
}
