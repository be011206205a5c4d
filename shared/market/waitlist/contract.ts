import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, contract, keyed } from '../../contract/command.ts';
import { lasting, onItem } from '../../contract/refusal.ts';
import { itemNumber, unitCount, units } from '../../values/ids.ts';

/** 1 is the next to be offered units; told exactly up to 20, and 21 for everybody further back. */
const place = z.int().check(z.gte(1), z.lte(21));

/** A place in the line of an item (H5). */
export const waitingView = z.strictObject({
  itemNumber,
  /** Still wanted; units that are on offer stand in the cart. */
  units: unitCount,
  place,
  /**
   * The bound of their own that keeps this buyer from being offered anything just now, the place being kept: nothing is
   * held after three expiries, as much is held as may be, as much was bought as may be, or by somebody new here.
   */
  passedOver: z.nullable(z.enum(['first_paid', 'held', 'limit', 'new'])),
});
export type WaitingView = z.infer<typeof waitingView>;

const join = contract(
  'Takes a place in the line for an item of which there are not so many units (H5). Units that come free are held for the first in it, at list price.',
  z.strictObject({ ...keyed, itemNumber, units }),
  z.strictObject({ ...accepted, place }),
);
const leave = contract(
  'Gives the place in the line of an item up, and says no to units on offer: they pass on at once (H5).',
  z.strictObject({ ...keyed, itemNumber }),
  z.strictObject(accepted),
);

export const waitlist = {
  live: { 'waitlist:join': join, 'waitlist:leave': leave },
  sheddable: { 'waitlist:join': null, 'waitlist:leave': null },
  refusals: {
    /** No place in the line of an item (H5). */
    WAITLIST_INVALID: lasting('vouchers and waitlists', {
      ...onItem,
      reason: z.enum(['first_paid', 'waiting', 'too_many', 'full', 'in_stock']),
    }),
  },
  facts: [
    'waitlist_joined',
    'waitlist_left',
    'waitlist_offered',
    'offer_declined',
    'offer_expired',
    'waitlist_ended',
  ],
  own: {
    /** The lines that this buyer stands in (H5); absent: none. */
    waiting: z.optional(z.array(waitingView)),
  },
  named: { waitingView },
} as const satisfies CapabilityContract;
