import { findOrderRoute } from './find-order-route.ts';
import { giveAddressRoute } from './give-address-route.ts';
import { officeBuyersRoutes } from './office-buyers-routes.ts';
import { officeOrdersRoutes } from './office-orders-routes.ts';
import { officePeopleRoutes } from './office-people-routes.ts';
import { orderNotesRoutes } from './order-notes-routes.ts';
import { orderRefundRoutes } from './order-refund-routes.ts';

/** Orders that are asked for by who has not placed them on this device: a buyer's on another one, and the office's. */
export function ordersRoutes(
  deps: Parameters<typeof findOrderRoute>[0] &
    Parameters<typeof orderRefundRoutes>[0] &
    Parameters<typeof giveAddressRoute>[0],
) {
  return {
    ...findOrderRoute(deps),
    ...officeOrdersRoutes(deps),
    ...officeBuyersRoutes(deps),
    ...officePeopleRoutes(deps),
    ...orderNotesRoutes(deps),
    ...orderRefundRoutes(deps),
    ...giveAddressRoute(deps),
  };
}
