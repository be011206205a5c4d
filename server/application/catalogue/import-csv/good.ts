import * as z from 'zod/mini';
import { createProductRequest, type Product } from '../../../../shared/contract/catalogue.ts';
import { parseMoney } from '../../../../shared/values/money.ts';
import { secondCategory, secondNames, secondOrigin } from '../../../../shared/values/names.ts';
import {
  MAX_DESCRIPTION,
  MAX_MORE_PICTURES,
  productDetails,
} from '../../../../shared/values/product-details.ts';
import { MAX_RETURN_DAYS, type ReturnTerms } from '../../../../shared/values/return-terms.ts';
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
  categoryEn: string;
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
  /** Days, and who pays for sending it back: `14 shop`; days alone: the buyer. */
  returns: string;
  /** Addresses, with spaces or line breaks between them. */
  morePictures: string;
}

type TextField =
  | (
      | 'name'
      | 'producer'
      | 'nameEn'
      | 'producerEn'
      | 'origin'
      | 'originEn'
      | 'category'
      | 'categoryEn'
      | 'sku'
    )
  | ('picture' | 'description' | 'descriptionEn');

const { name, producer, nameEn, producerEn, origin, originEn, category, categoryEn, sku, picture } =
  createProductRequest.shape;
const { description, descriptionEn, morePictures, returns, tags } = createProductRequest.shape;
const DESCRIPTION = `may have at most ${MAX_DESCRIPTION} plain characters`;
const texts: Record<TextField, { schema: z.ZodMiniType; reason: string; max: number }> = {
  name: { schema: name, reason: 'the name must have 1 to 80 plain characters', max: 80 },
  producer: { schema: producer, reason: 'the producer must have 1 to 60 plain characters', max: 60 },
  nameEn: { schema: nameEn, reason: 'the English name may have at most 80 plain characters', max: 80 },
  producerEn: {
    schema: producerEn,
    reason: 'the producer’s English name may have at most 60 plain characters',
    max: 60,
  },
  origin: { schema: origin, reason: 'the origin may have at most 60 plain characters', max: 60 },
  originEn: { schema: originEn, reason: 'the English origin may have at most 60 plain characters', max: 60 },
  category: { schema: category, reason: 'the category may have at most 40 plain characters', max: 40 },
  categoryEn: {
    schema: categoryEn,
    reason: 'the English category may have at most 40 plain characters',
    max: 40,
  },
  sku: { schema: sku, reason: 'the SKU may have at most 60 plain characters', max: 60 },
  description: { schema: description, reason: `the description ${DESCRIPTION}`, max: MAX_DESCRIPTION },
  descriptionEn: {
    schema: descriptionEn,
    reason: `the English description ${DESCRIPTION}`,
    max: MAX_DESCRIPTION,
  },
  picture: {
    schema: picture,
    reason: 'the picture must be an https address of at most 500 characters',
    max: 500,
  },
};

