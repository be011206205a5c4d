import { useMemo, useSyncExternalStore } from 'react';
import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { onAddress, replaceAddress } from '../../../ui/navigation.ts';
import { filterOf, type OrdersSorting, ordersAddress, sortingOf } from './orders-address.ts';

/** Filter and sorting stand in the address, so that a link is exactly its rows. Another filter keeps the sorting. */
export function useOrdersFilter(): {
  filter: OrdersFilter;
  choose(filter: OrdersFilter): void;
  sorting: OrdersSorting;
  sort(by: OrdersSorting): void;
} {
  const search = useSyncExternalStore(onAddress, () => location.search);
  const filter = useMemo(() => filterOf(search), [search]);
  const sorting = useMemo(() => sortingOf(search), [search]);
  return {
    filter,
    choose: (chosen) => replaceAddress(ordersAddress(chosen, sorting)),
    sorting,
    sort: (by) => replaceAddress(ordersAddress(filter, by)),
  };
}
