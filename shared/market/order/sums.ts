import type { Funder } from '../flash-sale/contract.ts';
import type { OrderView } from './contract.ts';

/** What an order is made of, so that `products − discounts + shipping = total`; minor units. */
export interface OrderSums {
  /** At the prices of the lines: a flash price has taken its own off. */
  productsMinor: number;
  /** What others paid of the products, by who. */
  discounts: { funder: Funder; minor: number }[];
  /** What the buyer pays to have it sent. */
  shippingMinor: number;
}

/** Adds an order up as its buyer reads it: `products − discounts + shipping = total` (T2, V2). */
export function orderSums({ lines, shippingMinor }: Pick<OrderView, 'lines' | 'shippingMinor'>): OrderSums {
  let productsMinor = 0;
  const sums = new Map<Funder, number>();
  for (const { units, unitPriceMinor, discounts = [] } of lines) {
    productsMinor += units * unitPriceMinor;
    for (const { kind, funder, minor } of discounts) {
      if (kind !== 'flash') sums.set(funder, (sums.get(funder) ?? 0) + minor);
    }
  }
  const discounts = [...sums].map(([funder, minor]) => ({ funder, minor }));
  return { productsMinor, discounts, shippingMinor };
}
