import * as z from 'zod/mini';
import { unitCount } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';

/** Of people; null: nobody counted, which is "–" and never 0. */
const people = z.nullable(unitCount);

/**
 * How far viewers and buyers came with one item of a stream before they ordered it: the numbers of the stream's report. What
 * was ordered and paid, the console's frames tell.
 */
export const itemFunnel = z.strictObject({
  asOfMs: epochMs,
  /** Viewers who had its card in sight for a second or more, and those of them who tapped it. */
  seen: people,
  tapped: people,
  /** The most viewers that one page stands for: above 1 these two are drawn from a part of the pages. */
  oneIn: unitCount,
  /** Distinct buyers who added it. */
  added: people,
  /** To whom it was refused, by code (K4), most buyers first. */
  refused: z.array(z.strictObject({ code: z.string(), buyers: unitCount, lastAtMs: epochMs })),
});
export type ItemFunnelCounts = z.infer<typeof itemFunnel>;
