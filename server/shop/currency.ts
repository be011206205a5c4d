import type { ShopState } from './state.ts';

/**
 * The currency in which somebody's next product most likely has its price, and the next stream sells: that of most
 * products, of equally many that of the newest.
 * @param producerId whose products count alone, if there are any; absent: everybody's
 * @returns null if there is no product yet
 */
export function usualCurrency({ products }: Pick<ShopState, 'products'>, producerId?: string): string | null {
  const all = [...products.values()];
  const own = all.filter((product) => product.producerId === producerId);
  const counts = new Map<string, number>();
  for (const { currency } of own.length > 0 ? own : all) {
    const count = (counts.get(currency) ?? 0) + 1;
    // Put last anew: of equally many the newest one's stands behind.
    counts.delete(currency);
    counts.set(currency, count);
  }
  const most = Math.max(...counts.values());
  return [...counts].findLast(([, count]) => count === most)?.[0] ?? null;
}
