import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { channel } from '../../contract/channel.ts';
import { accepted, contract, keyed } from '../../contract/command.ts';
import { receipt } from '../../contract/receipt.ts';
import { lasting, onItem } from '../../contract/refusal.ts';
import { id, itemNumber, unitCount, units } from '../../values/ids.ts';
import { moneyMinor, priceMinor } from '../../values/money.ts';
import { epochMs } from '../../values/time.ts';

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
  /** Wanted without a hold: the first who orders gets them. Of a `first_paid` stream only an older log tells of some. */
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

const add = contract(
  'Puts units into the cart at the price the viewer saw (F5): held where the stream holds. Under `first_paid` it says whether they could be ordered now, and keeps nothing: the cart is the page’s own (H2).',
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
const remove = contract(
  'Takes units of an item out of the cart: expired and unheld ones first, then the latest holds (H2).',
  z.strictObject({ ...keyed, itemNumber, units }),
  z.strictObject(accepted),
);

export const cart = {
  live: { 'cart:add': add, 'cart:remove': remove },
  sheddable: {
    'cart:add': { isRetried: true, isTap: true },
    'cart:remove': null,
  },
  refusals: {
    PRICE_CHANGED: lasting('stock and price', { ...onItem, wasMinor: moneyMinor, nowMinor: moneyMinor }),
    HOLD_LIMIT: lasting('limits', { ...onItem, allowance: unitCount }),
    /** As many units as are missing ran out; `heldUnits` of the others are still reserved. */
    HOLD_EXPIRED: lasting('cart', { ...onItem, heldUnits: unitCount, nowMinor: z.nullable(moneyMinor) }),
    CART_EMPTY: lasting('cart'),
    /** The cart has other units of it than was thought, or at another price: `units` of it now. */
    CART_CHANGED: lasting('cart', { ...onItem, units: unitCount }),
    /** An order of what is not in the cart, where only what is reserved can be ordered: add `units` at `nowMinor` first. */
    NOT_RESERVED: lasting('cart', { ...onItem, units: unitCount, nowMinor: moneyMinor }),
    TOO_MANY_LINES: lasting('cart', { max: unitCount }),
  },
  facts: ['cart_added', 'cart_removed', 'hold_expired'],
  own: { cart: cartView },
  named: { cartLine, cartView, holdView },
} as const satisfies CapabilityContract;
