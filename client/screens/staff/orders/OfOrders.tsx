import type { ReactNode } from 'react';
import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { OrdersLink } from './OrdersLink.tsx';

/**
 * A number that opens exactly the orders behind it.
 * @param filter null: no list has exactly these
 * @param count 0: there are none to open; absent or null: nobody counted them
 */
export function OfOrders({
  filter,
  count,
  children,
}: {
  filter: OrdersFilter | null;
  count?: number | null;
  children: ReactNode;
}) {
  return filter && count !== 0 ? <OrdersLink filter={filter}>{children}</OrdersLink> : children;
}
