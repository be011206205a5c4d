import type { ShopState } from './state.ts';

/**
 * What origins are called by who reads English, by the one name that parcels and accounts go by; those alone that a product
 * of the catalogue has a second name of. Products may say different things of one origin: the newest that says one counts.
 */
export function secondOrigins({ products }: Pick<ShopState, 'products'>): Map<string, string> {
  const named = new Map<string, string>();
  for (const { origin, originEn } of products.values()) if (originEn) named.set(origin, originEn);
  return named;
}
