import * as z from 'zod/mini';
import { itemNumber, slug, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { MAX_KEPT, MAX_SOUGHT } from '../values/search-bounds.ts';
import { SLUG } from '../values/slug.ts';
import { epochMs } from '../values/time.ts';

/** A product of a stream that is on, of one that comes, or of one that is over; in that order it is found. */
export const foundProduct = z.strictObject({
  slug,
  itemNumber,
  name: z.string(),
  nameEn: z.optional(z.string()),
  producer: z.string(),
  producerEn: z.optional(z.string()),
  picture: z.string(),
  when: z.enum(['on', 'coming', 'past']),
  title: z.string(),
  titleEn: z.optional(z.string()),
  startsAtMs: epochMs,
  currency: currencyCode,
  /** Its price of now where it is on; absent: it is not, or nobody knows it just now. */
  priceMinor: z.optional(moneyMinor),
});
export type FoundProduct = z.infer<typeof foundProduct>;

/** What buyers browse by, with how many products it has. */
export const categoryCount = z.strictObject({
  category: z.string(),
  categoryEn: z.optional(z.string()),
  products: unitCount,
});
export type CategoryCount = z.infer<typeof categoryCount>;

export const searchQuery = z.strictObject({
  /** Words of either script: a product has all of them. Left out: every product of the category. */
  q: z.optional(z.string().check(z.maxLength(MAX_SOUGHT))),
  category: z.optional(z.string().check(z.maxLength(40))),
});

export const searchReply = z.strictObject({
  /** The first of them; none where nothing was asked for. */
  products: z.array(foundProduct),
  /** How many there are in all. */
  total: unitCount,
  /** Streams of which title, host and one product have every word together; absent: none, or a category was asked for. */
  streams: z.optional(z.array(slug)),
  /** All categories, those with the most products first, whatever was asked for. */
  categories: z.array(categoryCount),
});
export type SearchReply = z.infer<typeof searchReply>;

const PLACE = `${SLUG}\\.[1-9]\\d{0,3}`;

export const placesQuery = z.strictObject({
  /** Products as `stream.number`, a comma between two. */
  items: z.string().check(
    z.maxLength(MAX_KEPT * 70),
    z.regex(new RegExp(`^${PLACE}(?:,${PLACE})*$`)),
    z.refine((text) => text.split(',').length <= MAX_KEPT, 'too many'),
  ),
});

export const placesReply = z.strictObject({
  /** What is known of them, each with what it was asked by. */
  places: z.array(z.strictObject({ asked: z.string(), product: foundProduct })),
});

/** What each product of a stream is counted under, by its number; products of no category are left out. */
export const streamCategories = z.strictObject({
  categories: z.array(categoryCount),
  /** `[number, place in categories]` */
  items: z.array(z.tuple([itemNumber, unitCount])),
});
export type StreamCategories = z.infer<typeof streamCategories>;
