import * as z from 'zod/mini';
import { history, id, itemNumber, seq, slug, unitCount } from '../values/ids.ts';
import { moneyMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { contract } from './command.ts';
import { afterEnd, funder } from './flash-sale.ts';
import { orderStatus } from './order.ts';
import { grant, pauseReason, streamStatus } from './stream.ts';
import { consoleVoucher, promotion } from './voucher.ts';

/** A flash price as the floor sees it: exact counters (K1) and the version to change it by (L4). */
export const consoleFlash = z.strictObject({
  flashId: id,
  version: z.int(),
  phase: z.enum(['announced', 'running', 'over']),
  priceMinor: moneyMinor,
  startsAtMs: epochMs,
  endsAtMs: epochMs,
  cap: unitCount,
  perBuyerCap: unitCount,
  prelaunchSeconds: z.int(),
  afterEnd,
  fundedBy: funder,
  free: unitCount,
  lapsed: unitCount,
  held: unitCount,
  unpaid: unitCount,
  sold: unitCount,
});
export type ConsoleFlash = z.infer<typeof consoleFlash>;

/** An item as the floor sees it, every counter exact. */
export const consoleItem = z.strictObject({
  itemNumber,
  productId: id,
  producerId: id,
  name: z.string(),
  producer: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  producerEn: z.optional(z.string()),
  picture: z.string(),
  listPriceMinor: moneyMinor,
  /** The producer's lowest price without a recorded consent; 0: none was named; null: not for this console. */
  floorMinor: z.nullable(moneyMinor),
  buyerLimit: z.nullable(unitCount),
  version: z.int(),
  isStopped: z.boolean(),
  isRemoved: z.boolean(),
  allotted: unitCount,
  adjusted: z.int(),
  available: unitCount,
  held: unitCount,
  unpaid: unitCount,
  sold: unitCount,
  /** Who waits for it, and for how many units together (H5): what a restock would meet. */
  waiting: z.strictObject({ buyers: unitCount, units: unitCount }),
  /** The announced or running flash, else the last one (to prefill the next), else null. */
  flash: z.nullable(consoleFlash),
  /** So many units for so much, also one that is still to come or over; null: none. */
  promotion: z.nullable(promotion),
});
export type ConsoleItem = z.infer<typeof consoleItem>;

/** One order in the ticker: no name, no phone, no address. */
export const tickerOrder = z.strictObject({
  orderId: id,
  number: z.string(),
  atMs: epochMs,
  status: orderStatus,
  units: unitCount,
  totalMinor: moneyMinor,
  lines: z.array(z.strictObject({ itemNumber, units: unitCount, unitPriceMinor: moneyMinor })),
});
export type TickerOrder = z.infer<typeof tickerOrder>;

/** Selling is paused: what was found, in a sentence. */
export const pause = z.strictObject({ reason: pauseReason, found: z.string(), sinceMs: epochMs });
export type Pause = z.infer<typeof pause>;

/** A time of which the stream may have lost what was acknowledged, and how many orders are missing; null: nobody knows. */
export const gapView = z.strictObject({
  sinceMs: epochMs,
  restoredAtMs: epochMs,
  ordersLost: z.nullable(unitCount),
});
export type GapView = z.infer<typeof gapView>;

/** Event "c": the floor's own changes between two seqs, whole values; orders are the newest that changed. */
export const consoleFrame = z.strictObject({
  history,
  to: seq,
  status: streamStatus,
  /** Why the server has paused the sale, and since when; else null (S6). */
  pause: z.nullable(pause),
  /** What the newest restore lost (I5); absent: nothing, or the stream is over. */
  gap: z.optional(gapView),
  lineupVersion: z.int(),
  pins: z.array(z.strictObject({ itemNumber, sinceMs: epochMs })),
  order: z.array(itemNumber),
  items: z.array(consoleItem),
  orders: z.array(tickerOrder),
  vouchers: z.array(consoleVoucher),
});
export type ConsoleFrame = z.infer<typeof consoleFrame>;

/** What a person may do on a stream; a host and an operator hold every grant. */
const rights = { grants: z.array(grant), isHost: z.boolean() };

/** Event "rights": they are others from now on, and this is the floor as whoever has them sees it. */
export const consoleRights = z.strictObject({ ...rights, frame: consoleFrame });
export type ConsoleRights = z.infer<typeof consoleRights>;

export const consoleHello = contract(
  'Opens the console of a stream: everything the floor sees, then "c" events with what changed.',
  z.strictObject({ protocol: z.int(), slug }),
  z.strictObject({
    streamId: id,
    title: z.string(),
    /** For who reads English; absent: there is the one title. */
    titleEn: z.optional(z.string()),
    currency: z.string(),
    rehearsalOf: z.nullable(id),
    scheduledAtMs: epochMs,
    liveStartMs: z.nullable(epochMs),
    endedAtMs: z.nullable(epochMs),
    nowMs: epochMs,
    viewers: z.int(),
    ...rights,
    frame: consoleFrame,
  }),
);
