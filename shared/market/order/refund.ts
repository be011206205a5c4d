import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, contract, keyed } from '../../contract/command.ts';
import { id, itemNumber, units } from '../../values/ids.ts';
import { priceMinor } from '../../values/money.ts';

const cannotFill = contract(
  'The producer cannot fill units of a paid line: they are refunded, the rest of the order stands.',
  z.strictObject({ ...keyed, orderId: id, itemNumber, unitPriceMinor: priceMinor, units }),
  z.strictObject(accepted),
);
const refund = contract(
  'Gives money back for units that no parcel has taken; they are not packed any more.',
  z.strictObject({ ...keyed, orderId: id, itemNumber, unitPriceMinor: priceMinor, units }),
  z.strictObject(accepted),
);

/** What staff take out of an order that is paid; its facts are the order's. */
export const orderRefund = {
  console: { 'order:cannot-fill': cannotFill, 'order:refund': refund },
} as const satisfies CapabilityContract;
