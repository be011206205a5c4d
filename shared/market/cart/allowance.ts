import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { id, itemNumber, unitCount } from '../../values/ids.ts';

const span = z.nullable(z.int().check(z.gte(0)));

/**
 * What bounds the adds of one buyer beside the shelf (B1, H3, H6), and how long an add is reserved (H1). What the buyer
 * has in the cart is not counted here: it stands beside it in the same view.
 */
export const allowance = z.strictObject({
  /** New in the shop (H6). */
  isNew: z.boolean(),
  /** How long an add is reserved at list price, in ms; null: adds are not reserved. */
  holdMs: span,
  /** The same at a flash price. */
  flashHoldMs: span,
  /** Units that may still be reserved, of all items together. */
  reservable: unitCount,
  /** The most units that one order may have; null: no bound. */
  orderUnits: z.nullable(unitCount),
  /** What was ordered and counts against a limit per person: of an item, or of its flash; what counts nothing is left out. */
  ordered: z.array(z.strictObject({ itemNumber, flashId: z.nullable(id), units: unitCount })),
});
export type Allowance = z.infer<typeof allowance>;

/** What bounds a buyer beside the shelf, as they are told it. */
export const buyerBounds = {
  own: {
    /** As many orders wait for a payment online as one may have: another is UNPAID_ORDERS (H3); absent: fewer do. */
    payFirst: z.optional(z.literal(true)),
    /** What this buyer may still add, and how long it is reserved; absent: it could not be looked up. */
    allowance: z.optional(allowance),
  },
} as const satisfies CapabilityContract;
