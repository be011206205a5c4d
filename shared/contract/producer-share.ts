import * as z from 'zod/mini';
import { unitCount } from '../values/ids.ts';
import { MAX_SHARE_BPS, MAX_SHARES_KEPT, MIN_SHARE_BPS } from '../values/share-bounds.ts';
import { epochMs } from '../values/time.ts';
import { keyed } from './command.ts';
import { dayText, reserveTerms } from './settlement.ts';

/** Streams that are told of, at most. */
export const SHARE_STREAMS_SHOWN = 20;

const shareBps = z.int().check(z.gte(MIN_SHARE_BPS), z.lte(MAX_SHARE_BPS));
/** What was set before there were these bounds, or is the shop's usual. */
const anyShare = z.int().check(z.gte(0), z.lte(MAX_SHARE_BPS));

/** What a producer gets of a line now and later (M6), what of it is kept in reserve (M7), and what keeps another share. */
export const producerShareView = z.strictObject({
  version: z.int().check(z.gte(0)),
  timeZone: z.string(),
  /** The shop's day: the first from which another share may hold. */
  today: dayText,
  shareBps: anyShare,
  /** Absent: nothing is kept. */
  reserve: z.optional(reserveTerms),
  /** Changes, the newest first. `isReplaced`: a later one took its place before its day came. */
  changes: z
    .array(
      z.strictObject({
        fromMs: epochMs,
        wasBps: anyShare,
        shareBps: anyShare,
        wasReserve: z.optional(reserveTerms),
        reserve: z.optional(reserveTerms),
        atMs: epochMs,
        /** Null: nobody who is known by name any more. */
        by: z.nullable(z.string()),
        byEn: z.optional(z.string()),
        isReplaced: z.optional(z.literal(true)),
      }),
    )
    .check(z.maxLength(MAX_SHARES_KEPT)),
  /** The producer's products that may enter a lineup. */
  products: unitCount,
  /** Streams on air or to come that have some of them already, and the shares that they keep. */
  streams: z
    .array(
      z.strictObject({
        slug: z.string(),
        title: z.string(),
        titleEn: z.optional(z.string()),
        scheduledAtMs: epochMs,
        products: unitCount,
        sharesBps: z.array(anyShare),
      }),
    )
    .check(z.maxLength(SHARE_STREAMS_SHOWN)),
  isCut: z.boolean(),
});
export type ProducerShareView = z.infer<typeof producerShareView>;

export const setProducerShareRequest = z.strictObject({
  ...keyed,
  version: z.int().check(z.gte(0)),
  /** The day of the shop from whose start on it holds; today: from now on. */
  from: dayText,
  shareBps,
  /** Null: nothing is kept; absent: it stays as it would be then. */
  reserve: z.optional(z.nullable(reserveTerms)),
});
export type SetProducerShareRequest = z.infer<typeof setProducerShareRequest>;
export const setProducerShareReply = z.strictObject({ version: z.int().check(z.gte(0)) });
