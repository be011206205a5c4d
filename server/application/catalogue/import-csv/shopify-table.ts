import { createHash } from 'node:crypto';
import { currencyDecimals } from '../../../../shared/values/money.ts';
import { MAX_DESCRIPTION } from '../../../../shared/values/product-details.ts';
import { eachOnce, MAX_TAG, MAX_TAGS } from '../../../../shared/values/tags.ts';
import { plainLines } from '../../../../shared/values/text.ts';
import type { NewProduct } from '../../../shop/decide.ts';
import type { Faults } from './faults.ts';
import { judgeGood } from './good.ts';
import { type LeftOut, MAX_COLUMN_TITLE, MAX_COLUMNS_NAMED, nothingLeftOut } from './left-out.ts';
import type { Table } from './table.ts';
import { shortenedTo, textOfHtml } from './text-of-html.ts';

/** What the first row of a handle says for all its variants. */
interface Shared {
  title: string;
  vendor: string;
  type: string;
  picture: string;
  description: string;
  tags: string[];
}

const marks = ['Handle', 'Title', 'Variant Price'];
/** The columns that a good is made of, or that are counted apart. */
const READ = new Set([
  ...['Handle', 'Title', 'Body (HTML)', 'Vendor', 'Type', 'Tags'],
  ...['Option1 Value', 'Option2 Value', 'Option3 Value'],
  ...['Variant SKU', 'Variant Grams', 'Variant Inventory Qty', 'Variant Price', 'Variant Compare At Price'],
  ...['Image Src', 'Variant Image'],
]);
const MAX_SKU = 60;

export function isShopify(header: readonly string[]): boolean {
  return marks.every((mark) => header.includes(mark));
}

/**
 * Reads a Shopify product export: each variant is a good of its own. A row without a price that only adds a picture is
 * passed over; what else is left out is counted or named.
 */
export function readShopifyTable({ header, rows }: Table, currency: string, faults: Faults) {
  const leftOut = { ...nothingLeftOut(), columnsLeftOut: unread({ header, rows }) };
  const places = new Map(header.map((title, place) => [title, place]));
  const handles = new Map<string, Shared>();
  const goods: { row: number; good: NewProduct }[] = [];
  for (const { row, cells } of rows) {
    const cell = (title: string) => cells[places.get(title) ?? -1] ?? '';
    const handle = cell('Handle');
    if (handle === '') {
      faults.add(row, 'the handle is missing', { code: 'MISSING', field: 'Handle' });
      continue;
    }
    const shared = handles.get(handle) ?? firstOf(cell, leftOut);
    handles.set(handle, shared);
    if (cell('Variant Price') === '' && addsPictureOnly(cell)) {
      leftOut.picturesOnly += 1;
      continue;
    }
    if (cell('Variant Compare At Price') !== '') leftOut.compareAtPrices += 1;
    const options = optionsOf(cell);
    const written = {
      name: [shared.title, options.join(' / ')].filter((part) => part !== '').join(' – '),
      producer: shared.vendor,
      nameEn: '',
      producerEn: '',
      origin: '',
      originEn: '',
      category: shared.type,
      categoryEn: '',
      sku: cell('Variant SKU') || skuFrom(handle, options),
      grams: withoutZeros(cell('Variant Grams')),
      price: withoutDecimals(cell('Variant Price'), currency),
      floor: '',
      shipBase: '',
      shipIncrement: '',
      description: shared.description,
      descriptionEn: '',
      tags: shared.tags,
      returns: '',
      morePictures: '',
      units: unitsOf(cell('Variant Inventory Qty')),
      picture: cell('Variant Image') || cell('Image Src') || shared.picture,
    };
    const good = judgeGood(written, currency, row, faults);
    if (good) goods.push({ row, good });
  }
  return { goods, ...leftOut };
}

type Cell = (title: string) => string;

function firstOf(cell: Cell, leftOut: LeftOut): Shared {
  const whole = textOfHtml(cell('Body (HTML)'));
  const description = shortenedTo(MAX_DESCRIPTION, whole);
  if (description !== whole) leftOut.shortened += 1;
  const written = eachOnce(cell('Tags').split(',').map(plainLines));
  const tags = written.filter(({ length }) => length <= MAX_TAG).slice(0, MAX_TAGS);
  leftOut.tagsLeftOut += written.length - tags.length;
  return {
    ...{ title: cell('Title'), vendor: cell('Vendor'), type: cell('Type'), picture: cell('Image Src') },
    ...{ description, tags },
  };
}

/** The columns that nobody reads here and that say something in some row. */
function unread({ header, rows }: Table): string[] {
  return header
    .filter((title, place) => !READ.has(title) && rows.some(({ cells }) => cells[place] !== ''))
    .slice(0, MAX_COLUMNS_NAMED)
    .map((title) => title.slice(0, MAX_COLUMN_TITLE));
}

function addsPictureOnly(cell: Cell): boolean {
  return cell('Image Src') !== '' && cell('Variant SKU') === '' && optionsOf(cell).length === 0;
}

/** The values that tell a variant from its sisters; a product of one variant has "Default Title", which says nothing. */
function optionsOf(cell: Cell): string[] {
  return [1, 2, 3]
    .map((n) => cell(`Option${n} Value`))
    .filter((value) => value !== '' && value !== 'Default Title');
}

/**
 * A variant without a SKU is named by its handle and options, so that the same file taken in twice is refused and does
 * not double the catalogue. What would be too long ends in its hash.
 */
function skuFrom(handle: string, options: readonly string[]): string {
  const whole = [handle, ...options].join('/');
  if (whole.length <= MAX_SKU) return whole;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${whole.slice(0, MAX_SKU - hash.length - 1)}-${hash}`;
}

/** Nothing is counted of a good that the shop does not track, and below nothing of one that it oversold. */
function unitsOf(quantity: string): string {
  return quantity === '' || /^-\d+$/.test(quantity) ? '0' : quantity;
}

/** Grams are sometimes written as 500.0. */
function withoutZeros(grams: string): string {
  return grams.replace(/\.0+$/, '');
}

/** Some exports write yen with two decimals that are always zero. */
function withoutDecimals(price: string, currency: string): string {
  return currencyDecimals(currency) === 0 ? withoutZeros(price) : price;
}
