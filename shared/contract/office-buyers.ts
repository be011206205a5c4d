import * as z from 'zod/mini';
import { id } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { buyerSorts } from './office-lists.ts';
import { contact } from './packing.ts';

/** Buyers of a page that asks for no number of them, and the most that one may ask for. */
export const BUYERS_PAGE = 50;
export const MAX_BUYERS_PAGE = 200;
/** Addresses of one buyer that are opened at once, the newest first. */
export const MAX_CONTACTS_SHOWN = 10;

/** A place in the list, as an answer names it. */
const place = z.string().check(z.regex(/^\d{1,15}\.[0-9a-f-]{36}$/));
export const officeBuyersQuery = z.strictObject({
  sort: z.optional(z.enum(buyerSorts)),
  /** `next` of the page before, by the same `sort`. */
  after: z.optional(place),
  limit: z.optional(z.int().check(z.gte(1), z.lte(MAX_BUYERS_PAGE))),
});
export type OfficeBuyersQuery = z.infer<typeof officeBuyersQuery>;

const count = z.int().check(z.gte(0));

/** A buyer, after all merges, without a name, a phone or an address (A3). Numbers are of orders. */
export const officeBuyerRow = z.strictObject({
  /** Says nothing of the person. */
  buyerId: id,
  orders: count,
  /** Whose money came and that stand: paid online, or delivered on cash terms. */
  bought: count,
  unpaid: count,
  /** Confirmed, and not completed. */
  underway: count,
  /** With any claim, and with one that nobody has decided. */
  claims: count,
  openClaims: count,
  /** What `bought` orders came to, less what was refunded, by currency. */
  spent: z.array(z.strictObject({ currency: currencyCode, minor: moneyMinor })),
  firstAtMs: epochMs,
  lastAtMs: epochMs,
});
export type OfficeBuyerRow = z.infer<typeof officeBuyerRow>;

export const officeBuyers = z.strictObject({
  /** By `sort`, the most first. */
  buyers: z.array(officeBuyerRow),
  /** Where the next page begins; null: these were all. */
  next: z.nullable(place),
});
export type OfficeBuyers = z.infer<typeof officeBuyers>;

export const officeBuyerParams = z.strictObject({ buyerId: id });

export const officeBuyer = z.strictObject({
  ...officeBuyerRow.shape,
  /** Guests that are this buyer by now, the buyer included (B2). */
  devices: count,
});
export type OfficeBuyer = z.infer<typeof officeBuyer>;

/** Addresses that a buyer keeps, opened (A3), the newest first. */
export const buyerContacts = z.strictObject({
  contacts: z.array(contact).check(z.maxLength(MAX_CONTACTS_SHOWN)),
});
export type BuyerContacts = z.infer<typeof buyerContacts>;