/** Who pays for sending it back, as a sheet in either language says it. */
const PAYERS: Readonly<Record<string, ReturnTerms['paidBy']>> = {
  ...{ buyer: 'buyer', 买家: 'buyer', shop: 'shop', 商家: 'shop' },
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
    const { schema, reason, max } = texts[field];
    const given = written[field];
    // Left out is allowed where the contract says so; what is there must be good.
    const parsed = z.safeParse(schema, given === '' && !isRequired(field) ? undefined : given);
    if (!parsed.success) {
      const code = field === 'picture' ? 'PICTURE' : given === '' ? 'MISSING' : 'TEXT';
      faults.add(row, `${reason}, not ${quoted(given)}`, { code, field, given: shortOf(given), max });
    }
    return parsed.success ? ((parsed.data as string | undefined) ?? '') : '';
  };
  const money = (given: string, what: string, least: number, field: keyof WrittenGood): number => {
    const minor = parseMoney(given, currency);
    if (minor !== null && minor >= least) return minor;
    const reason = `the ${what} must be an amount in ${currency} such as 19.90, not ${quoted(given)}`;
    faults.add(row, reason, { code: 'AMOUNT', field, given: shortOf(given) });
    return 0;
  };
  const whole = (given: string, what: string, field: keyof WrittenGood): number => {
    const count = /^\d{1,8}$/.test(given) ? Number(given) : Number.NaN;
    if (count <= MAX_UNITS) return count;
    const reason = `the ${what} must be a whole number from 0 to ${MAX_UNITS}, not ${quoted(given)}`;
    faults.add(row, reason, { code: 'WHOLE', field, given: shortOf(given), max: MAX_UNITS });
    return 0;
  };

  const pictures = (given: string): string[] => {
    const addresses = given.split(/\s+/).filter((address) => address !== '');
    const parsed = z.safeParse(morePictures, addresses);
    if (parsed.success) return parsed.data ?? [];
    const most = `at most ${MAX_MORE_PICTURES} https addresses of at most 500 characters, with spaces between them`;
    faults.add(row, `the further pictures must be ${most}, not ${quoted(given)}`, {
      code: 'PICTURES',
      given: shortOf(given),
      max: MAX_MORE_PICTURES,
    });
    return [];
  };

  const returnTerms = (given: string): ReturnTerms | undefined => {
    if (given === '') return undefined;
    const [, days = '', payer = 'buyer'] = /^(\d{1,3})(?:\s+(\S+))?$/.exec(given) ?? [];
    const parsed = z.safeParse(returns, { days: Number(days), paidBy: PAYERS[payer.toLowerCase()] });
    if (parsed.success) return parsed.data;
    const wanted = `1 to ${MAX_RETURN_DAYS} days and who pays for sending it back, such as 14 shop or 7 buyer`;
    faults.add(row, `the terms of returns must be ${wanted}, not ${quoted(given)}`, {
      code: 'RETURNS',
      given: shortOf(given),
      max: MAX_RETURN_DAYS,
    });
    return undefined;
  };

  const tagged = (given: readonly string[]): string[] => {
    const parsed = z.safeParse(tags, given);
    if (parsed.success) return parsed.data ?? [];
    const most = `at most ${MAX_TAGS} of at most ${MAX_TAG} plain characters, with commas between them`;
    faults.add(row, `the tags must be ${most}, not ${quoted(given.join(', '))}`, {
      code: 'TAGS',
      max: MAX_TAGS,
    });
    return [];
  };

  const good: NewProduct = {
    name: text('name'),
    producer: text('producer'),
    ...secondNames({ nameEn: text('nameEn'), producerEn: text('producerEn') }),
    origin: text('origin'),
    ...secondOrigin({ originEn: text('originEn') }),
    category: text('category'),
    ...secondCategory({ categoryEn: text('categoryEn') }),
    sku: text('sku') || null,
    grams: written.grams === '' ? 0 : whole(written.grams, 'weight in grams', 'grams'),
    priceMinor: money(written.price, 'price', 1, 'price'),
    floorMinor: written.floor === '' ? 0 : money(written.floor, 'floor price', 0, 'floor'),
    currency,
    picture: text('picture'),
    warehouseUnits: whole(written.units, 'number of units', 'units'),
    ...(written.shipBase !== '' && {
      shipBaseMinor: money(written.shipBase, 'base of its shipping', 0, 'shipBase'),
    }),
    ...(written.shipIncrement !== '' && {
      shipIncrementMinor: money(written.shipIncrement, 'increment of its shipping', 0, 'shipIncrement'),
    }),
    ...productDetails({
      description: text('description'),
      descriptionEn: text('descriptionEn'),
      morePictures: pictures(written.morePictures),
      returns: returnTerms(written.returns),
    }),
    ...productTags({ tags: tagged(written.tags) }),
  };
  return faults.count === before ? good : null;
}

function isRequired(field: TextField): boolean {
  return field === 'name' || field === 'producer';
}

function quoted(given: string): string {
  return JSON.stringify(shortOf(given));
}

/** What stood there, short enough to print, without anything that would move a terminal's cursor. */
function shortOf(given: string): string {
  const short = given.length > 40 ? `${given.slice(0, 40)}…` : given;
  return short.replace(/\p{C}/gu, '·');
}
