import type { OrderView } from './contract.ts';

/** What an order is made of, so that `products − discounts + shipping = total`; minor units. */
export interface OrderSums {
  /** At the prices of the lines: a flash price has taken its own off. */
  productsMinor: number;
  /** What others paid of the products, with vouchers and bundles: who paid is their own affair. */
  discountsMinor: number;
  /** What the buyer pays to have it sent. */
  shippingMinor: number;
}

/** Adds an order up as its buyer reads it: `products − discounts + shipping = total` (T2, V2). */
export function orderSums({ lines, shippingMinor }: Pick<OrderView, 'lines' | 'shippingMinor'>): OrderSums {
  let productsMinor = 0;
  let discountsMinor = 0;
  for (const { units, unitPriceMinor, discounts = [] } of lines) {
    productsMinor += units * unitPriceMinor;
    for (const { kind, minor } of discounts) if (kind !== 'flash') discountsMinor += minor;
  }
  return { productsMinor, discountsMinor, shippingMinor };
}
