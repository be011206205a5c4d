import * as z from 'zod/mini';
import { afterEnd, funder } from '../market/flash-sale/contract.ts';
import { promotion } from '../market/voucher/contract.ts';
import { id, itemNumber, unitCount } from '../values/ids.ts';
import { moneyMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';

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
  /** Orders of it: placed, and of them paid by the time the stream closed, as the insights count both. */
  orders: z.strictObject({ placed: unitCount, paid: unitCount }),
  /** Who waits for it, and for how many units together (H5): what a restock would meet. */
  waiting: z.strictObject({ buyers: unitCount, units: unitCount }),
  /** Viewers who ask to be shown it, since it was pinned last (L9); absent: none. */
  askers: z.optional(unitCount),
  /** The announced or running flash, else the last one (to prefill the next), else null. */
  flash: z.nullable(consoleFlash),
  /** So many units for so much, also one that is still to come or over; null: none. */
  promotion: z.nullable(promotion),
});
export type ConsoleItem = z.infer<typeof consoleItem>;
