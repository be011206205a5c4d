import { routes } from '../../../../shared/contract/http.ts';
import type { Route } from '../../../../shared/contract/routes/route.ts';
import { type StaffPage, type StaffRole, staffPage } from '../../../../shared/market/account/contract.ts';

/** Who may open a page is who may ask what it shows first (A1). */
const opens: Record<StaffPage, Exclude<Route['who'], 'anyone'>> = {
  home: routes.officeToday.who,
  live: without(routes.products.who, 'producer'),
  orders: routes.officeOrders.who,
  buyers: routes.officeBuyers.who,
  products: without(routes.changeProduct.who, 'producer'),
  packing: routes.packing.who,
  settlement: routes.settlement.who,
  insights: routes.sales.who,
  settings: routes.serverSettings.who,
};

function without(roles: readonly StaffRole[], role: StaffRole): readonly StaffRole[] {
  return roles.filter((each) => each !== role);
}

/** The pages that a role may open, in the order of the rail. A producer has one of their own. */
export function pagesOf(role: StaffRole): StaffPage[] {
  return staffPage.options.filter((page) => opens[page].includes(role));
}
