import * as z from 'zod/mini';
import { unitCount } from '../values/ids.ts';
import { lossSteps } from '../values/lost-most.ts';
import { epochMs } from '../values/time.ts';

/** Null: nobody counted, which is "–" and never 0. */
const people = z.nullable(unitCount);

/** What a stream's sales are told apart by: its items, their producers, the channels (C1), the kinds of price. */
export const partBy = z.enum(['item', 'producer', 'channel', 'price']);
export type PartBy = z.infer<typeof partBy>;

export const partsQuery = z.strictObject({ by: z.optional(partBy) });

/** How many came to a place, and how many of them no further. */
const loss = z.strictObject({
  of: unitCount,
  lost: unitCount,
  /**
   * The beginnings of the first and the last minute of the shortest time that holds four fifths of what was lost; null: nothing
   * was, or nobody said when.
   */
  when: z.nullable(
    z.strictObject({
      fromMs: epochMs,
      toMs: epochMs,
      /** How much of it was lost then; absent: four fifths or more. */
      lost: z.optional(z.int()),
    }),
  ),
});
export type Loss = z.infer<typeof loss>;

/** Who or what came to a step and not to the next one. */
const stepLoss = z.strictObject({
  /** People who tapped and did not add, or added and ordered none; orders that were never paid, or of which nothing was kept. */
  step: z.enum(lossSteps),
  ...loss.shape,
});
export type StepLoss = z.infer<typeof stepLoss>;

/** Of orders that were paid by the close, never paid, and paid but not kept. */
const sums = z.strictObject({ paid: z.int(), unpaid: z.int(), undone: z.int() });

/**
 * One item, producer, channel or kind of price, from who saw it to what was kept. People count once in each part; an order once
 * in each that it has a line of. Orders can be listed with the same filter (A6).
 */
export const salesPart = z.strictObject({
  /** An item's number, a producer's id, a channel, `list` or `flash`. */
  of: z.string(),
  name: z.optional(z.string()),
  /** For who reads English; absent: there is the one name. */
  nameEn: z.optional(z.string()),
  seen: people,
  tapped: people,
  added: people,
  ordered: unitCount,
  /** By the close of the stream. */
  paid: unitCount,
  /** People with such an order; null by kind of price. */
  payers: people,
  /** Never paid, and no more to be: expired, or cancelled before. */
  unpaid: unitCount,
  /** Paid, and some unit is neither cancelled nor given back. */
  kept: unitCount,
  /** Of the paid ones, those of which something was cancelled before it was sent, and given back otherwise. */
  cancelled: unitCount,
  refunded: unitCount,
  units: sums,
  /** Goods value (M1) in minor units. */
  minor: sums,
  /** To how many people it was refused (K4), by code; null: nobody could say for such a part. */
  refused: z.nullable(z.array(z.strictObject({ code: z.string(), buyers: unitCount }))),
  losses: z.array(stepLoss),
  /** People who tapped and have not paid by the close; null: nobody counted them, or more paid than are known to have tapped. */
  toPayment: z.nullable(loss),
});
export type SalesPart = z.infer<typeof salesPart>;

export const partsReport = z.strictObject({
  seq: z.int(),
  headSeq: z.int(),
  /** False while a long log is still being read: asked again, more of it is in the numbers. */
  isWhole: z.boolean(),
  parts: z.array(salesPart),
});
export type PartsReport = z.infer<typeof partsReport>;
