import * as z from 'zod/mini';
import { id, itemNumber, unitCount } from '../values/ids.ts';
import { moneyMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { shipmentStatus } from './parcel-status.ts';
import { paymentMethod } from './payment.ts';
import { receipt } from './receipt.ts';

/**
 * Every expected no (I4), with what is possible now. The list is closed: a screen has one sentence per code, and
 * does not compile without it.
 */
/** The most open orders that one refusal names. */
export const MAX_OPEN_ORDERS = 10;

/** The most characters of what stood in a field that its refusal says again. */
export const MAX_SAID_VALUE = 40;
/** The most words that a refusal lists of those that may stand in a field. */
export const MAX_SAID_WORDS = 20;

/** What may stand in a field: a number, so many characters or entries, or one of some words. Bounds are included. */
export const fieldRange = z.strictObject({
  of: z.enum(['whole', 'number', 'characters', 'entries', 'words']),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** With `words`. */
  words: z.optional(z.array(z.string()).check(z.maxLength(MAX_SAID_WORDS))),
});
export type FieldRange = z.infer<typeof fieldRange>;

const onItem = { itemNumber: z.optional(itemNumber) };

const codes = {
  // stock and price
  SOLD_OUT: z.strictObject({ code: z.literal('SOLD_OUT'), ...onItem }),
  ALL_HELD: z.strictObject({ code: z.literal('ALL_HELD'), ...onItem, nextFreeAtMs: z.nullable(epochMs) }),
  INSUFFICIENT: z.strictObject({ code: z.literal('INSUFFICIENT'), ...onItem, max: unitCount }),
  STOPPED: z.strictObject({ code: z.literal('STOPPED'), ...onItem }),
  FLASH_NOT_STARTED: z.strictObject({
    code: z.literal('FLASH_NOT_STARTED'),
    ...onItem,
    nowMinor: moneyMinor,
    startsAtMs: epochMs,
  }),
  FLASH_ENDED: z.strictObject({ code: z.literal('FLASH_ENDED'), ...onItem, endedAtMs: epochMs }),
  FLASH_QUOTA_GONE: z.strictObject({ code: z.literal('FLASH_QUOTA_GONE'), ...onItem, nowMinor: moneyMinor }),
  PRICE_CHANGED: z.strictObject({
    code: z.literal('PRICE_CHANGED'),
    ...onItem,
    wasMinor: moneyMinor,
    nowMinor: moneyMinor,
  }),
  // buyer
  BUYER_LIMIT: z.strictObject({ code: z.literal('BUYER_LIMIT'), ...onItem, allowance: unitCount }),
  HOLD_LIMIT: z.strictObject({ code: z.literal('HOLD_LIMIT'), ...onItem, allowance: unitCount }),
  /** An order of a newcomer has more units than one may have (H3). */
  NEWCOMER_LIMIT: z.strictObject({ code: z.literal('NEWCOMER_LIMIT'), max: unitCount }),
  /** All newcomers together keep as much of an item as they may (H6): `max` more now, others perhaps at `nextAtMs`. */
  NEWCOMER_SHARE: z.strictObject({
    code: z.literal('NEWCOMER_SHARE'),
    ...onItem,
    max: unitCount,
    nextAtMs: z.nullable(epochMs),
  }),
  /** As many orders as may wait for a payment online at once do (H3): these, the one that runs out first in front. */
  UNPAID_ORDERS: z.strictObject({
    code: z.literal('UNPAID_ORDERS'),
    max: unitCount,
    orders: z
      .array(
        z.strictObject({
          orderId: id,
          number: z.string(),
          totalMinor: moneyMinor,
          payByMs: epochMs,
          payment: paymentMethod,
          payUrl: z.nullable(z.string()),
        }),
      )
      .check(z.maxLength(MAX_OPEN_ORDERS)),
  }),
  /** As many units as are missing ran out; `heldUnits` of the others are still reserved. */
  HOLD_EXPIRED: z.strictObject({
    code: z.literal('HOLD_EXPIRED'),
    ...onItem,
    heldUnits: unitCount,
    nowMinor: z.nullable(moneyMinor),
  }),
  CART_EMPTY: z.strictObject({ code: z.literal('CART_EMPTY') }),
  /** The cart has other units of it than was thought, or at another price: `units` of it now. */
  CART_CHANGED: z.strictObject({ code: z.literal('CART_CHANGED'), ...onItem, units: unitCount }),
  /** An order of what is not in the cart, where only what is reserved can be ordered: add `units` at `nowMinor` first. */
  NOT_RESERVED: z.strictObject({
    code: z.literal('NOT_RESERVED'),
    ...onItem,
    units: unitCount,
    nowMinor: moneyMinor,
  }),
  TOO_MANY_LINES: z.strictObject({ code: z.literal('TOO_MANY_LINES'), max: unitCount }),
  NOT_IN_LINEUP: z.strictObject({ code: z.literal('NOT_IN_LINEUP'), ...onItem }),
  ADDRESS_REQUIRED: z.strictObject({ code: z.literal('ADDRESS_REQUIRED') }),
  ADDRESS_NOT_SERVED: z.strictObject({ code: z.literal('ADDRESS_NOT_SERVED') }),
  PAYMENT_FAILED: z.strictObject({ code: z.literal('PAYMENT_FAILED'), possible: z.array(paymentMethod) }),
  NOT_CANCELLABLE: z.strictObject({ code: z.literal('NOT_CANCELLABLE') }),
  /** A voucher that was named can't be used; the order would cost `nowMinor` with the best of the others. */
  VOUCHER_GONE: z.strictObject({
    code: z.literal('VOUCHER_GONE'),
    voucherId: z.string(),
    reason: z.enum(['not_started', 'ended', 'used_up', 'buyer_limit']),
    nowMinor: moneyMinor,
  }),
  /** The goods that a named voucher is for cost less than it asks, by `missingMinor`. */
  VOUCHER_NOT_MET: z.strictObject({
    code: z.literal('VOUCHER_NOT_MET'),
    voucherId: z.string(),
    missingMinor: moneyMinor,
    nowMinor: moneyMinor,
  }),
  /** No place in the line of an item (H5). */
  WAITLIST_INVALID: z.strictObject({
    code: z.literal('WAITLIST_INVALID'),
    ...onItem,
    reason: z.enum(['first_paid', 'waiting', 'too_many', 'full', 'in_stock']),
  }),
  // after the sale
  PARCEL_INVALID: z.strictObject({
    code: z.literal('PARCEL_INVALID'),
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
  CLAIM_INVALID: z.strictObject({
    code: z.literal('CLAIM_INVALID'),
    reason: z.enum(['not_delivered', 'too_late', 'units', 'too_many', 'decided']),
    /** With `units`: how many may be claimed. */
    max: z.optional(unitCount),
  }),
  // stream
  STREAM_NOT_LIVE: z.strictObject({ code: z.literal('STREAM_NOT_LIVE') }),
  STREAM_CLOSED: z.strictObject({ code: z.literal('STREAM_CLOSED') }),
  REHEARSAL: z.strictObject({ code: z.literal('REHEARSAL') }),
  SELLING_PAUSED: z.strictObject({ code: z.literal('SELLING_PAUSED') }),
  // console
  STALE_VERSION: z.strictObject({ code: z.literal('STALE_VERSION'), ...onItem, version: z.int() }),
  FLASH_INVALID: z.strictObject({
    code: z.literal('FLASH_INVALID'),
    field: z.string(),
    reason: z.enum([
      'not_below_list',
      'below_floor',
      'duration',
      'cap',
      'per_buyer_cap',
      'prelaunch',
      'overlap',
      'frozen',
      'only_up',
      'only_earlier',
      'above_recent_low',
      'running',
      'ended',
    ]),
    limit: z.optional(z.int()),
  }),
  VOUCHER_INVALID: z.strictObject({
    code: z.literal('VOUCHER_INVALID'),
    field: z.string(),
    reason: z.enum([
      'scope',
      'funder',
      'above_threshold',
      'duration',
      'not_cheaper',
      'too_low',
      'too_many',
      'code_taken',
      'claimed',
      'started',
      'ended',
    ]),
    limit: z.optional(z.int()),
  }),
  /** What a stream's page would say can't be so (S8): `started`: its time, once it has begun; `past`: a time that is over. */
  PAGE_INVALID: z.strictObject({
    code: z.literal('PAGE_INVALID'),
    field: z.string(),
    reason: z.enum(['started', 'past']),
  }),
  STOCK_INVALID: z.strictObject({ code: z.literal('STOCK_INVALID'), ...onItem, available: unitCount }),
  /** `floorMinor`: for those who may know it. */
  CONSENT_MISSING: z.strictObject({
    code: z.literal('CONSENT_MISSING'),
    ...onItem,
    floorMinor: z.optional(moneyMinor),
  }),
  /** What is kept of pictures is full: of whoever sent this one, or of the market. */
  PICTURE_QUOTA: z.strictObject({
    code: z.literal('PICTURE_QUOTA'),
    of: z.enum(['giver', 'market']),
    maxMb: z.int(),
  }),
  // keys and authority
  /** A buyer has been joined by as many devices as may ever be. */
  MERGE_LIMIT: z.strictObject({ code: z.literal('MERGE_LIMIT'), max: z.int() }),
  /** Nobody else could let anybody in any more. */
  LAST_OPERATOR: z.strictObject({ code: z.literal('LAST_OPERATOR') }),
  KEY_REUSED: z.strictObject({ code: z.literal('KEY_REUSED') }),
  /**
   * Something may have been done under this key and lost: between `sinceMs` and `restoredAtMs` the log lost what was
   * acknowledged (I5). `ask`: who knows what is missing, as the market has set it (a phone number, an email address, a
   * page, a name), or the host of a stream.
   */
  LOST_IN_RESTORE: z.strictObject({
    code: z.literal('LOST_IN_RESTORE'),
    sinceMs: epochMs,
    restoredAtMs: epochMs,
    ask: z.nullable(z.string()),
  }),
  FORBIDDEN: z.strictObject({ code: z.literal('FORBIDDEN') }),
  UNAUTHENTICATED: z.strictObject({ code: z.literal('UNAUTHENTICATED') }),
  NOT_FOUND: z.strictObject({ code: z.literal('NOT_FOUND') }),
  /** Not in the agreed form. Of a field that has one: what may stand there, and what stood there, unless it is private. */
  BAD_REQUEST: z.strictObject({
    code: z.literal('BAD_REQUEST'),
    field: z.optional(z.string()),
    range: z.optional(fieldRange),
    value: z.optional(z.string().check(z.maxLength(MAX_SAID_VALUE))),
  }),
  RATE_LIMITED: z.strictObject({ code: z.literal('RATE_LIMITED'), retryAfterMs: z.int() }),
  UPGRADE_REQUIRED: z.strictObject({ code: z.literal('UPGRADE_REQUIRED') }),
  // machine
  /** `receipt`: of an order or an add that had been read and was not decided (F5). */
  BUSY: z.strictObject({ code: z.literal('BUSY'), retryAfterMs: z.int(), receipt: z.optional(receipt) }),
  UNAVAILABLE: z.strictObject({
    code: z.literal('UNAVAILABLE'),
    retryAfterMs: z.int(),
    receipt: z.optional(receipt),
  }),
  INTERNAL: z.strictObject({ code: z.literal('INTERNAL') }),
} as const;

export type RefusalCode = keyof typeof codes;
/** One refusal as decided: its code and the numbers that a screen needs. */
export type Refusal = { [Code in RefusalCode]: z.infer<(typeof codes)[Code]> }[RefusalCode];
export type RefusalOf<Code extends RefusalCode> = Extract<Refusal, { code: Code }>;

export const refusalCodes = Object.keys(codes) as RefusalCode[];
export const refusalSchemas: { [Code in RefusalCode]: (typeof codes)[Code] } = codes;

/** A refused order names each line at fault (O1); the first one also stands at the top. */
export interface LineFault {
  itemNumber: number;
  unitPriceMinor: number;
  refusal: Refusal;
}

/** The wire form of a refusal: for programs `code` and details, for people reading a log `message`. */
export type RefusalReply = { ok: false; message: string; retryable: boolean; lines?: LineFault[] } & Refusal;

/**
 * True iff sending the very same command again, later, may succeed: under the same key where nothing was decided (BUSY,
 * RATE_LIMITED, UNAVAILABLE, INTERNAL), under a new one where this no was, because a no is repeated under its key (I2).
 * Exhaustive: a new code must be placed.
 */
export function isRetryable(code: RefusalCode): boolean {
  switch (code) {
    case 'BUSY':
    case 'UNAVAILABLE':
    case 'RATE_LIMITED':
    case 'ALL_HELD':
    case 'NEWCOMER_SHARE':
    case 'FLASH_NOT_STARTED':
    case 'SELLING_PAUSED':
    case 'INTERNAL':
      return true;
    case 'SOLD_OUT':
    case 'INSUFFICIENT':
    case 'STOPPED':
    case 'FLASH_ENDED':
    case 'FLASH_QUOTA_GONE':
    case 'PRICE_CHANGED':
    case 'BUYER_LIMIT':
    case 'HOLD_LIMIT':
    case 'NEWCOMER_LIMIT':
    case 'UNPAID_ORDERS':
    case 'HOLD_EXPIRED':
    case 'CART_EMPTY':
    case 'CART_CHANGED':
    case 'NOT_RESERVED':
    case 'TOO_MANY_LINES':
    case 'NOT_IN_LINEUP':
    case 'ADDRESS_REQUIRED':
    case 'ADDRESS_NOT_SERVED':
    case 'PAYMENT_FAILED':
    case 'NOT_CANCELLABLE':
    case 'VOUCHER_GONE':
    case 'VOUCHER_NOT_MET':
    case 'VOUCHER_INVALID':
    case 'WAITLIST_INVALID':
    case 'PARCEL_INVALID':
    case 'CLAIM_INVALID':
    case 'STREAM_NOT_LIVE':
    case 'STREAM_CLOSED':
    case 'REHEARSAL':
    case 'STALE_VERSION':
    case 'FLASH_INVALID':
    case 'PAGE_INVALID':
    case 'STOCK_INVALID':
    case 'CONSENT_MISSING':
    case 'PICTURE_QUOTA':
    case 'MERGE_LIMIT':
    case 'LAST_OPERATOR':
    case 'KEY_REUSED':
    case 'LOST_IN_RESTORE':
    case 'FORBIDDEN':
    case 'UNAUTHENTICATED':
    case 'NOT_FOUND':
    case 'BAD_REQUEST':
    case 'UPGRADE_REQUIRED':
      return false;
  }
}
