import * as z from 'zod/mini';
import { MAX_SILENCES_SHOWN } from '../market/chat/bounds.ts';
import { chatBanView, chatSilence } from '../market/chat/contract.ts';
import { id } from '../values/ids.ts';
import { MAX_LIMIT_DAYS } from '../values/limit-reasons.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { shopReference } from '../values/reference.ts';
import { epochMs } from '../values/time.ts';
import { keyed } from './command.ts';
import { limitReason } from './limit-reason.ts';
import { buyerSorts } from './office-lists.ts';
import { contact } from './packing.ts';

/** Silenced buyers that are listed, by whom the shop and its streams silenced last. */
export const MAX_SILENCED_LISTED = 200;
/** Limited buyers that are listed, by whom the shop limited last. */
export const MAX_LIMITED_LISTED = 200;
/** Limits of one buyer that are told as its history, set or lifted, the newest. */
export const MAX_LIMITS_TOLD = 20;
/** Buyers of a page that asks for no number of them, and the most that one may ask for. */
export const BUYERS_PAGE = 50;
export const MAX_BUYERS_PAGE = 200;
/** Addresses of one buyer that are opened at once, the newest first. */
export const MAX_CONTACTS_SHOWN = 10;

/** A place in the list, as an answer names it. */
const place = z.string().check(z.regex(/^\d{1,15}\.[0-9a-f-]{36}$/));
export const officeBuyersQuery = z.strictObject({
  sort: z.optional(z.enum(buyerSorts)),
  /** Those alone who may not write in some chat (N5, N7). */
  chat: z.optional(z.enum(['silenced'])),
  /** Those alone whom the shop lets order nothing for a time (B11); with `chat` both have to hold. */
  ordering: z.optional(z.enum(['limited'])),
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
  /** May not order before this instant (B11); absent: may. */
  limitedUntilMs: z.optional(epochMs),
  /** May write in no chat of the shop (N7), or not in that of some stream (N5); absent: may. */
  silenced: z.optional(z.enum(['shop', 'stream'])),
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

/** What the shop decided about a buyer, and who decided it when (B11). */
export const buyerLimitView = z.strictObject({
  untilMs: epochMs,
  reason: limitReason,
  sinceMs: epochMs,
  /** Who set it; null: nobody of that id works here. */
  by: z.nullable(z.string()),
  /** For who reads English; absent: there is the one name. */
  byEn: z.optional(z.string()),
});
export type BuyerLimitView = z.infer<typeof buyerLimitView>;

/** A limit as it was set, or lifted (`untilMs` and `reason` absent), as the shop's log has it. */
const limitAct = z.strictObject({
  atMs: epochMs,
  untilMs: z.optional(epochMs),
  reason: z.optional(limitReason),
  /** Who did it; null: nobody of that id works here. */
  by: z.nullable(z.string()),
  byEn: z.optional(z.string()),
});
export type LimitAct = z.infer<typeof limitAct>;

export const limitBuyerRequest = z.strictObject({
  ...keyed,
  buyerId: id,
  /** Until the day begins that is so many days from today, in the shop's zone. */
  days: z.int().check(z.gte(1), z.lte(MAX_LIMIT_DAYS)),
  reason: limitReason,
});
export type LimitBuyerRequest = z.infer<typeof limitBuyerRequest>;
export const liftLimitRequest = z.strictObject({ ...keyed, buyerId: id });
export type LiftLimitRequest = z.infer<typeof liftLimitRequest>;
/** What counts from now on; null: nothing. */
export const limitReply = z.strictObject({ limit: z.nullable(buyerLimitView) });

export const officeBuyer = z.strictObject({
  ...officeBuyerRow.shape,
  /** Null: may order. */
  limit: z.nullable(buyerLimitView),
  /** Each limit that was set or lifted lately, the newest first; absent: none was. */
  limits: z.optional(z.array(limitAct).check(z.maxLength(MAX_LIMITS_TOLD))),
  /** Null: may write in chats (N7). */
  chatBan: z.nullable(chatBanView),
  /** Streams that are not over whose own chat hears this buyer no more (N5). */
  silences: z.array(chatSilence).check(z.maxLength(MAX_SILENCES_SHOWN)),
  /** Guests that are this buyer by now, the buyer included (B2). */
  devices: count,
});
export type OfficeBuyer = z.infer<typeof officeBuyer>;

export const buyerContactsQuery = z.strictObject({
  /** An order of this buyer, whose own address is told apart from the others. */
  order: z.optional(shopReference),
});

/** Addresses that a buyer keeps, opened (A3), the newest first. */
export const buyerContacts = z.strictObject({
  /** Where the order that was named goes to; it is not among the others. Absent: none was named, or it has none that opens. */
  sendsTo: z.optional(contact),
  contacts: z.array(contact).check(z.maxLength(MAX_CONTACTS_SHOWN)),
});
export type BuyerContacts = z.infer<typeof buyerContacts>;
