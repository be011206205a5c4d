import * as z from 'zod/mini';
import { phone } from '../market/account/contract.ts';
import { orderStatus } from '../market/order/contract.ts';
import { shipmentStatus } from '../market/parcel/status.ts';
import { id, itemNumber, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { orderReference, shopReference } from '../values/reference.ts';
import { epochMs } from '../values/time.ts';
import { ofStream } from './of-stream.ts';
import { paymentMethod } from './payment.ts';
import { promisedDates } from './ship-days.ts';

/** An order by what stands on its receipt, and the phone that it goes to (B7). */
export const findOrderRequest = z.strictObject({ reference: shopReference, phone });

/** Units of an item, at whatever prices. */
const line = z.strictObject({
  itemNumber,
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  units: unitCount,
  /** Of these, what nobody could fill. */
  unfilledUnits: unitCount,
  /** What was promised for it (P4); of a parcel's line nothing is told twice. */
  ...promisedDates,
});

/** How an order stands, without anything of who ordered it: no name, no address, no phone, no other order (B7). */
export const foundOrder = z.strictObject({
  reference: orderReference,
  ...ofStream,
  /** Nothing is sold on its stream any more: packing comes next. */
  hasStreamEnded: z.optional(z.literal(true)),
  currency: currencyCode,
  status: orderStatus,
  payment: paymentMethod,
  placedAtMs: epochMs,
  refundedMinor: moneyMinor,
  lines: z.array(line),
  /** Units that are sent, or were: all but what nobody could fill, or was paid back before it was packed. */
  unitsToSend: unitCount,
  /** The first day that any of it was promised to be handed over by, in the shop's zone (P4); absent: none was. */
  shipBy: promisedDates.shipBy,
  /** About when the last of it was promised to come. */
  arriveBy: promisedDates.arriveBy,
  /** Something of it was not handed over by its day, and still is not. */
  isLate: z.optional(z.literal(true)),
  /** What of it was packed together, the first first. */
  parcels: z.array(
    z.strictObject({
      shipmentId: id,
      status: shipmentStatus,
      carrier: z.nullable(z.string()),
      trackingCode: z.nullable(z.string()),
      packedAtMs: epochMs,
      shippedAtMs: z.nullable(epochMs),
      deliveredAtMs: z.nullable(epochMs),
      lines: z.array(line),
    }),
  ),
});
export type FoundOrder = z.infer<typeof foundOrder>;
