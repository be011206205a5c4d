import type { ShopProduct } from '../../shop/state.ts';
import type { ApplicationDeps } from '../deps.ts';

/** What buyers find a product by, beside its name in a stream. */
export type ProductOfShop = Pick<
  ShopProduct,
  | 'producerId'
  | 'producer'
  | 'producerEn'
  | 'origin'
  | 'originEn'
  | 'category'
  | 'categoryEn'
  | 'priceMinor'
  | 'currency'
  | 'isArchived'
>;

/** These products as the catalogue has them now; one that it does not know is left out. */
export function productsOfShop(
  { engines }: Pick<ApplicationDeps, 'engines'>,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, ProductOfShop>> {
  return engines.shop.read(
    (shop) =>
      new Map(
        productIds.flatMap((productId) => {
          const product = shop.products.get(productId);
          // A copy: what is read here is kept for a while, and the state goes on.
          return product ? [[productId, { ...product }]] : [];
        }),
      ),
  );
}
