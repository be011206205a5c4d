import * as z from 'zod/mini';
import { id, itemNumber, unitCount, units } from '../values/ids.ts';
import { moneyMinor, priceMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { channel } from './channel.ts';
import { accepted, contract, keyed } from './command.ts';
import { receipt } from './receipt.ts';

/** Units kept for this buyer at a bound price until a deadline (H1). */
export const holdView = z.strictObject({
  units: unitCount,
  unitPriceMinor: moneyMinor,
  flashId: z.nullable(id),
  untilMs: epochMs,
  /** Offered from the waiting list (H5), and passed on by silence; absent: taken by an add. */
  isOffer: z.optional(z.literal(true)),
});

/** A line of the cart: what is wanted, and what of it is held (H2). */
export const cartLine = z.strictObject({
  itemNumber,
  /** Wanted without a hold, under `first_paid`: the first who orders gets them. */
  directUnits: unitCount,
  /** Held once, expired: they stay listed until taken again or removed (H4). */
  expiredUnits: unitCount,
  holds: z.array(holdView),
});
export type CartLine = z.infer<typeof cartLine>;

export const cartView = z.strictObject({
  lines: z.array(cartLine),
  /** True when this buyer's adds take no holds in this stream (H1, H3, H6). */
  firstPaid: z.boolean(),
});
export type CartView = z.infer<typeof cartView>;

export const add = contract(
  'Puts units into the cart at the price the viewer saw (F5); under the hold policy they are kept.',
  z.strictObject({
    ...keyed,
    itemNumber,
    units,
    seenPriceMinor: priceMinor,
    flashId: z.optional(id),
    ticket: z.optional(z.string().check(z.maxLength(400))),
    receipt: z.optional(receipt),
    channel: z.optional(channel),
  }),
  z.strictObject({
    ...accepted,
    unitPriceMinor: moneyMinor,
    /** null: wanted without a hold; the first who orders gets it. */
    heldUntilMs: z.nullable(epochMs),
    /** A flash price honoured up to 2 s past its end (F5). */
    lateOk: z.boolean(),
  }),
);
export const remove = contract(
  'Takes units of an item out of the cart: expired and unheld ones first, then the latest holds (H2).',
  z.strictObject({ ...keyed, itemNumber, units }),
  z.strictObject(accepted),
);
