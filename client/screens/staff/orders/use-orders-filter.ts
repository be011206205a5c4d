import { useMemo, useSyncExternalStore } from 'react';
import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { onAddress, replaceAddress } from '../../../ui/navigation.ts';
import { filterOf, ordersAddress } from './orders-address.ts';

/** The filter stands in the address, so that a link is exactly its rows. */
export function useOrdersFilter(): { filter: OrdersFilter; choose(filter: OrdersFilter): void } {
  const search = useSyncExternalStore(onAddress, () => location.search);
  const filter = useMemo(() => filterOf(search), [search]);
  return { filter, choose: (chosen) => replaceAddress(ordersAddress(chosen)) };
}
