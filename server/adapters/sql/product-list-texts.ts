import { LOW_STOCK_UNITS } from '../../../shared/contract/office-lists.ts';
import type { ProductFilter } from '../../ports/readers.ts';
import { MAX_PRODUCTS_LISTED } from '../limits.ts';
import { productTable } from './schema.ts';
import { columnsOf, containing, PRODUCT_COLUMNS } from './texts.ts';

/** A question with its parameters, which are `?`. */
interface Asked {
  text: string;
  values: (string | number)[];
}

export const productsFrom = `SELECT ${columnsOf({ ...productTable, columns: PRODUCT_COLUMNS }, 'p')} FROM product p`;

const sortColumns = {
  made: 'p.product_id',
  name: 'p.name',
  nameEn: "CASE WHEN p.name_en = '' THEN p.name ELSE p.name_en END",
  sku: 'p.sku',
  category: 'p.category',
  producer: 'p.producer',
  price: 'p.price_minor',
  stock: 'p.warehouse_units',
} as const;
const numbers: ReadonlySet<string> = new Set(['price', 'stock']);

/**
 * The products that a filter means, page by page. A page begins behind the product that the last one ended with, as that
 * one is by now; one that is gone ends the list.
 * @param bytes how an engine is told to compare texts byte by byte, so that both sort alike
 */
export function productsText(filter: ProductFilter, bytes: string): Asked {
  const { sort = 'made', order = 'asc', after, limit } = filter;
  const { text: where, values } = whereOf(filter);
  const isText = !numbers.has(sort);
  const column = `${sortColumns[sort]}${isText ? bytes : ''}`;
  const [is, way] = order === 'asc' ? ['>', 'ASC'] : ['<', 'DESC'];
  // As they were made, the id says it all: a page may begin behind a product that never was.
  const place = sort === 'made' ? 'p.product_id' : `${column}, p.product_id`;
  const from = sort === 'made' ? '?' : `SELECT ${place} FROM product p WHERE p.product_id = ?`;
  const page = after === undefined ? '' : ` AND (${place}) ${is} (${from})`;
  const by = [...(sort === 'made' ? [] : [`${column} ${way}`]), `p.product_id ${way}`].join(', ');
  return {
    text: `${productsFrom} WHERE ${where}${page} ORDER BY ${by} LIMIT ?`,
    values: [...values, ...(after === undefined ? [] : [after]), Math.min(limit, MAX_PRODUCTS_LISTED)],
  };
}

/** How many products a filter means. */
export function productCountText(filter: Omit<ProductFilter, 'limit'>): Asked {
  const { text, values } = whereOf(filter);
  return { text: `SELECT count(*) AS "products" FROM product p WHERE ${text}`, values };
}

/** How many of them there are in each currency, the most first. */
export function productCurrenciesText(filter: Omit<ProductFilter, 'limit'>, most: number): Asked {
  const { text, values } = whereOf(filter);
  return {
    text: `SELECT p.currency AS "currency", count(*) AS "products" FROM product p WHERE ${text}
      GROUP BY p.currency ORDER BY count(*) DESC, p.currency LIMIT ?`,
    values: [...values, most],
  };
}

function whereOf({
  search = '',
  producerId,
  currency,
  category,
  archived,
  stock,
}: Omit<ProductFilter, 'limit'>): Asked {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const narrow = (part: string, ...given: (string | number)[]) => {
    parts.push(part);
    values.push(...given);
  };
  narrow("p.search_text LIKE ? ESCAPE '!'", containing(search));
  if (producerId !== undefined) narrow('p.producer_id = ?', producerId);
  if (currency !== undefined) narrow('p.currency = ?', currency);
  if (category !== undefined) narrow('p.category = ?', category);
  if (archived !== 'any') narrow(`p.is_archived = ${archived === 'only' ? 1 : 0}`);
  if (stock === 'low') narrow(`p.warehouse_units < ${LOW_STOCK_UNITS}`);
  if (stock === 'out') narrow('p.warehouse_units = 0');
  return { text: parts.join(' AND '), values };
}
