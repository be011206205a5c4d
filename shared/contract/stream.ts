import * as z from 'zod/mini';
import { history, id, itemNumber, seq, slug } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { line } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { allowance } from './allowance.ts';
import { cartView } from './cart.ts';
import { accepted, contract, keyed } from './command.ts';
import { orderView } from './order.ts';
import { paymentMethod } from './payment.ts';
import { waitingView } from './waitlist.ts';

export const holdPolicy = z.enum(['hold', 'first_paid']);
export const streamStatus = z.enum([
  'SCHEDULED',
  'REHEARSAL',
  'LIVE',
  'INTERRUPTED',
  'ENDED',
  'CLOSED',
  'CANCELLED',
]);

/** Why the server pauses the sale of a stream: its audit found its books wrong, or the log lost its newest facts. */
export const pauseReason = z.enum(['audit', 'tail_lost']);
export type PauseReason = z.infer<typeof pauseReason>;

/** What an assistant may be allowed to do, action by action (A1). */
export const grant = z.enum(['pin', 'lineup', 'flash', 'stock', 'voucher', 'chat', 'orders:view']);
export type Grant = z.infer<typeof grant>;

/** A buyer's own part of a stream: whole values; the highest seq wins. */
export const privateView = z.strictObject({
  seq,
  cart: cartView,
  orders: z.array(orderView),
  /** The lines that this buyer stands in (H5); absent: none. */
  waiting: z.optional(z.array(waitingView)),
  /** As many orders wait for a payment online as one may have: another is UNPAID_ORDERS (H3); absent: fewer do. */
  payFirst: z.optional(z.literal(true)),
  /** What this buyer may still add, and how long it is reserved; absent: it could not be looked up. */
  allowance: z.optional(allowance),
});
export type PrivateView = z.infer<typeof privateView>;

export const hello = contract(
  'Joins a stream. The server answers with a snapshot (event "s") or a delta (event "d") first, then with this ack.',
  z.strictObject({
    protocol: z.int(),
    slug,
    history: z.optional(history),
    seq: z.optional(seq),
    /** The highest seq that an answer named under this history: the screen is told of all of it, from whatever node (INV16). */
    answeredSeq: z.optional(seq),
    /** True when the client found its digest to differ: the server notes it and sends a snapshot. */
    mismatch: z.optional(z.boolean()),
  }),
  z.strictObject({
    streamId: id,
    history,
    seq,
    nowMs: epochMs,
    viewers: z.int(),
    buyerId: id,
    /** Proves since when this viewer has been watching (F5): sent back with a flash price's add. */
    ticket: z.string(),
    me: privateView,
  }),
);

export const time = contract(
  'Asks for the server clock; the client halves the round trip.',
  z.strictObject({}),
  z.strictObject({ nowMs: epochMs }),
);

/** The settings of a stream, with the defaults of the rules where the form leaves them out. */
export const createStreamRequest = z.strictObject({
  ...keyed,
  title: line(80),
  scheduledAtMs: epochMs,
  holdPolicy,
  payments: z.array(paymentMethod).check(z.minLength(1), z.maxLength(2)),
  currency: currencyCode,
});
export type CreateStreamRequest = z.infer<typeof createStreamRequest>;

/** One stream in a list. */
export const streamSummary = z.strictObject({
  streamId: id,
  slug,
  title: z.string(),
  hostName: z.string(),
  status: streamStatus,
  currency: currencyCode,
  scheduledAtMs: epochMs,
  liveStartMs: z.nullable(epochMs),
  endedAtMs: z.nullable(epochMs),
  rehearsalOf: z.nullable(id),
  /** For who reads English; absent: there is the one title, and the one name of the host. */
  titleEn: z.optional(z.string()),
  hostNameEn: z.optional(z.string()),
});
export type StreamSummary = z.infer<typeof streamSummary>;

/** A product of a stream that is on, at its price of now. */
export const productOnAir = z.strictObject({
  itemNumber,
  name: z.string(),
  nameEn: z.optional(z.string()),
  picture: z.string(),
  priceMinor: moneyMinor,
  /** Absent: it is not what is shown now, but what comes next. */
  isPinned: z.optional(z.literal(true)),
});
export type ProductOnAir = z.infer<typeof productOnAir>;

/** A stream as everybody finds it. */
export const listedStream = z.extend(streamSummary, {
  /** Its cover, or the picture of its first product that has one; absent: neither has. */
  cover: z.optional(z.string()),
  /** While it is on: who watches, and the first three products, the pinned ones in front. */
  viewers: z.optional(z.int()),
  products: z.optional(z.array(productOnAir)),
  /** While its picture can be had as a still: where, and how many ms apart there is a new one. */
  still: z.optional(z.strictObject({ url: z.string(), everyMs: z.int() })),
  /** While it is live and its host is a drawing, as the demo's is: a page without its picture may draw it. */
  isHostDrawn: z.optional(z.literal(true)),
  /** How much of it was recorded, once it is over; absent: nothing. */
  recordedMs: z.optional(z.int()),
});
export type ListedStream = z.infer<typeof listedStream>;

const keyedOnly = z.strictObject(keyed);

export const goLive = contract('Starts the sale of a scheduled stream.', keyedOnly, z.strictObject(accepted));
export const end = contract(
  'Ends the broadcast; held lines may still be ordered (S3).',
  keyedOnly,
  z.strictObject(accepted),
);
export const cancel = contract('Calls off a scheduled stream.', keyedOnly, z.strictObject(accepted));
export const interrupt = contract(
  'Marks the broadcast as interrupted (S2).',
  keyedOnly,
  z.strictObject(accepted),
);
export const resume = contract(
  'Marks the broadcast as running again (S2).',
  keyedOnly,
  z.strictObject(accepted),
);
export const resumeSelling = contract(
  'Sells again after the server has paused the sale and the host has looked (S6).',
  keyedOnly,
  z.strictObject(accepted),
);
export const grantAssistant = contract(
  'Lets an assistant do the named actions on this stream, or none.',
  z.strictObject({ ...keyed, staffId: id, grants: z.array(grant).check(z.maxLength(7)) }),
  z.strictObject(accepted),
);
export const makeIngestKey = contract(
  'Makes the secret by which a program like OBS may broadcast here (WHIP); an older one stops working.',
  keyedOnly,
  z.strictObject({
    ...accepted,
    /** Shown this once: only its hash is kept, so a repeated key gets null. */
    ingestKey: z.nullable(z.string()),
  }),
);
export const revokeIngestKey = contract(
  'Takes the secret of such programs away; one that broadcasts is cut off.',
  keyedOnly,
  z.strictObject(accepted),
);
