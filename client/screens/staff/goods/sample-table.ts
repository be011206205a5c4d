import type { ListedProduct } from '../../../../shared/contract/catalogue.ts';
import { currencyDecimals } from '../../../../shared/values/money.ts';

const columns = ['name', 'nameEn', 'producer', 'price', 'units', 'sku', 'category', 'origin'] as const;
type Columns = Record<(typeof columns)[number], string>;

/** Own products that a sample has, and how it changes the first two. */
const MOST_OWN = 3;
const DEARER = 1.1;
const MORE_UNITS = 10;

/**
 * A table that an import takes, out of products that are there: one dearer, one with more units, one as it is, and a new
 * one.
 */
export function sampleTable(
  products: readonly ListedProduct[],
  currency: string,
  words: { header: Columns; newProduct: { name: string; producer: string; category: string } },
): string {
  const decimals = currencyDecimals(currency);
  const amount = (minor: number) => (minor / 10 ** decimals).toFixed(decimals);
  const own = products
    .filter((product) => product.currency === currency && product.sku !== product.productId)
    .slice(0, MOST_OWN)
    .map(
      (
        { name, nameEn = '', producer, priceMinor, warehouseUnits, sku, category, origin },
        index,
      ): Columns => {
        const price = index === 0 ? Math.round(priceMinor * DEARER) : priceMinor;
        const units = (warehouseUnits ?? 0) + (index === 1 ? MORE_UNITS : 0);
        return { name, nameEn, producer, price: amount(price), units: String(units), sku, category, origin };
      },
    );
  const added = {
    nameEn: '',
    ...words.newProduct,
    price: amount(1_990),
    units: '40',
    sku: 'SAMPLE-1',
    origin: '',
  };
  const rows = [words.header, ...own, added].map((row) =>
    columns.map((column) => quoted(row[column])).join(','),
  );
  // Spreadsheets know UTF-8 by this mark.
  return `\uFEFF${rows.join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
