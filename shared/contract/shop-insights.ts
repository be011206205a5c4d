import * as z from 'zod/mini';
import { currencyCode } from '../values/money.ts';
import { MAX_SHOP_DAYS, MAX_SHOP_ROWS, shopBys } from '../values/shop-report-bounds.ts';
import { epochMs } from '../values/time.ts';
import { day } from './ship-days.ts';

const shopBy = z.enum(shopBys);
export type ShopBy = z.infer<typeof shopBy>;

/** Days of the shop's zone, both included, at most MAX_SHOP_DAYS of them. */
export const shopInsightsQuery = z.strictObject({
  from: day,
  to: day,
  by: shopBy,
  /** Absent: the one that the shop sells in, or of one of these days. */
  currency: z.optional(currencyCode),
  /** On which day of the week the weeks begin, from 1, Monday, to 7; absent: Monday. Days compared with begin theirs so that each has as many days as the week beside it. */
  weekStart: z.optional(z.int().check(z.gte(1), z.lte(7))),
});
export type ShopInsightsQuery = z.infer<typeof shopInsightsQuery>;

const sales = {
  /** Of orders placed on those days; of each stream what its own report says. */
  gmvPaidMinor: z.int(),
  paidOrders: z.int(),
  payingBuyers: z.int(),
  /** Of these, who had no standing order in the shop before these days, in a week's or stream's row before that one; the others came back. */
  newBuyers: z.int(),
};
const aftermath = {
  /** Base of those orders' lines that was cancelled before shipping, and given back afterwards. */
  cancelledMinor: z.int(),
  refundedMinor: z.int(),
  /** Orders of which something was cancelled or given back. */
  reversedOrders: z.int(),
  /** Orders whose promised day (P4) is over or that a carrier has whole, and those of which something was with none by then. */
  shipDueOrders: z.int(),
  lateOrders: z.int(),
  /** Order lines whose payout was due or is made, and those of them that were paid in time (M2). */
  payoutsDue: z.int(),
  payoutsOnTime: z.int(),
};
export type ShopSalesView = z.infer<z.ZodMiniObject<typeof sales>>;
export type ShopAftermathView = z.infer<z.ZodMiniObject<typeof aftermath>>;

/** A week by its first day, also where that lies before the range; a stream by its slug, a product or producer by id, a channel, or a day of the week from 1, Monday, to 7. */
const key = z.string();
const row = {
  key,
  /** Empty: the key says it. */
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  /** When a stream went live. */
  startMs: z.optional(epochMs),
};
const shopDay = z.strictObject({ day, gmvPaidMinor: z.int(), paidOrders: z.int() });
const asked = { from: day, to: day, by: shopBy, currency: currencyCode, asOfMs: epochMs };

/** What the shop sold on some days. */
export const shopInsights = z.strictObject({
  ...asked,
  /** Whose days they are. */
  timeZone: z.string(),
  /** The day of the first order in any of the streams that are counted; absent: there is none. */
  firstDay: z.optional(day),
  /** Of the streams of those days; the numbers are of one. */
  currencies: z.array(currencyCode),
  totals: z.strictObject(sales),
  /** Every day of the range, quiet ones too. */
  days: z.array(shopDay).check(z.maxLength(MAX_SHOP_DAYS)),
  /** The most GMV paid first. */
  rows: z.array(z.strictObject({ ...row, ...sales })).check(z.maxLength(MAX_SHOP_ROWS)),
  /** Rows beside those, and what they sold. */
  leftOut: z.strictObject({ rows: z.int(), gmvPaidMinor: z.int() }),
});
export type ShopInsights = z.infer<typeof shopInsights>;
export type ShopInsightsRow = ShopInsights['rows'][number];

/** What became of the orders that `shopInsights` counts, by the same keys. */
export const shopAftermath = z.strictObject({
  ...asked,
  totals: z.strictObject(aftermath),
  rows: z.array(z.strictObject({ key, ...aftermath })).check(z.maxLength(MAX_SHOP_ROWS)),
});
export type ShopAftermath = z.infer<typeof shopAftermath>;
