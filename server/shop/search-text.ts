import type { ShopProduct } from './state.ts';

/** What a search of the catalogue looks through, in lower case: the engines fold only some letters themselves. */
export function searchText(
  product: Pick<
    ShopProduct,
    'name' | 'nameEn' | 'sku' | 'producer' | 'producerEn' | 'category' | 'categoryEn' | 'tags'
  >,
): string {
  const { name, nameEn, sku, producer, producerEn, category, categoryEn, tags = [] } = product;
  const second = [nameEn, producerEn, categoryEn].filter(Boolean);
  return [name, sku, producer, category, ...second, ...tags].join('\n').toLowerCase();
}
