import * as z from 'zod/mini';
import { gmvView } from '../market/order/contract.ts';
import { streamStatus } from '../market/stream/contract.ts';
import { streamAims } from '../market/stream/terms.ts';
import { id, itemNumber, slug } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { channel } from './channel.ts';

/** A number that may have no value: a division by zero shows "–", never 0. */
const ratio = z.nullable(z.number());
/** Of adds to carts; null where none was counted, as in a stream that reserves nothing, whose log has none: "–", never 0. */
const addCount = z.nullable(z.int());

/** What a stream has sold by now, and what it aims at (S10). */
export const gmvNow = z.strictObject({ asOfMs: epochMs, gmv: gmvView, aims: z.strictObject(streamAims) });
export type GmvNow = z.infer<typeof gmvNow>;

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
  /** What promotions and vouchers took off the goods and the shipping of paid orders, by who pays for it (V2). */
  given: z.strictObject({
    voucherOrders: z.int(),
    producerMinor: z.int(),
    hostMinor: z.int(),
    shopMinor: z.int(),
    shippingHostMinor: z.int(),
    shippingShopMinor: z.int(),
  }),
  /** What buyers of paid orders paid for sending, and got back of it (P2, P3): beside every goods value. */
  shipping: z.strictObject({ chargedMinor: z.int(), refundedMinor: z.int() }),
  placedOrders: z.int(),
  paidOrders: z.int(),
  paidUnits: z.int(),
  /** Distinct buyers who placed an order, paid one, and kept one (paid, not cancelled, not wholly refunded). */
  orderingBuyers: z.int(),
  payingBuyers: z.int(),
  keptBuyers: z.int(),
  aovMinor: ratio,
  perBuyerMinor: ratio,
  aspMinor: ratio,
  upt: ratio,
  /** Paid orders with 1, 2, 3 and 4 or more units. */
  uptHistogram: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  cvr: ratio,
  paymentConversion: ratio,
  addRate: ratio,
  adders: addCount,
  /** Viewers whose screens have told what they showed. */
  exposureScreens: z.int(),
  /** Viewers who had any item in sight for a second or more, and those of them who tapped one; each page that tells counts for as many as it stands for. */
  exposedViewers: z.int(),
  openedViewers: z.int(),
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
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  producerEn: z.optional(z.string()),
  /** Empty when the good has none. */
  category: z.string(),
  /** For who reads English; absent: there is the one name. */
  categoryEn: z.optional(z.string()),
  allotted: z.int(),
  /** Units that came to those that were allotted: what the host counted on to the shelf. */
  restocked: z.int(),
  available: z.int(),
  held: z.int(),
  unpaid: z.int(),
  paidUnits: z.int(),
  paidOrders: z.int(),
  gmvPaidMinor: z.int(),
  flashUnits: z.int(),
  /** Of the GMV paid, what was paid at a flash price. */
  flashGmvMinor: z.int(),
  /** Of the units allotted and restocked. */
  sellThrough: ratio,
  adders: addCount,
  /** Units refused for lack of stock or quota, once per buyer, the largest ask. */
  unmetUnits: z.int(),
  /** Viewer-seconds with the card in sight; viewers with a second or more; those of them who tapped it. */
  exposureSeconds: z.number(),
  exposedViewers: z.int(),
  openedViewers: z.int(),
  ctr: ratio,
  /** How often viewers asked to be shown it, once each until it was pinned (L9). */
  showRequests: z.int(),
});
export type SalesItem = z.infer<typeof salesItem>;

/**
 * What one channel brought (C1). Viewers and buyers are counted once a channel: who came by two is in both. Whose page
 * does not tell by whose link it came counts among the viewers of `direct`.
 */
export const salesChannel = z.strictObject({
  channel,
  viewers: z.int(),
  /** Viewers whose screens showed a good for a second or more, and those of them who tapped one. */
  exposedViewers: z.int(),
  openedViewers: z.int(),
  adders: addCount,
  placedOrders: z.int(),
  paidOrders: z.int(),
  paidUnits: z.int(),
  gmvPaidMinor: z.int(),
  orderingBuyers: z.int(),
  payingBuyers: z.int(),
  keptBuyers: z.int(),
  aovMinor: ratio,
  upt: ratio,
  /** Paying buyers of viewers. */
  cvr: ratio,
});
export type SalesChannel = z.infer<typeof salesChannel>;

/** One minute of the live window. */
export const salesMinute = z.strictObject({
  atMs: epochMs,
  viewers: z.int(),
  /** Sessions that began and ended in it. */
  joins: z.int(),
  leaves: z.int(),
  adds: addCount,
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

/** Sessions that lasted so many minutes, of those that began early enough. */
export const salesRetention = z.strictObject({ minutes: z.int(), stayed: z.int(), of: z.int() });
export type SalesRetention = z.infer<typeof salesRetention>;

/** Who is not among the viewers, and by which rule; those connected longest by their id. */
export const salesLeftOut = z.strictObject({
  staff: z.int(),
  machines: z.int(),
  listed: z.array(
    z.strictObject({
      viewerId: z.string(),
      why: z.enum(['staff', 'many_connections']),
      connections: z.int(),
      seconds: z.number(),
    }),
  ),
});
export type SalesLeftOut = z.infer<typeof salesLeftOut>;

/** A stream that is still on is compared so far: two days. */
const MAX_MINUTES_COMPARED = 2_880;

/** What a stream is compared by. */
export const pastQuery = z.strictObject({
  of: z.enum(['host', 'shop']),
  limit: z.optional(z.int().check(z.gte(1), z.lte(12))),
  /** Each as it was so many minutes after it went live, but for what came back, which has no time; absent: as it is now. */
  minutes: z.optional(z.int().check(z.gte(1), z.lte(MAX_MINUTES_COMPARED))),
});

export type PastQuery = z.infer<typeof pastQuery>;

/** A stream that was before, with the numbers that are compared. */
export const pastStream = z.strictObject({
  slug,
  title: z.string(),
  hostName: z.string(),
  titleEn: z.optional(z.string()),
  hostNameEn: z.optional(z.string()),
  liveStartMs: epochMs,
  liveEndMs: epochMs,
  summary: salesSummary,
  categories: z.array(z.strictObject({ category: z.string(), gmvPaidMinor: z.int(), paidUnits: z.int() })),
});
export type PastStream = z.infer<typeof pastStream>;

/** The newest of them first. */
export const pastReply = z.strictObject({
  streams: z.array(pastStream),
  /** False while some are still to be counted: asked again, they are there. */
  isWhole: z.boolean(),
});
export type PastReply = z.infer<typeof pastReply>;

export const salesReport = z.strictObject({
  streamId: id,
  slug,
  title: z.string(),
  titleEn: z.optional(z.string()),
  status: streamStatus,
  currency: currencyCode,
  liveStartMs: z.nullable(epochMs),
  liveEndMs: z.nullable(epochMs),
  asOfMs: epochMs,
  summary: salesSummary,
  items: z.array(salesItem),
  channels: z.array(salesChannel),
  minutes: z.array(salesMinute),
  marks: z.array(salesMark),
  retention: z.array(salesRetention),
  leftOut: salesLeftOut,
});
export type SalesReport = z.infer<typeof salesReport>;
