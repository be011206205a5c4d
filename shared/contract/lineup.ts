import * as z from 'zod/mini';
import { id, itemNumber, seq, unitCount, units } from '../values/ids.ts';
import { priceMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { accepted, contract, keyed } from './command.ts';

/** The last console fact on what is changed (L4). */
export const version = z.int().check(z.gte(0));
/** An accepted console command says its new version, and until when it can be undone (L5). */
export const consoleAccepted = z.strictObject({ ...accepted, version, undoUntilMs: z.nullable(epochMs) });

const onItem = { ...keyed, itemNumber };

export const add = contract(
  'Puts a good into the lineup with its allotment, moved from the warehouse (S5, L1).',
  z.strictObject({
    ...keyed,
    productId: id,
    units: unitCount,
    priceMinor: z.optional(priceMinor),
    buyerLimit: z.optional(z.nullable(units)),
  }),
  z.strictObject({ ...accepted, itemNumber, version }),
);
export const remove = contract(
  'Takes an item out of the lineup; its number is not given again (L1, L3).',
  z.strictObject({ ...onItem, version }),
  consoleAccepted,
);
export const reorder = contract(
  'Sets the order of the bag (L4).',
  z.strictObject({ ...keyed, order: z.array(itemNumber).check(z.maxLength(500)), version }),
  consoleAccepted,
);
export const pin = contract(
  'Pins an item; over the limit the oldest pin goes (L2).',
  z.strictObject({ ...onItem, version }),
  consoleAccepted,
);
export const unpin = contract('Releases a pin; always wins (L4).', z.strictObject(onItem), consoleAccepted);
export const setPrice = contract(
  'Changes the list price of an item.',
  z.strictObject({ ...onItem, version, priceMinor }),
  consoleAccepted,
);
export const setLimit = contract(
  'Changes how many of an item one buyer may have in this stream, from now on; null: no limit (B1).',
  z.strictObject({ ...onItem, version, buyerLimit: z.nullable(units) }),
  consoleAccepted,
);
export const undo = contract(
  'Takes back a pin, reorder, stop of sale, limit per buyer, or an untouched flash start, within 5 s (L5).',
  z.strictObject({ ...keyed, seq }),
  consoleAccepted,
);
