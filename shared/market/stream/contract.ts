import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, contract, keyed } from '../../contract/command.ts';
import { entry } from '../../contract/entry.ts';
import { paymentMethod } from '../../contract/payment.ts';
import { lasting, passing } from '../../contract/refusal.ts';
import { id, itemNumber, slug, unitCount } from '../../values/ids.ts';
import { currencyCode, moneyMinor } from '../../values/money.ts';
import { line } from '../../values/text.ts';
import { epochMs } from '../../values/time.ts';
import { setTerms, streamAims } from './terms.ts';

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

/** A stream in the list of somebody who works here. */
export const ownStream = z.extend(streamSummary, {
  /** What whoever helps on it may do there (A1); absent: it is not only help. */
  grants: z.optional(z.array(grant)),
});
export type OwnStream = z.infer<typeof ownStream>;

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

/** Selling is paused: what was found, in a sentence. */
export const pause = z.strictObject({ reason: pauseReason, found: z.string(), sinceMs: epochMs });

/** A time of which the stream may have lost what was acknowledged, and how many orders are missing; null: nobody knows. */
export const gapView = z.strictObject({
  sinceMs: epochMs,
  restoredAtMs: epochMs,
  ordersLost: z.nullable(unitCount),
});

const keyedOnly = z.strictObject(keyed);

const goLive = contract('Starts the sale of a scheduled stream.', keyedOnly, z.strictObject(accepted));
const end = contract(
  'Ends the broadcast; held lines may still be ordered (S3).',
  keyedOnly,
  z.strictObject(accepted),
);
const cancel = contract('Calls off a scheduled stream.', keyedOnly, z.strictObject(accepted));
const interrupt = contract('Marks the broadcast as interrupted (S2).', keyedOnly, z.strictObject(accepted));
const resume = contract('Marks the broadcast as running again (S2).', keyedOnly, z.strictObject(accepted));
const resumeSelling = contract(
  'Sells again after the server has paused the sale and the host has looked (S6).',
  keyedOnly,
  z.strictObject(accepted),
);
export const grantAssistant = contract(
  'Lets an assistant do the named actions on this stream, or none.',
  z.strictObject({ ...keyed, staffId: id, grants: z.array(grant).check(z.maxLength(7)) }),
  z.strictObject(accepted),
);

export const streamEntry = z.strictObject({
  title: z.string(),
  titleEn: z.optional(z.string()),
  slug,
  hostName: z.string(),
  hostNameEn: z.optional(z.string()),
  description: z.optional(z.string()),
  descriptionEn: z.optional(z.string()),
  cover: z.optional(z.string()),
  hostPicture: z.optional(z.string()),
  status: streamStatus,
  currency: currencyCode,
  holdPolicy,
  payments: z.array(paymentMethod),
  scheduledAtMs: epochMs,
  liveStartMs: z.nullable(epochMs),
  endedAtMs: z.nullable(epochMs),
  closesAtMs: z.nullable(epochMs),
  isQuoted: z.optional(z.literal(true)),
  takesCodes: z.optional(z.literal(true)),
  hasShipping: z.optional(z.literal(true)),
  overseas: z.optional(
    z.strictObject({
      currency: currencyCode,
      language: z.enum(['en', 'zh-CN']),
      rateMicros: z.int(),
      countries: z.array(z.string()),
    }),
  ),
  isPaused: z.optional(z.literal(true)),
});

export const stream = {
  console: {
    'stream:go-live': goLive,
    'stream:end': end,
    'stream:cancel': cancel,
    'stream:interrupt': interrupt,
    'stream:resume': resume,
    'stream:resume-selling': resumeSelling,
    'stream:grant': grantAssistant,
    'stream:set-terms': setTerms,
  },
  refusals: {
    STREAM_NOT_LIVE: lasting('stream'),
    STREAM_CLOSED: lasting('stream'),
    REHEARSAL: lasting('stream'),
    SELLING_PAUSED: passing('stream'),
  },
  facts: [
    'stream_created',
    'rehearsal_started',
    'stream_went_live',
    'stream_interrupted',
    'stream_resumed',
    'stream_ended',
    'stream_cancelled',
    'stream_closed',
    'selling_paused',
    'selling_resumed',
    'assistant_granted',
    'stream_described',
    'currency_changed',
    'terms_set',
  ],
  frame: {
    status: streamStatus,
    /** As long as it may be another one (S9). */
    currency: z.optional(currencyCode),
    /** Why the server has paused the sale, and since when; else null (S6). */
    pause: z.nullable(pause),
    /** What the newest restore lost (I5); absent: nothing, or the stream is over. */
    gap: z.optional(gapView),
    /** What it aims at (S10), told to who sees orders (A1); absent: not for this console. */
    aims: z.optional(z.strictObject(streamAims)),
  },
  /** What the stream aims at (S10). */
  report: { aims: z.strictObject(streamAims) },
  named: { createStreamRequest, gapView, listedStream, pause, productOnAir, streamEntry, streamSummary },
  entries: [entry('The stream itself.', z.tuple([z.literal('t'), streamEntry]))],
} as const satisfies CapabilityContract;
