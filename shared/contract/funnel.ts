import * as z from 'zod/mini';
import { itemNumber, unitCount } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';

/** Null: nobody counted, which is "–" and never 0. */
const people = z.nullable(unitCount);

/**
 * One minute of one item, from its first viewers to what was paid. A person counts in the minute of their first look, tap
 * and add, an order in the minute in which it was placed, so the minutes of an item add up to the report's numbers of it.
 */
export const funnelMinute = z.strictObject({
  itemNumber,
  /** The minute's beginning, by the stream's log; pages tell of the fifteen seconds before. */
  atMs: epochMs,
  seen: people,
  tapped: people,
  added: people,
  ordered: unitCount,
  /** Of those, the ones paid by the time the stream closed. */
  paid: unitCount,
  /** Of those, the ones of which some unit is neither cancelled nor given back. */
  kept: unitCount,
  /** To how many it was refused for the first time (K4), by code. */
  refused: z.array(z.strictObject({ code: z.string(), buyers: unitCount })),
});
export type FunnelMinute = z.infer<typeof funnelMinute>;

/** Every minute of every item in which something happened, of the first eight hours. */
export const funnelReport = z.strictObject({
  seq: z.int(),
  headSeq: z.int(),
  /** False while a long log is still being read: asked again, more of it is in the numbers. */
  isWhole: z.boolean(),
  minutes: z.array(funnelMinute),
});
export type FunnelReport = z.infer<typeof funnelReport>;
