import * as z from 'zod/mini';
import { cartView } from '../market/cart/contract.ts';
import { pauseReason, streamStatus } from '../market/stream/contract.ts';
import { id, itemNumber, seq } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { factNames } from './fact-name.ts';

/** Which instant of a stream: a time, or the place of a fact; and as whom. */
export const momentQuery = z.strictObject({
  atMs: z.optional(epochMs),
  seq: z.optional(seq),
  buyer: z.optional(id),
});

const stockState = z.enum([
  'COMING',
  'STOPPED',
  'SOLD_OUT',
  'ALL_HELD',
  'AWAITING_PAYMENT',
  'LOW',
  'IN_STOCK',
]);

/** An item as it was. The price is the one in force: the flash's while it runs (F3), else the list price. */
export const momentItem = z.strictObject({
  itemNumber,
  name: z.string(),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  isPinned: z.boolean(),
  priceMinor: z.int(),
  listPriceMinor: z.int(),
  shown: stockState,
  stock: z.strictObject({
    allotted: z.int(),
    adjusted: z.int(),
    available: z.int(),
    held: z.int(),
    unpaid: z.int(),
    sold: z.int(),
  }),
  flash: z.nullable(
    z.strictObject({
      flashId: id,
      phase: z.enum(['announced', 'running', 'over', 'undone']),
      priceMinor: z.int(),
      startsAtMs: epochMs,
      endsAtMs: epochMs,
      cap: z.int(),
      free: z.int(),
      lapsed: z.int(),
      held: z.int(),
      unpaid: z.int(),
      sold: z.int(),
    }),
  ),
});
export type MomentItem = z.infer<typeof momentItem>;

/** A stream as it was at an instant, out of its log alone. */
export const moment = z.strictObject({
  streamId: id,
  title: z.string(),
  currency: currencyCode,
  /** The last fact at the instant, and when it was dated. */
  seq,
  factAtMs: epochMs,
  /** The instant itself: timers are judged by it. */
  atMs: epochMs,
  status: streamStatus,
  closesAtMs: z.nullable(epochMs),
  pause: z.nullable(z.strictObject({ reason: pauseReason, found: z.string(), sinceMs: epochMs, seq })),
  lineup: z.array(momentItem),
  orders: z.strictObject({ placed: z.int(), paid: z.int(), expired: z.int(), cancelled: z.int() }),
  holds: z.strictObject({ count: z.int(), units: z.int(), nextEndsAtMs: z.nullable(epochMs) }),
  /** What a buyer had in the cart, if one was asked for. */
  cart: z.nullable(cartView),
});
export type Moment = z.infer<typeof moment>;

/**
 * What was refused round the instant. A refusal leaves no trace in the log (K4): a bounded side table knows of each
 * buyer, item and code when it was first and last said, how often, and the largest ask; so these spans include the
 * instant, and nobody can say more.
 */
export const momentRefusal = z.strictObject({
  buyerId: z.string(),
  itemNumber: z.int(),
  code: z.string(),
  firstAtMs: epochMs,
  lastAtMs: epochMs,
  count: z.int(),
  largestAsk: z.int(),
});
export type MomentRefusal = z.infer<typeof momentRefusal>;

export const momentReply = z.strictObject({
  /** null: there was no such stream yet, or a long log is still being read. */
  moment: z.nullable(moment),
  /** How far the log was read, and how far it goes. */
  readSeq: seq,
  headSeq: seq,
  refusals: z.array(momentRefusal),
});
export type MomentReply = z.infer<typeof momentReply>;

export const stepsQuery = z.strictObject({
  /** Facts after this place. */
  after: seq,
  limit: z.optional(z.int().check(z.gte(1), z.lte(200))),
  buyer: z.optional(id),
});

/** A fact of the log, as short as it can be told. What a field does not fit is null. */
export const step = z.strictObject({
  seq,
  atMs: epochMs,
  type: z.enum(factNames),
  itemNumber: z.nullable(itemNumber),
  buyerId: z.nullable(id),
  units: z.nullable(z.int()),
  amountMinor: z.nullable(z.int()),
});
export type Step = z.infer<typeof step>;
export const stepsReply = z.strictObject({ steps: z.array(step), headSeq: seq });
export type StepsReply = z.infer<typeof stepsReply>;
