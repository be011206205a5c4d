import type { ProductFacets } from '../../../shared/contract/catalogue.ts';
import { LOW_STOCK_UNITS } from '../../../shared/contract/office-lists.ts';
import { secondCategory, secondNames } from '../../../shared/values/names.ts';
import type { ShopState } from '../../shop/state.ts';

/** Choices that a person can still look through. */
const MOST_CATEGORIES = 200;
const MOST_PRODUCERS = 500;

/** What the catalogue can be narrowed to, the most products first; archived ones count apart (L8). */
export function productFacets({ products }: Readonly<ShopState>): ProductFacets {
  const categories = new Map<string, ProductFacets['categories'][number]>();
  const producers = new Map<string, ProductFacets['producers'][number]>();
  const counts = { products: 0, archived: 0, low: 0, out: 0 };
  for (const product of products.values()) {
    if (product.isArchived) {
      counts.archived += 1;
      continue;
    }
    const { category, producerId, producer, warehouseUnits } = product;
    counts.products += 1;
    if (warehouseUnits < LOW_STOCK_UNITS) counts.low += 1;
    if (warehouseUnits === 0) counts.out += 1;
    const same = categories.get(category)?.products ?? 0;
    categories.set(category, {
      category,
      ...secondCategory({ categoryEn: product.categoryEn ?? categories.get(category)?.categoryEn }),
      products: same + 1,
    });
    const theirs = producers.get(producerId);
    const { producerEn } = secondNames({ producerEn: product.producerEn ?? theirs?.producerEn });
    producers.set(producerId, {
      ...{ producerId, producer, products: (theirs?.products ?? 0) + 1 },
      ...(producerEn !== undefined && { producerEn }),
    });
  }
  const most = (a: { products: number }, b: { products: number }) => b.products - a.products;
  return {
    ...counts,
    categories: [...categories.values()].sort(most).slice(0, MOST_CATEGORIES),
    producers: [...producers.values()].sort(most).slice(0, MOST_PRODUCERS),
  };
}
