import * as z from 'zod/mini';
import { createProductRequest, type Product } from '../../../../shared/contract/catalogue.ts';
import { parseMoney } from '../../../../shared/values/money.ts';
import { secondNames, secondOrigin } from '../../../../shared/values/names.ts';
import {
  MAX_DESCRIPTION,
  MAX_MORE_PICTURES,
  productDetails,
} from '../../../../shared/values/product-details.ts';
import { MAX_TAG, MAX_TAGS, productTags } from '../../../../shared/values/tags.ts';
import type { NewProduct } from '../../../shop/decide.ts';
import type { Faults } from './faults.ts';

/** A good as a row says it: text alone, '' where the row is silent. */
export interface WrittenGood {
  name: string;
  producer: string;
  nameEn: string;
  producerEn: string;
  origin: string;
  originEn: string;
  category: string;
  sku: string;
  grams: string;
  price: string;
  floor: string;
  units: string;
  picture: string;
  shipBase: string;
  shipIncrement: string;
  description: string;
  descriptionEn: string;
  tags: string[];
  /** Addresses, with spaces or line breaks between them. */
  morePictures: string;
}

type TextField =
  | ('name' | 'producer' | 'nameEn' | 'producerEn' | 'origin' | 'originEn' | 'category' | 'sku' | 'picture')
  | ('description' | 'descriptionEn');

const { name, producer, nameEn, producerEn, origin, originEn, category, sku, picture } =
  createProductRequest.shape;
const { description, descriptionEn, morePictures, tags } = createProductRequest.shape;
const DESCRIPTION = `may have at most ${MAX_DESCRIPTION} plain characters`;
const texts: Record<TextField, { schema: z.ZodMiniType; reason: string }> = {
  name: { schema: name, reason: 'the name must have 1 to 80 plain characters' },
  producer: { schema: producer, reason: 'the producer must have 1 to 60 plain characters' },
  nameEn: { schema: nameEn, reason: 'the English name may have at most 80 plain characters' },
  producerEn: {
    schema: producerEn,
    reason: 'the producer’s English name may have at most 60 plain characters',
  },
  origin: { schema: origin, reason: 'the origin may have at most 60 plain characters' },
  originEn: { schema: originEn, reason: 'the English origin may have at most 60 plain characters' },
  category: { schema: category, reason: 'the category may have at most 40 plain characters' },
  sku: { schema: sku, reason: 'the SKU may have at most 60 plain characters' },
  description: { schema: description, reason: `the description ${DESCRIPTION}` },
  descriptionEn: { schema: descriptionEn, reason: `the English description ${DESCRIPTION}` },
  picture: { schema: picture, reason: 'the picture must be an https address of at most 500 characters' },
};

const MAX_UNITS = 10_000_000;

/**
 * Judges every field of a row, so that one pass over the file names all that is wrong with it.
 * @returns null if anything was wrong; the faults say what
 */
export function judgeGood(
  written: WrittenGood,
  currency: Product['currency'],
  row: number,
  faults: Faults,
): NewProduct | null {
  const before = faults.count;
  const text = (field: TextField): string => {
    const { schema, reason } = texts[field];
    const given = written[field];
    // Left out is allowed where the contract says so; what is there must be good.
    const parsed = z.safeParse(schema, given === '' && !isRequired(field) ? undefined : given);
    if (!parsed.success) faults.add(row, `${reason}, not ${quoted(given)}`);
    return parsed.success ? ((parsed.data as string | undefined) ?? '') : '';
  };
  const money = (given: string, what: string, least: number): number => {
    const minor = parseMoney(given, currency);
    if (minor !== null && minor >= least) return minor;
    faults.add(row, `the ${what} must be an amount in ${currency} such as 19.90, not ${quoted(given)}`);
    return 0;
  };
  const whole = (given: string, what: string): number => {
    const count = /^\d{1,8}$/.test(given) ? Number(given) : Number.NaN;
    if (count <= MAX_UNITS) return count;
    faults.add(row, `the ${what} must be a whole number from 0 to ${MAX_UNITS}, not ${quoted(given)}`);
    return 0;
  };

  const pictures = (given: string): string[] => {
    const addresses = given.split(/\s+/).filter((address) => address !== '');
    const parsed = z.safeParse(morePictures, addresses);
    if (parsed.success) return parsed.data ?? [];
    const most = `at most ${MAX_MORE_PICTURES} https addresses of at most 500 characters, with spaces between them`;
    faults.add(row, `the further pictures must be ${most}, not ${quoted(given)}`);
    return [];
  };

  const tagged = (given: readonly string[]): string[] => {
    const parsed = z.safeParse(tags, given);
    if (parsed.success) return parsed.data ?? [];
    const most = `at most ${MAX_TAGS} of at most ${MAX_TAG} plain characters, with commas between them`;
    faults.add(row, `the tags must be ${most}, not ${quoted(given.join(', '))}`);
    return [];
  };

  const good: NewProduct = {
    name: text('name'),
    producer: text('producer'),
    ...secondNames({ nameEn: text('nameEn'), producerEn: text('producerEn') }),
    origin: text('origin'),
    ...secondOrigin({ originEn: text('originEn') }),
    category: text('category'),
    sku: text('sku') || null,
    grams: written.grams === '' ? 0 : whole(written.grams, 'weight in grams'),
    priceMinor: money(written.price, 'price', 1),
    floorMinor: written.floor === '' ? 0 : money(written.floor, 'floor price', 0),
    currency,
    picture: text('picture'),
    warehouseUnits: whole(written.units, 'number of units'),
    ...(written.shipBase !== '' && { shipBaseMinor: money(written.shipBase, 'base of its shipping', 0) }),
    ...(written.shipIncrement !== '' && {
      shipIncrementMinor: money(written.shipIncrement, 'increment of its shipping', 0),
    }),
    ...productDetails({
      description: text('description'),
      descriptionEn: text('descriptionEn'),
      morePictures: pictures(written.morePictures),
    }),
    ...productTags({ tags: tagged(written.tags) }),
  };
  return faults.count === before ? good : null;
}

function isRequired(field: TextField): boolean {
  return field === 'name' || field === 'producer';
}

/** What stood there, short enough to print, without anything that would move a terminal's cursor. */
function quoted(given: string): string {
  const short = given.length > 40 ? `${given.slice(0, 40)}…` : given;
  return JSON.stringify(short.replace(/\p{C}/gu, '·'));
}
