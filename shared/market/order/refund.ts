import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, contract, keyed } from '../../contract/command.ts';
import { lasting } from '../../contract/refusal.ts';
import { id, itemNumber, units } from '../../values/ids.ts';
import { moneyMinor, priceMinor } from '../../values/money.ts';
import { funder } from '../flash-sale/contract.ts';
import { MAX_ORDER_LINES } from './bounds.ts';
import { callOffReason } from './contract.ts';
import { REFUND_REASONS } from './refund-reasons.ts';

const ofItem = { itemNumber, unitPriceMinor: priceMinor };
const line = { orderId: id, ...ofItem };
const bound = [z.minLength(1), z.maxLength(MAX_ORDER_LINES - 1)] as const;
/** Further lines with units of each; of one that is named twice the units count together. */
const moreUnits = z.optional(z.array(z.strictObject({ ...ofItem, units })).check(...bound));
/** Further lines: the amount is split over all of them by what can still be given back of each (T2). */
const moreLines = z.optional(z.array(z.strictObject(ofItem)).check(...bound));
export const refundReason = z.enum(REFUND_REASONS);

const cannotFill = contract(
  'The producer cannot fill units of paid lines: they are refunded, the rest of the order stands. All of them or none.',
  z.strictObject({ ...keyed, ...line, units, more: moreUnits }),
  z.strictObject(accepted),
);
const refund = contract(
  'Gives money back for units that no parcel has taken, all of them or none; they are not packed any more.',
  z.strictObject({ ...keyed, ...line, units, more: moreUnits, reason: z.optional(refundReason) }),
  z.strictObject(accepted),
);
const refundAmount = contract(
  'Gives an amount back of lines, at any time after they were paid: no unit is counted, and somebody bears it (O8).',
  z.strictObject({
    ...keyed,
    ...line,
    more: moreLines,
    amountMinor: priceMinor,
    bearer: funder,
    reason: refundReason,
    /** What of the order had come back when it was looked at. */
    backMinor: moneyMinor,
  }),
  z.strictObject(accepted),
);

const callOff = contract(
  'The shop cancels an order that is not packed: unpaid it is released, paid all of it goes back (O11).',
  z.strictObject({
    ...keyed,
    orderId: id,
    reason: callOffReason,
    /** What goes back to its buyer, as it was looked at. */
    refundMinor: moneyMinor,
  }),
  z.strictObject(accepted),
);

const giveAddress = contract(
  'Sends an order to another address that is kept for its buyer, in the same country, until it is packed (O10).',
  z.strictObject({ ...keyed, orderId: id, addressId: id }),
  z.strictObject(accepted),
);

/** What staff do to an order; its facts are the order's. */
export const orderRefund = {
  console: {
    'order:cannot-fill': cannotFill,
    'order:refund': refund,
    'order:refund-amount': refundAmount,
    'order:call-off': callOff,
    'order:give-address': giveAddress,
  },
  refusals: {
    /** The order has as many private notes as there may be (O12). */
    NOTES_FULL: lasting('order'),
    /** An order that the shop can't cancel: a parcel has some of it, or it is over; `changed`: `refundMinor` would go back now. */
    CANCEL_INVALID: lasting('order', {
      reason: z.enum(['over', 'packed', 'changed']),
      refundMinor: z.optional(moneyMinor),
    }),
    REFUND_INVALID: lasting('order', {
      reason: z.enum(['status', 'changed', 'cash_unpaid', 'too_much', 'too_many']),
      /** With `too_much`: the most that can be given back of the line. */
      maxMinor: z.optional(moneyMinor),
      /** With `changed`: what of the order has come back by now. */
      backMinor: z.optional(moneyMinor),
    }),
  },
} as const satisfies CapabilityContract;
