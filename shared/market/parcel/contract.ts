import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, contract, keyed } from '../../contract/command.ts';
import { lasting } from '../../contract/refusal.ts';
import { id, itemNumber, unitCount, units } from '../../values/ids.ts';
import { priceMinor } from '../../values/money.ts';
import { line } from '../../values/text.ts';
import { epochMs } from '../../values/time.ts';
import { MAX_CLAIM_PHOTOS, MAX_PARCEL_LINES, MAX_PARCEL_ORDERS } from './bounds.ts';
import { claimReason, shipmentStatus } from './status.ts';

/** Where goods come from, as the catalogue spells it; empty where it does not say. */
export const origin = z.string().check(z.maxLength(60));
export const carrier = line(40);
/** A carrier's number: letters, digits and dashes. */
export const trackingCode = z.string().check(z.regex(/^[A-Za-z0-9-]{4,40}$/));

export const pack = contract(
  'Packs what is left of some orders from one origin into one parcel (P1); not before the stream is closed.',
  z.strictObject({
    ...keyed,
    orderIds: z.array(id).check(z.minLength(1), z.maxLength(MAX_PARCEL_ORDERS)),
    origin,
  }),
  z.strictObject({ ...accepted, shipmentId: id }),
);
export const ship = contract(
  'A packed parcel leaves with a carrier.',
  z.strictObject({ ...keyed, shipmentId: id, carrier, trackingCode }),
  z.strictObject({ ...accepted, shipmentId: id }),
);
export const deliver = contract(
  'A parcel has arrived, at the time that its carrier names.',
  z.strictObject({ ...keyed, shipmentId: id, deliveredAtMs: epochMs }),
  z.strictObject({ ...accepted, shipmentId: id }),
);
export const lose = contract(
  'A parcel is lost on its way: everything in it is paid back.',
  z.strictObject({ ...keyed, shipmentId: id }),
  z.strictObject({ ...accepted, shipmentId: id }),
);
export const takeBack = contract(
  'Units come back, each sellable again or damaged; they are paid back, and sellable ones go to the warehouse (O5).',
  z.strictObject({
    ...keyed,
    shipmentId: id,
    units: z
      .array(
        z.strictObject({
          orderId: id,
          lineIndex: z.int().check(z.gte(0), z.lte(MAX_PARCEL_LINES)),
          units,
          condition: z.enum(['sellable', 'damaged']),
        }),
      )
      .check(z.minLength(1), z.maxLength(MAX_PARCEL_LINES)),
  }),
  z.strictObject({ ...accepted, shipmentId: id }),
);
export const openClaim = contract(
  'A buyer says that a share of delivered units was missing or bad, within 48 hours of delivery (O6).',
  z.strictObject({
    ...keyed,
    orderId: id,
    itemNumber,
    unitPriceMinor: priceMinor,
    units,
    /** How much of these units, in basis points: 10,000 is all of them. */
    shareBps: z.int().check(z.gte(1), z.lte(10_000)),
    reason: claimReason,
    /** A sentence and photos that were kept for this order before (A4). */
    textId: z.optional(id),
    photoIds: z.optional(z.array(id).check(z.minLength(1), z.maxLength(MAX_CLAIM_PHOTOS))),
  }),
  z.strictObject({ ...accepted, claimId: id }),
);
export const withdrawClaim = contract(
  'Takes back a claim that nobody has decided; what its buyer wrote and photographed is destroyed (A4).',
  z.strictObject({ ...keyed, orderId: id, claimId: id }),
  z.strictObject({ ...accepted, claimId: id }),
);
export const decideClaim = contract(
  'Accepts a claim, which pays its share back to the fen, or declines it.',
  z.strictObject({ ...keyed, claimId: id, accepted: z.boolean() }),
  z.strictObject({ ...accepted, claimId: id }),
);

export const parcel = {
  live: { 'claim:open': openClaim, 'claim:withdraw': withdrawClaim },
  sheddable: { 'claim:open': null, 'claim:withdraw': null },
  console: {
    'parcel:pack': pack,
    'parcel:ship': ship,
    'parcel:deliver': deliver,
    'parcel:lose': lose,
    'parcel:take-back': takeBack,
    'claim:decide': decideClaim,
  },
  refusals: {
    PARCEL_INVALID: lasting('after the sale', {
      reason: z.enum([
        'different_buyers',
        'not_paid',
        'too_early',
        'nothing_to_pack',
        'status',
        'units',
        'perishable',
      ]),
      /** With `too_early`, if it is known: when packing may start. */
      readyAtMs: z.optional(epochMs),
      /** With `status`: where the parcel is. */
      status: z.optional(shipmentStatus),
    }),
    CLAIM_INVALID: lasting('after the sale', {
      reason: z.enum(['not_delivered', 'too_late', 'units', 'too_many', 'decided', 'texts']),
      /** With `units`: how many may be claimed. */
      max: z.optional(unitCount),
    }),
  },
  facts: [
    'shipment_packed',
    'shipment_shipped',
    'shipment_delivered',
    'shipment_lost',
    'shipment_returned',
    'claim_opened',
    'claim_decided',
    'order_completed',
    'shipping_credited',
  ],
} as const satisfies CapabilityContract;
