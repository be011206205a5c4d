import type { ReactNode } from 'react';
import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { useMayOpen } from '../shell/use-may-open.ts';
import { ordersAddress } from './orders-address.ts';

/** What leads to the orders that it is about, for who may open them; for others it is a text. */
export function OrdersLink({
  filter,
  className,
  children,
}: {
  filter: OrdersFilter;
  className?: string;
  children: ReactNode;
}) {
  const maySee = useMayOpen('orders');
  if (!maySee) return className === undefined ? <span>{children}</span> : null;
  return (
    <a href={ordersAddress(filter)} {...(className === undefined ? {} : { className })}>
      {children}
    </a>
  );
}
