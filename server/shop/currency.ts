import type { ShopState } from './state.ts';

const AT_HOME = 'CNY';

/**
 * The currency in which somebody's next good most likely has its price: that of their newest one, else of the shop's
 * newest.
 */
export function usualCurrency({ products }: Pick<ShopState, 'products'>, producerId: string): string {
  let own: string | null = null;
  let anyones: string | null = null;
  for (const product of products.values()) {
    anyones = product.currency;
    if (product.producerId === producerId) own = product.currency;
  }
  return own ?? anyones ?? AT_HOME;
}
