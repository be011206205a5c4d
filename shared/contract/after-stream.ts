import * as z from 'zod/mini';
import { MAX_ITEMS } from '../market/lineup/bounds.ts';
import { streamStatus } from '../market/stream/contract.ts';
import { id, itemNumber, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';

/** Days on which parcels of one stream were promised; of more the last ones are left out. */
export const MAX_SHIP_DAYS_TOLD = 60;
/** Producers of one stream that are named. */
export const MAX_PRODUCERS_TOLD = 200;

/** What a stream sold, as its insights count it at the same instant. */
const sold = z.strictObject({
  gmvPaidMinor: moneyMinor,
  paidOrders: unitCount,
  paidUnits: unitCount,
  payingBuyers: unitCount,
  viewers: unitCount,
  /** Goods value of orders that are placed and not paid. */
  unpaidMinor: moneyMinor,
  /** Of what is paid, goods of orders that are paid at the door. */
  atDoorMinor: moneyMinor,
  /** What its host aimed at (S10); absent: nothing was said. */
  targetMinor: z.optional(moneyMinor),
});

const soldItem = z.strictObject({
  itemNumber,
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  paidUnits: unitCount,
  /** Absent for who does not see the orders of the stream. */
  gmvPaidMinor: z.optional(moneyMinor),
  /** Units that it had to sell: what came in at first and later. */
  hadUnits: unitCount,
  /** Buyers who ever waited for it (H5), and the units that they wanted, each buyer's largest wish. */
  waitedBuyers: unitCount,
  waitedUnits: unitCount,
  /** Units that were refused because there were not enough, as the insights count them. */
  unmetUnits: unitCount,
});

/** What no carrier has yet, by the day by which it was promised to one (P4). */
const shipDay = z.strictObject({
  /** `2026-12-03`; null: nothing was promised. */
  shipBy: z.nullable(z.string()),
  /** Parcels that are still to pack, as the packing groups them, and those that are packed. */
  toPack: unitCount,
  packed: unitCount,
  isLate: z.optional(z.literal(true)),
});

const producerShare = z.strictObject({
  producerId: id,
  producer: z.string(),
  producerEn: z.optional(z.string()),
  units: unitCount,
  /** What they get of this stream once all of it is delivered, by the settlement's own rule (M1). */
  shareMinor: moneyMinor,
  /** Of that, what is delivered by now. */
  deliveredMinor: moneyMinor,
  /** The first instant after the last day on which it is due, if parcels come as promised (M2, P4); null: nobody can say. */
  dueUntilMs: z.nullable(epochMs),
});

/** What became of a stream, for its team, as far as each may see it (A1). */
export const afterStream = z.strictObject({
  asOfMs: epochMs,
  /** Whose days are meant. */
  timeZone: z.string(),
  /** Days from a delivery until its producer is paid (M2). */
  dueDays: z.int(),
  status: streamStatus,
  currency: currencyCode,
  liveStartMs: epochMs,
  endedAtMs: z.nullable(epochMs),
  /** Until when units that were reserved may still be ordered (S3); null: it is not ended yet. */
  closesAtMs: z.nullable(epochMs),
  /** null for who does not see its orders. */
  sold: z.nullable(sold),
  /** In the order of the lineup; what was taken out and sold nothing is left out. */
  items: z.array(soldItem).check(z.maxLength(MAX_ITEMS)),
  ships: z.strictObject({
    days: z.array(shipDay).check(z.maxLength(MAX_SHIP_DAYS_TOLD)),
    /** There is more to pack than was looked at. */
    isMore: z.boolean(),
  }),
  /** The one with the largest share first; null for who is not its host, or where there are too many orders to say. */
  producers: z.nullable(z.array(producerShare).check(z.maxLength(MAX_PRODUCERS_TOLD))),
  /** True while the settlement has not booked all of the log: asked again, the shares are whole. */
  isSettling: z.boolean(),
});
export type AfterStream = z.infer<typeof afterStream>;
