import * as z from 'zod/mini';
import { id, slug } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { activityEntry, MAX_ACTIVITY_PAGE } from './activity.ts';
import { factNames } from './fact-name.ts';
import { shopActs } from './shop-acts.ts';

const bps = z.int().check(z.gte(0), z.lte(10_000));

/** One act of somebody who works here, on a stream or on the shop itself (A2). */
export const officeActivityEntry = z.extend(activityEntry, {
  type: z.enum([...factNames, ...shopActs]),
  /** Absent: it was done to the shop. */
  stream: z.optional(
    z.strictObject({
      slug,
      title: z.string(),
      titleEn: z.optional(z.string()),
      currency: currencyCode,
    }),
  ),
  /** The product, producer, origin or lineup that an act on the shop was about. */
  about: z.optional(z.string()),
  aboutEn: z.optional(z.string()),
  /** The buyer that it was about. */
  buyerId: z.optional(id),
  /** What was paid, booked or adjusted; in minor units. */
  money: z.optional(z.strictObject({ minor: z.int(), currency: currencyCode })),
  /** A producer's share before and after. */
  share: z.optional(z.strictObject({ wasBps: bps, shareBps: bps })),
  /** How many of one kind were changed in one go; absent: one. */
  times: z.optional(z.int().check(z.gte(2))),
});
export type OfficeActivityEntry = z.infer<typeof officeActivityEntry>;

export const officeActivityQuery = z.strictObject({
  /** Of this person alone. */
  staffId: z.optional(id),
  /** `next` of the page before: acts of that time and earlier. */
  before: z.optional(epochMs),
  limit: z.optional(z.int().check(z.gte(1), z.lte(MAX_ACTIVITY_PAGE))),
});
export type OfficeActivityQuery = z.infer<typeof officeActivityQuery>;

/** What was done on the newest 200 streams and to the shop, newest first. */
export const officeActivityPage = z.strictObject({
  /** May be none although there are more: a page reads a bounded part of the logs. */
  entries: z.array(officeActivityEntry),
  /** Where the next page begins; null: this is the last. */
  next: z.nullable(epochMs),
  /** Whom to ask for alone. */
  people: z.array(z.strictObject({ staffId: id, name: z.string(), nameEn: z.optional(z.string()) })),
});
export type OfficeActivityPage = z.infer<typeof officeActivityPage>;
