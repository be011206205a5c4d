import * as z from 'zod/mini';
import { id, itemNumber, slug } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { streamStatus } from './stream.ts';

/** A number that may have no value: a division by zero shows "–", never 0. */
const ratio = z.nullable(z.number());

/** The analyst's numbers of one stream (rules, The analyst's numbers). Money in minor units, times in ms. */
export const salesSummary = z.strictObject({
  gmvPlacedMinor: z.int(),
  gmvPaidMinor: z.int(),
  gmvNetOfCancellationsMinor: z.int(),
  gmvNetOfRefundsMinor: z.int(),
  /** placed − expired − cancelledUnpaid − open = paid; − cancelled; − refunded. */
  bridge: z.strictObject({
    expiredMinor: z.int(),
    cancelledUnpaidMinor: z.int(),
    openMinor: z.int(),
    cancelledMinor: z.int(),
    refundedMinor: z.int(),
  }),
  placedOrders: z.int(),
  paidOrders: z.int(),
  paidUnits: z.int(),
  payingBuyers: z.int(),
  aovMinor: ratio,
  perBuyerMinor: ratio,
  aspMinor: ratio,
  upt: ratio,
  /** Paid orders with 1, 2, 3 and 4 or more units. */
  uptHistogram: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  cvr: ratio,
  paymentConversion: ratio,
  addRate: ratio,
  adders: z.int(),
  gpmMinor: ratio,
  uvValueMinor: ratio,
  viewers: z.int(),
  views: z.int(),
  pcu: z.int(),
  acu: ratio,
  watchSeconds: z.number(),
  averageWatchSeconds: ratio,
});
export type SalesSummary = z.infer<typeof salesSummary>;

export const salesItem = z.strictObject({
  itemNumber,
  name: z.string(),
  producer: z.string(),
  allotted: z.int(),
  available: z.int(),
  held: z.int(),
  unpaid: z.int(),
  paidUnits: z.int(),
  paidOrders: z.int(),
  gmvPaidMinor: z.int(),
  flashUnits: z.int(),
  sellThrough: ratio,
  adders: z.int(),
  /** Units refused for lack of stock or quota, once per buyer, the largest ask. */
  unmetUnits: z.int(),
});
export type SalesItem = z.infer<typeof salesItem>;

/** One minute of the live window. */
export const salesMinute = z.strictObject({
  atMs: epochMs,
  viewers: z.int(),
  adds: z.int(),
  orders: z.int(),
  paidOrders: z.int(),
});
export type SalesMinute = z.infer<typeof salesMinute>;

/** What is drawn onto the minute chart. */
export const salesMark = z.strictObject({
  kind: z.enum(['pin', 'flash', 'stop', 'restock', 'interrupted']),
  itemNumber: z.nullable(itemNumber),
  fromMs: epochMs,
  toMs: z.nullable(epochMs),
});
export type SalesMark = z.infer<typeof salesMark>;

export const salesReport = z.strictObject({
  streamId: id,
  slug,
  title: z.string(),
  status: streamStatus,
  currency: currencyCode,
  liveStartMs: z.nullable(epochMs),
  liveEndMs: z.nullable(epochMs),
  asOfMs: epochMs,
  summary: salesSummary,
  items: z.array(salesItem),
  minutes: z.array(salesMinute),
  marks: z.array(salesMark),
});
export type SalesReport = z.infer<typeof salesReport>;
