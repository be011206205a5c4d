import * as z from 'zod/mini';
import { streamStatus } from '../market/stream/contract.ts';
import { slug, unitCount } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';

/** Streams of which is told that little is left; a shop has a few that are on or coming. */
export const MAX_LOW_STREAMS_TOLD = 20;

/** What waits for somebody today, of the streams whose orders one reads (A6). Each count is that of a list. */
export const officeToday = z.strictObject({
  asOfMs: epochMs,
  /** Orders as `GET /office/orders` lists them with `pack=waiting`, `pack=late` and `claim=open`. */
  toPack: unitCount,
  late: unitCount,
  claims: unitCount,
  /** When the claim that has waited longest is to be answered (O9); null: none waits. */
  answerByMs: z.nullable(epochMs),
  /** Streams that are on, then those to come, with products of which little is left (K2). */
  lowStock: z
    .array(
      z.strictObject({
        slug,
        title: z.string(),
        /** For who reads English; absent: there is the one title. */
        titleEn: z.optional(z.string()),
        status: streamStatus,
        products: unitCount,
      }),
    )
    .check(z.maxLength(MAX_LOW_STREAMS_TOLD)),
});
export type OfficeToday = z.infer<typeof officeToday>;
