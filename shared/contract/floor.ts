import * as z from 'zod/mini';
import { itemNumber } from '../values/ids.ts';
import { epochMs } from '../values/time.ts';
import { capabilities } from './capabilities.ts';
import { composed } from './capability.ts';

/** A number that may have no value. */
const ratio = z.nullable(z.number());

/** Distinct buyers with an accepted add, in so many viewer-seconds. */
const rate = z.strictObject({ buyers: z.int(), viewerSeconds: z.number() });

/** Descriptive: nobody drew lots. Null for "not enough data"; an upper bound may have no end. */
const uplift = z.nullable(
  z.strictObject({ rateRatio: ratio, low: z.number(), high: ratio, buyers: z.number() }),
);

/** A pin or a flash, the time it is compared with, and the 120 s after it. */
export const floorAct = z.strictObject({
  kind: z.enum(['pin', 'flash']),
  itemNumber,
  fromMs: epochMs,
  toMs: epochMs,
  during: rate,
  baseline: rate,
  uplift,
  afterglow: z.strictObject({ during: rate, uplift }),
});
export type FloorAct = z.infer<typeof floorAct>;

/** What the floor did with a stream and what went along with it, read from the log up to `seq`. */
export const floorReport = z.strictObject({
  seq: z.int(),
  headSeq: z.int(),
  /** False while a long log is still being read: asked again, more of it is in the numbers. */
  isWhole: z.boolean(),
  acts: z.array(floorAct),
  holds: z.strictObject({
    heldUnits: z.int(),
    placedUnits: z.int(),
    expiredUnits: z.int(),
    conversion: ratio,
  }),
  ...composed(capabilities, 'report'),
  droppedAdds: z.int(),
  /** Goods value of each minute’s orders that were paid; minutes without any are left out. */
  money: z.array(z.strictObject({ atMs: epochMs, paidMinor: z.int() })),
  vouchersAtMs: z.array(epochMs),
  /** Minutes in which somebody was refused for the first or the last time, and how many (K4). */
  refusedMinutes: z.array(z.strictObject({ atMs: epochMs, buyers: z.int() })),
});
export type FloorReport = z.infer<typeof floorReport>;
