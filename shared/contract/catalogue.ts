import * as z from 'zod/mini';
import { id, slug, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../values/money.ts';
import { MAX_DESCRIPTION, MAX_MORE_PICTURES } from '../values/product-details.ts';
import { MAX_RETURN_DAYS } from '../values/return-terms.ts';
import { MAX_TAG, MAX_TAGS } from '../values/tags.ts';
import { line, lineOrNone, lines } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import type { CapabilityContract } from './capability.ts';
import { keyed } from './command.ts';
import { MAX_CHANGED_AT_ONCE, PRODUCT_SORTS } from './office-lists.ts';
import { producerProfile } from './producer-profile.ts';
import { lasting } from './refusal.ts';
import { shipDates } from './ship-days.ts';

/** A picture is a path on this server or an https address; the server never fetches it. */
export const pictureRef = z
  .string()
  .check(z.maxLength(500), z.regex(/^(?:$|\/pictures\/[a-z0-9][a-z0-9._-]*$|https:\/\/[^\s"'<>]+$)/));

/** Beside the names that everybody reads: those for who reads English; absent, there is the one name. */
const secondNames = { nameEn: z.optional(z.string()), producerEn: z.optional(z.string()) };

const secondOrigin = { originEn: z.optional(z.string()) };

/** On what terms a product may be returned without a reason (O6). */
export const returnTerms = z.strictObject({
  days: z.int().check(z.gte(1), z.lte(MAX_RETURN_DAYS)),
  paidBy: z.enum(['buyer', 'shop']),
});

/** On what terms a line of an order was sold (O6); absent: it was placed before they were kept. */
export const soldTerms = z.optional(z.union([z.enum(['shop', 'perishable']), returnTerms]));

/** What a product's own page tells; absent: nothing. Lists leave it out: there it would cost more than all the rest. */
const details = {
  description: z.optional(z.string()),
  descriptionEn: z.optional(z.string()),
  /** Beside the first one, `picture`. */
  morePictures: z.optional(z.array(z.string())),
  /** Absent: the shop's own terms. Of what is perishable they don't count. */
  returns: z.optional(returnTerms),
};

/** A good of a producer, as the catalogue keeps it. */
export const product = z.strictObject({
  productId: id,
  sku: z.string(),
  name: z.string(),
  producerId: id,
  producer: z.string(),
  ...secondNames,
  origin: z.string(),
  ...secondOrigin,
  category: z.string(),
  /** For who reads English; absent: there is the one. */
  categoryEn: z.optional(z.string()),
  grams: unitCount,
  priceMinor,
  /** The producer's lowest price without a recorded consent; 0 if none was named. */
  floorMinor: moneyMinor,
  currency: currencyCode,
  picture: z.string(),
  warehouseUnits: unitCount,
  /** No return without a reason (O6). */
  isPerishable: z.boolean(),
  /** `2026-11-25`, or empty. */
  harvestedOn: z.string(),
  batch: z.string(),
  /** Sending a parcel with it costs this base at least (P2); 0: it names none. */
  shipBaseMinor: moneyMinor,
  /** What each further unit adds. */
  shipIncrementMinor: moneyMinor,
  ...details,
  /** What it is found by besides its names, for staff; absent: nothing. Lists leave them out. */
  tags: z.optional(z.array(z.string())),
  /** It is in no picker and goes into no lineup (L8); absent: it is not. */
  isArchived: z.optional(z.boolean()),
});
export type Product = z.infer<typeof product>;

/** A good in a list, to somebody who may not know all of it: what is kept back is null. */
export const listedProduct = z.extend(product, {
  floorMinor: z.nullable(moneyMinor),
  warehouseUnits: z.nullable(unitCount),
});
export type ListedProduct = z.infer<typeof listedProduct>;

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const dayOrNone = z.union([z.literal(''), day]);
const description = lines(MAX_DESCRIPTION);
const descriptionOrNone = z.union([z.literal(''), description]);
const morePictures = z.array(pictureRef.check(z.minLength(1))).check(z.maxLength(MAX_MORE_PICTURES));
const tags = z.array(line(MAX_TAG)).check(z.maxLength(MAX_TAGS));
/** Units that one correction may move. */
const MAX_UNITS = 1_000_000;
/** Ten times as dear; a price below 1 or above the largest is refused for its product. */
const MAX_PRICE_BPS = 90_000;
/** A number in an address. */
const itemNumberText = z.string().check(z.regex(/^[1-9]\d{0,3}$/));

export const createProductRequest = z.strictObject({
  ...keyed,
  name: line(80),
  producer: line(60),
  nameEn: z.optional(line(80)),
  producerEn: z.optional(line(60)),
  origin: z.optional(line(60)),
  originEn: z.optional(line(60)),
  category: z.optional(line(40)),
  categoryEn: z.optional(line(40)),
  sku: z.optional(line(60)),
  grams: z.optional(unitCount),
  priceMinor,
  floorMinor: z.optional(moneyMinor),
  currency: currencyCode,
  picture: z.optional(pictureRef),
  warehouseUnits: unitCount,
  isPerishable: z.optional(z.boolean()),
  harvestedOn: z.optional(day),
  batch: z.optional(line(40)),
  shipBaseMinor: z.optional(moneyMinor),
  shipIncrementMinor: z.optional(moneyMinor),
  description: z.optional(description),
  descriptionEn: z.optional(description),
  morePictures: z.optional(morePictures),
  returns: z.optional(returnTerms),
  tags: z.optional(tags),
});
export type CreateProductRequest = z.infer<typeof createProductRequest>;

/** What is to be different of a good in streams to come; what is not named stays. */
export const changeProductRequest = z.strictObject({
  ...keyed,
  sku: z.optional(line(60)),
  name: z.optional(line(80)),
  /** Empty: there is the one name. */
  nameEn: z.optional(lineOrNone(80)),
  producerEn: z.optional(lineOrNone(60)),
  origin: z.optional(lineOrNone(60)),
  originEn: z.optional(lineOrNone(60)),
  category: z.optional(lineOrNone(40)),
  categoryEn: z.optional(lineOrNone(40)),
  grams: z.optional(unitCount),
  priceMinor: z.optional(priceMinor),
  floorMinor: z.optional(moneyMinor),
  picture: z.optional(pictureRef),
  isPerishable: z.optional(z.boolean()),
  harvestedOn: z.optional(dayOrNone),
  batch: z.optional(lineOrNone(40)),
  shipBaseMinor: z.optional(moneyMinor),
  shipIncrementMinor: z.optional(moneyMinor),
  /** Empty: there is none any more. */
  description: z.optional(descriptionOrNone),
  descriptionEn: z.optional(descriptionOrNone),
  /** All of them beside the first, in their order. */
  morePictures: z.optional(morePictures),
  /** Null: there are none any more. */
  returns: z.optional(z.nullable(returnTerms)),
  /** All of them; empty: there are none any more. */
  tags: z.optional(tags),
  /** For operators (L8). */
  isArchived: z.optional(z.boolean()),
  /** Units that came into the warehouse, or below 0 were counted out of it. */
  unitsDelta: z.optional(z.int().check(z.gte(-MAX_UNITS), z.lte(MAX_UNITS))),
});
export type ChangeProductRequest = z.infer<typeof changeProductRequest>;

/** What may be made the same for many products. */
export const sharedChanges = z.strictObject({
  category: z.optional(lineOrNone(40)),
  categoryEn: z.optional(lineOrNone(40)),
  origin: z.optional(lineOrNone(60)),
  originEn: z.optional(lineOrNone(60)),
  isPerishable: z.optional(z.boolean()),
  isArchived: z.optional(z.boolean()),
  floorMinor: z.optional(moneyMinor),
  /** For streams to come. Below a product's floor it is refused. */
  priceMinor: z.optional(priceMinor),
  /** What the warehouse has. */
  warehouseUnits: z.optional(z.int().check(z.gte(0), z.lte(MAX_UNITS))),
});
export type SharedChanges = z.infer<typeof sharedChanges>;

/** What is done to each of many products, by what it has: one of the same name above counts for more. */
export const changesOfEach = z.extend(sharedChanges, {
  /** The price so many basis points dearer, below 0 cheaper, rounded to ten of the smallest unit. */
  priceBps: z.optional(z.int().check(z.gte(-MAX_PRICE_BPS), z.lte(MAX_PRICE_BPS))),
  /** Units that came into the warehouse, or below 0 were counted out of it. */
  unitsDelta: z.optional(z.int().check(z.gte(-MAX_UNITS), z.lte(MAX_UNITS))),
});
export type ChangesOfEach = z.infer<typeof changesOfEach>;

const manyProducts = {
  productIds: z.array(id).check(z.minLength(1), z.maxLength(MAX_CHANGED_AT_ONCE)),
  changes: changesOfEach,
  /** Of prices and floor prices: products with their price in another one are refused them. */
  currency: currencyCode,
};
export const changeProductsRequest = z.strictObject({ ...keyed, ...manyProducts });
export type ChangeProductsRequest = z.infer<typeof changeProductsRequest>;
export const previewProductsRequest = z.strictObject(manyProducts);
export type PreviewProductsRequest = z.infer<typeof previewProductsRequest>;

/** What of many products was changed, or would be; the others have it already. */
export const changedProducts = z.strictObject({
  changed: z.array(
    z.strictObject({
      productId: id,
      /** What it had before, of what is another now. */
      was: sharedChanges,
      /** What it has in its place, of price and units; absent: neither was changed. */
      now: z.optional(sharedChanges),
    }),
  ),
  refused: z.array(
    z.strictObject({
      productId: id,
      code: z.enum(['NOT_FOUND', 'CURRENCY_DIFFERS', 'BELOW_FLOOR', 'PRICE_INVALID', 'STOCK_INVALID']),
      /** The floor that it would fall below. */
      floorMinor: z.optional(moneyMinor),
      /** What the warehouse has, which is less than what is to be taken away. */
      available: z.optional(unitCount),
    }),
  ),
});
export type ChangedProducts = z.infer<typeof changedProducts>;

export const productParams = z.strictObject({ productId: id });
export const goodParams = z.strictObject({ slug, itemNumber: itemNumberText });

/** What a buyer may want to know of a good beside its card. */
export const aboutGood = z.strictObject({
  itemNumber: unitCount,
  name: z.string(),
  /** Who makes it, under `/p/<id>` (B10). */
  producerId: id,
  producer: z.string(),
  ...secondNames,
  /** Their portrait, a path; absent: they have none. */
  portrait: z.optional(z.string()),
  /** The licence that they named. */
  licence: producerProfile.shape.licence,
  origin: z.string(),
  ...secondOrigin,
  grams: unitCount,
  isPerishable: z.boolean(),
  /** `2026-11-25`, or empty. */
  harvestedOn: z.string(),
  batch: z.string(),
  ...details,
  /** What sending one costs, and what two do; 0 where it is in the price. */
  shipping: z.strictObject({
    oneMinor: moneyMinor,
    twoMinor: moneyMinor,
    /** From this goods value out of the same origin sending is free; null: never. */
    freeFromMinor: z.nullable(moneyMinor),
  }),
  /** When it ships if it is ordered now, and about when it comes (P4); absent: nobody promises a day. */
  ships: z.optional(shipDates),
  /** How many were sold in all, refunds taken off; absent: fewer than ten (B8). */
  sold: z.optional(unitCount),
  /** Replays that have it at `/replay/<slug>?item=<itemNumber>`, the newest first; absent: none. */
  explained: z.optional(z.array(z.strictObject({ slug, itemNumber: unitCount, startedAtMs: epochMs }))),
  /** How long after its delivery a claim may be opened (O6), in ms. */
  claimMs: z.int(),
});
export type AboutGood = z.infer<typeof aboutGood>;

/** How many were sold of the products of a stream, refunds taken off; those below ten are left out (B8). */
export const soldReply = z.strictObject({
  sold: z.array(z.strictObject({ itemNumber: unitCount, units: unitCount })),
});

/** On what terms the products of a stream can be returned: one entry for all that have the same. */
export const streamReturns = z.strictObject({
  /** How long after its delivery a claim may be opened (O6), in ms. */
  claimMs: z.int(),
  terms: z.array(
    z.strictObject({
      isPerishable: z.boolean(),
      returns: z.optional(returnTerms),
      /** The numbers of the products. */
      items: z.array(unitCount),
    }),
  ),
});
export type StreamReturns = z.infer<typeof streamReturns>;

export const productQuery = z.strictObject({
  /** The stream whose console asks: floor prices of its lineup are shown to whoever may know them. */
  stream: z.optional(slug),
  search: z.optional(z.string().check(z.maxLength(80))),
  /** Those alone that have their price in it. */
  currency: z.optional(currencyCode),
  /** Empty: those of none. */
  category: z.optional(z.string().check(z.maxLength(40))),
  producer: z.optional(id),
  /** Archived ones alone, or with the others; absent: without them (L8). */
  archived: z.optional(z.enum(['only', 'any'])),
  stock: z.optional(z.enum(['low', 'out'])),
  /** Absent: as they were made. */
  sort: z.optional(z.enum(PRODUCT_SORTS)),
  order: z.optional(z.enum(['asc', 'desc'])),
  after: z.optional(id),
  limit: z.optional(z.int().check(z.gte(1), z.lte(200))),
});

/** A page of goods. */
export const productPage = z.strictObject({
  products: z.array(listedProduct),
  /** To ask for the page after it; null: there is none. */
  next: z.nullable(id),
  /** With the first page of one currency: how many the search finds in each, the most first. */
  currencies: z.optional(z.array(z.strictObject({ currency: currencyCode, products: unitCount }))),
  /** With the first page of all: the currency of the next good, most likely. */
  usualCurrency: z.optional(currencyCode),
  /** With the first page of a sorted list: how many it has in all. */
  count: z.optional(unitCount),
});
export type ProductPage = z.infer<typeof productPage>;

/** What the catalogue can be narrowed to, and how many products each choice has; archived ones count in `archived` alone. */
export const productFacets = z.strictObject({
  products: unitCount,
  archived: unitCount,
  low: unitCount,
  out: unitCount,
  /** The most products first. */
  categories: z.array(
    z.strictObject({ category: z.string(), categoryEn: z.optional(z.string()), products: unitCount }),
  ),
  producers: z.array(
    z.strictObject({
      producerId: id,
      producer: z.string(),
      producerEn: z.optional(z.string()),
      products: unitCount,
    }),
  ),
});
export type ProductFacets = z.infer<typeof productFacets>;

export const catalogue = {
  refusals: {
    /** L8: it goes into no lineup until it is taken out of the archive. */
    PRODUCT_ARCHIVED: lasting('console: page, stock and floor prices'),
    /** Another product has this SKU. */
    SKU_TAKEN: lasting('console: page, stock and floor prices', { sku: z.string() }),
    /** What is kept of pictures is full: of whoever sent this one, or of the market. */
    PICTURE_QUOTA: lasting('keys and authority', { of: z.enum(['giver', 'market']), maxMb: z.int() }),
  },
  named: {
    aboutGood,
    changedProducts,
    changesOfEach,
    changeProductRequest,
    changeProductsRequest,
    createProductRequest,
    goodParams,
    listedProduct,
    previewProductsRequest,
    product,
    productFacets,
    productPage,
    productParams,
    productQuery,
    sharedChanges,
  },
} as const satisfies CapabilityContract;
