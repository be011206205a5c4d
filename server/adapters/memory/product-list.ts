import { LOW_STOCK_UNITS } from '../../../shared/contract/office-lists.ts';
import type { ProductFilter } from '../../ports/readers.ts';
import type { ProductRow } from '../../ports/rows.ts';

/** Whether a filter means a product. */
export function isMeant(
  product: ProductRow,
  { search = '', producerId, currency, category, archived, stock }: Omit<ProductFilter, 'limit'>,
): boolean {
  const { warehouseUnits, isArchived = false } = product;
  return (
    product.searchText.includes(search.toLowerCase()) &&
    (producerId === undefined || product.producerId === producerId) &&
    (currency === undefined || product.currency === currency) &&
    (category === undefined || product.category === category) &&
    (archived === 'any' || isArchived === (archived === 'only')) &&
    (stock !== 'low' || warehouseUnits < LOW_STOCK_UNITS) &&
    (stock !== 'out' || warehouseUnits === 0)
  );
}

type Sorting = Pick<ProductFilter, 'sort' | 'order'>;

export function sorted(products: readonly ProductRow[], sorting: Sorting): ProductRow[] {
  return products.toSorted(comparing(sorting));
}

/** Where the page behind a product begins; one that is gone ends a sorted list. */
export function placeBehind(
  all: readonly ProductRow[],
  after: string,
  last: ProductRow | undefined,
  sorting: Sorting,
): number {
  const { sort = 'made', order = 'asc' } = sorting;
  const compare = comparing(sorting);
  const isBehind = (each: ProductRow) => {
    if (sort === 'made') return order === 'asc' ? each.productId > after : each.productId < after;
    return last !== undefined && compare(each, last) > 0;
  };
  const at = all.findIndex(isBehind);
  return at < 0 ? all.length : at;
}

function comparing({ sort = 'made', order = 'asc' }: Sorting): (a: ProductRow, b: ProductRow) => number {
  const of = {
    made: ({ productId }: ProductRow) => productId,
    name: ({ name }: ProductRow) => name,
    nameEn: ({ name, nameEn }: ProductRow) => nameEn || name,
    sku: ({ sku }: ProductRow) => sku,
    category: ({ category }: ProductRow) => category,
    producer: ({ producer }: ProductRow) => producer,
    price: ({ priceMinor }: ProductRow) => priceMinor,
    stock: ({ warehouseUnits }: ProductRow) => warehouseUnits,
  }[sort];
  const way = order === 'asc' ? 1 : -1;
  return (a, b) => way * (byBytes(of(a), of(b)) || byBytes(a.productId, b.productId));
}

/** Texts as databases compare them byte by byte, numbers by size. */
function byBytes(a: string | number, b: string | number): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
