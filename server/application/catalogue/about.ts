import type { AboutGood, Product } from '../../../shared/contract/catalogue.ts';
import type { ProducerProfile } from '../../../shared/contract/producer-profile.ts';
import { secondNames, secondOrigin } from '../../../shared/values/names.ts';
import { productDetails } from '../../../shared/values/product-details.ts';
import { shippingOfItem } from '../../market/shipping/of-item.ts';
import type { StreamState } from '../../market/state.ts';
import { profileOf } from '../../shop/producer-profile.ts';
import type { ShopState } from '../../shop/state.ts';
import type { ApplicationDeps } from '../deps.ts';
import { shipDatesOf } from '../ship-days.ts';
import type { SoldOf } from './sold.ts';

/**
 * What a buyer may want to know of a good beside its card. Description, pictures, harvest day and batch are the
 * catalogue's of now: what is packed comes out of the warehouse of now. Sending and claims are the stream's.
 * @returns null if there is no such stream or item, or nobody may see the stream (S1)
 */
export async function aboutGood(
  deps: Pick<ApplicationDeps, 'engines' | 'readers' | 'clock'>,
  slug: string,
  itemNumber: number,
  soldOf: SoldOf,
): Promise<AboutGood | null> {
  const stream = await deps.readers.streamBySlug(slug);
  if (!stream || stream.rehearsalOf !== null) return null;
  const engine = await deps.engines.stream(stream.streamId);
  const told = await engine?.read((any) => {
    const state = any as StreamState;
    const item = state.items.get(itemNumber);
    if (!item) return null;
    const { claimMs } = state.settings;
    return { productId: item.productId, origin: item.origin, shipping: shippingOfItem(state, item), claimMs };
  });
  const known = told ? await productAndMaker(deps, told.productId) : null;
  if (!told || !known) return null;
  const { product, profile } = known;
  // Both are extras: whoever reads about a good reads on without them.
  const sold = await soldOf(stream.streamId).then(
    (counts) => counts.get(itemNumber),
    () => undefined,
  );
  const ships = await shipDatesOf(deps, stream, told.origin).catch(() => null);
  const { name, producerId, producer, origin, grams, isPerishable, harvestedOn, batch } = product;
  return {
    itemNumber,
    name,
    producerId,
    producer,
    ...secondNames(product),
    ...(profile.portrait !== '' && { portrait: profile.portrait }),
    ...(profile.licence && { licence: profile.licence }),
    origin,
    ...secondOrigin(product),
    grams,
    isPerishable,
    harvestedOn,
    batch,
    ...productDetails(product),
    ...(ships && { ships }),
    ...(sold !== undefined && { sold }),
    shipping: told.shipping,
    claimMs: told.claimMs,
  };
}

/** A product, with what who makes it says of themselves (B10). */
function productAndMaker(
  { engines }: Pick<ApplicationDeps, 'engines'>,
  productId: string,
): Promise<{ product: Product; profile: ProducerProfile } | null> {
  return engines.shop.read((any) => {
    const shop = any as ShopState;
    const product = shop.products.get(productId);
    return product ? { product: { ...product }, profile: profileOf(shop, product.producerId).profile } : null;
  });
}

/** A product with what its table does not keep: its description and further pictures. Null: there is no such product. */
export async function wholeProduct(
  { engines }: Pick<ApplicationDeps, 'engines'>,
  productId: string,
): Promise<Product | null> {
  const product = await engines.shop.read((shop) => shop.products.get(productId));
  return product ? { ...product } : null;
}
