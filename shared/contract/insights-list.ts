import * as z from 'zod/mini';
import { streamSummary } from '../market/stream/contract.ts';

/** A stream that was live, with the numbers that it is compared by; null until they were counted. */
export const listedInsight = z.extend(streamSummary, {
  numbers: z.nullable(
    z.strictObject({
      gmvPaidMinor: z.int(),
      paidOrders: z.int(),
      payingBuyers: z.int(),
      viewers: z.int(),
      /** Paying buyers of the viewers; null: nobody watched. */
      cvr: z.nullable(z.number()),
    }),
  ),
});
export type ListedInsight = z.infer<typeof listedInsight>;

/** The streams to look back on, newest first. */
export const insightsList = z.strictObject({
  streams: z.array(listedInsight),
  /** False: some were not counted yet; asked again, more have their numbers. */
  isWhole: z.boolean(),
});
export type InsightsList = z.infer<typeof insightsList>;
