import { changeProduct, createProducts, type NewProduct } from '../../server/shop/decide.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { emptyShop, type ProductChanges, type ShopFact } from '../../server/shop/state.ts';

const NOON = Date.parse('2026-11-25T12:00:00+08:00');
const by = { staffId: 'li', device: 'phone' };

/** One kilogram of walnuts, with nothing that need not be said. */
export const walnuts = {
  ...{ sku: null, name: '核桃', producer: '羊岑', origin: '羊岑', category: '坚果', grams: 1_000 },
  ...{ priceMinor: 4_200, floorMinor: 0, currency: 'CNY', picture: '/pictures/a.webp', warehouseUnits: 40 },
};

/**
 * A catalogue that begins with walnuts.
 * @param more what else is said of them, or said otherwise
 */
export function aCatalogue(more: Partial<NewProduct> = {}) {
  const shop = emptyShop();
  const world = {
    ...{ receivedAtMs: NOON, atMs: NOON, by },
    ids: { next: idsFrom('id-'), history: () => 'h' },
    gaps: [],
  };
  const take = (facts: readonly ShopFact[]) => {
    for (const fact of facts) applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: NOON });
    return facts;
  };
  /** @returns the id of a further product */
  const add = (product: Partial<NewProduct>) => {
    const made = createProducts(shop, { products: [{ ...walnuts, ...product }] }, world);
    if (made.kind !== 'accepted') throw new Error('refused');
    const facts = take(made.facts);
    return { facts, productId: made.reply(shop, shop.seq).productIds[0]! };
  };
  const { facts, productId } = add(more);
  const change = (changes: ProductChanges) => {
    const decision = changeProduct(shop, { productId, of: null, changes, unitsDelta: 0 }, world);
    if (decision.kind !== 'accepted') throw new Error('refused');
    return take(decision.facts);
  };
  return { shop, facts, product: () => shop.products.get(productId)!, change, add };
}

/** Ids that a reader tells apart: `id-1`, `id-2`, … */
function idsFrom(prefix: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}${count}`;
  };
}
