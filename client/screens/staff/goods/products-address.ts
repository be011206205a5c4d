import type { RouteQuery } from '../../../../shared/contract/http.ts';
import { PRODUCT_SORTS } from '../../../../shared/contract/office-lists.ts';

export const PRODUCTS = '/admin/goods';

/** Which products, in which order, as the address says it. */
export interface ProductsFilter {
  q?: string;
  /** Empty: those of none. */
  category?: string;
  /** By the id. */
  producer?: string;
  stock?: 'low' | 'out';
  archived?: 'only' | 'any';
  /** Absent: the newest first. */
  sort?: ProductsSort;
  order?: 'asc' | 'desc';
}
export type ProductsSort = Exclude<(typeof PRODUCT_SORTS)[number], 'nameEn'>;

const names = ['q', 'category', 'producer', 'stock', 'archived', 'sort', 'order'] as const;
const MAX_SEARCH = 80;

/** The list with exactly these rows. */
export function productsAddress(filter: ProductsFilter): string {
  const search = new URLSearchParams();
  for (const name of names) if (filter[name] !== undefined) search.set(name, filter[name]);
  return search.size > 0 ? `${PRODUCTS}?${search}` : PRODUCTS;
}

/** The filter that an address asks for; what it cannot mean is left out. */
export function productsFilterOf(search: string): ProductsFilter {
  const asked = new URLSearchParams(search);
  const one = <T extends string>(name: string, of: readonly T[]): T | undefined =>
    of.find((each) => each === asked.get(name));
  const q = asked.get('q')?.slice(0, MAX_SEARCH) || undefined;
  const category = asked.get('category') ?? undefined;
  const producer = asked.get('producer') || undefined;
  const stock = one('stock', ['low', 'out']);
  const archived = one('archived', ['only', 'any']);
  const sort = one(
    'sort',
    PRODUCT_SORTS.filter((each): each is ProductsSort => each !== 'nameEn'),
  );
  const order = one('order', ['asc', 'desc']);
  const all = { q, category, producer, stock, archived, sort, order };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What the server is asked: a name is sorted as the reader reads it. */
export function productsQuery(filter: ProductsFilter, language: string): RouteQuery<'products'> {
  const { q, sort = 'made', order, ...rest } = filter;
  return {
    ...rest,
    ...(q !== undefined && { search: q }),
    sort: sort === 'name' && language === 'en' ? 'nameEn' : sort,
    order: order ?? (sort === 'made' ? 'desc' : 'asc'),
  };
}
