import { useMemo, useSyncExternalStore } from 'react';
import { onAddress, replaceAddress } from '../../../ui/navigation.ts';
import { type ProductsFilter, productsAddress, productsFilterOf } from './products-address.ts';

/** The filter stands in the address, so that a link is exactly its rows. */
export function useProductsFilter(): { filter: ProductsFilter; choose(filter: ProductsFilter): void } {
  const search = useSyncExternalStore(onAddress, () => location.search);
  const filter = useMemo(() => productsFilterOf(search), [search]);
  return { filter, choose: (chosen) => replaceAddress(productsAddress(chosen)) };
}
