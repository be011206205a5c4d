import * as z from 'zod/mini';
import { cartView } from '../market/cart/contract.ts';
import { pauseReason, streamStatus } from '../market/stream/contract.ts';
import { id, itemNumber, seq, unitCount } from '../values/ids.ts';
import { currencyCode } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { factNames } from './fact-name.ts';
import { change } from './live-view.ts';
import { privateView } from './private-view.ts';

/** Which instant of a stream: a time, or the place of a fact; and as whom. */
export const momentQuery = z.strictObject({
  atMs: z.optional(epochMs),
  seq: z.optional(seq),
  buyer: z.optional(id),
  /** Asks for the viewer's page as well; unchanged since this place (0: none is known), it is left out of the answer. */
  shownSeq: z.optional(seq),
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
 * buyer, item and code when it was first and last said, how often, and the largest ask; so these spans touch the
 * minute of the instant, and nobody can say more.
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

/**
 * What buyers are called in a stream, whatever the moment: the number of the first order of each. For whoever may read
 * orders (A6); of who ordered nothing there is none.
 */
export const filmBuyers = z.array(z.strictObject({ buyerId: z.string(), order: z.string() }));
export type FilmBuyers = z.infer<typeof filmBuyers>;

/** What a viewer's page showed at a moment, as it was told then; with a buyer, also their own part. */
export const momentPage = z.strictObject({
  changes: z.array(change),
  mine: z.nullable(privateView),
});
export type MomentPage = z.infer<typeof momentPage>;

export const momentReply = z.strictObject({
  /** null: there was no such stream yet, or a long log is still being read. */
  moment: z.nullable(moment),
  /** How far the log was read, and how far it goes. */
  readSeq: seq,
  headSeq: seq,
  refusals: z.array(momentRefusal),
  page: z.optional(momentPage),
  /** Those of the refusals, and whoever is followed. */
  buyers: z.optional(filmBuyers),
});
export type MomentReply = z.infer<typeof momentReply>;

/** Items that a fact names at most. */
export const MAX_STEP_ITEMS = 6;

export const stepsQuery = z.strictObject({
  /** Facts after this place. */
  after: seq,
  limit: z.optional(z.int().check(z.gte(1), z.lte(200))),
  /** And so many up to that place. */
  before: z.optional(z.int().check(z.gte(0), z.lte(100))),
  buyer: z.optional(id),
  /** Of this member of staff alone. */
  staff: z.optional(id),
  /** About this item alone. */
  item: z.optional(itemNumber),
});
export type StepsQuery = z.infer<typeof stepsQuery>;

/** A fact of the log, as short as it can be told. What a field does not fit is null. */
export const step = z.strictObject({
  seq,
  atMs: epochMs,
  type: z.enum(factNames),
  itemNumber: z.nullable(itemNumber),
  buyerId: z.nullable(id),
  /** The member of staff who did it (A2); null also for whoever may not know. */
  staffId: z.nullable(id),
  units: z.nullable(z.int()),
  amountMinor: z.nullable(z.int()),
  /** The first items of a fact about several, or about an order; absent: it has its own one, or none. */
  items: z.optional(z.array(itemNumber).check(z.maxLength(MAX_STEP_ITEMS))),
  /** The number of the order that it is about, for whoever may read orders (A6). */
  order: z.optional(z.string()),
});
export type Step = z.infer<typeof step>;
export const stepsReply = z.strictObject({
  steps: z.array(step),
  headSeq: seq,
  /** Names of the staff among them; who is not named was taken off the team. */
  people: z.array(z.strictObject({ staffId: id, name: z.string(), nameEn: z.optional(z.string()) })),
  /** The buyers among them. */
  buyers: z.optional(filmBuyers),
  /** Of a buyer who is followed: what they were refused in the whole stream, the first first. */
  refusals: z.optional(z.array(momentRefusal)),
});
export type StepsReply = z.infer<typeof stepsReply>;

/** Persons of a film that are told at most. */
export const MAX_FILM_PERSONS = 500;

/** Who added, ordered or was refused something in a stream, the first first; for whoever may read its orders (A6). */
export const filmPersons = z.strictObject({
  persons: z.array(
    z.strictObject({
      buyerId: z.string(),
      /** Of their first act. */
      atMs: epochMs,
      /** The number of their first order in this stream, and the how many-th in the shop it was (B12). */
      order: z.optional(z.string()),
      nth: z.optional(unitCount),
    }),
  ),
  /** There are more: these are the first. */
  hasMore: z.boolean(),
  /** How far the log was read, and how far it goes. */
  readSeq: seq,
  headSeq: seq,
});
export type FilmPersons = z.infer<typeof filmPersons>;
