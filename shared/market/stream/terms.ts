import * as z from 'zod/mini';
import { consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { epochMs, MINUTE } from '../../values/time.ts';
import {
  MAX_HOLD_MINUTES,
  MAX_PAY_MINUTES,
  MAX_PINS,
  MAX_PLANNED_MINUTES,
  MAX_TARGET_MINOR,
  MIN_HOLD_MINUTES,
  MIN_PAY_MINUTES,
  MIN_PLANNED_MINUTES,
} from './bounds.ts';

const hold = z.int().check(z.gte(MIN_HOLD_MINUTES * MINUTE), z.lte(MAX_HOLD_MINUTES * MINUTE));
const pay = z.int().check(z.gte(MIN_PAY_MINUTES * MINUTE), z.lte(MAX_PAY_MINUTES * MINUTE));

/** What a stream aims at (S10): nothing is decided by it. What is absent is not said. */
export const streamAims = {
  /** The GMV paid that its host wants, in minor units of its currency. */
  targetMinor: z.optional(z.int().check(z.gte(1), z.lte(MAX_TARGET_MINOR))),
  /** How long it is meant to be on. */
  plannedMs: z.optional(
    z.int().check(z.gte(MIN_PLANNED_MINUTES * MINUTE), z.lte(MAX_PLANNED_MINUTES * MINUTE)),
  ),
};

/** What the host of a stream decides about its aims, its times, its pins and its prices (S10). Spans in ms. */
export const streamTerms = z.strictObject({
  ...streamAims,
  /** How long what is added is reserved (H1); at a flash price. New buyers have a time of their own (H6). */
  holdMs: hold,
  flashHoldMs: hold,
  /** How long an order waits for its payment; with a flash line in it. */
  payMs: pay,
  flashPayMs: pay,
  /** How many products may be pinned at once (L2). */
  maxPins: z.int().check(z.gte(1), z.lte(MAX_PINS)),
  /** A flash sale above the lowest price of 30 days is refused, and not warned of (F1). */
  strictRecentLow: z.boolean(),
});
export type StreamTerms = z.infer<typeof streamTerms>;

/** Who said one of them last, and when, epoch ms; null: nobody who is known by name any more. */
const changed = z.strictObject({ by: z.nullable(z.string()), atMs: epochMs });

/** The terms of a stream as its host sees them, under the version that a change has to name (L4). */
export const streamTermsView = z.strictObject({
  version,
  terms: streamTerms,
  /** Of each that was changed since the stream was made. */
  changed: z.partial(
    z.strictObject({
      ...{ targetMinor: changed, plannedMs: changed },
      ...{ holdMs: changed, flashHoldMs: changed, payMs: changed, flashPayMs: changed },
      ...{ maxPins: changed, strictRecentLow: changed },
    }),
  ),
  /** False under `first_paid`: nothing is reserved there. */
  isReserved: z.boolean(),
});
export type StreamTermsView = z.infer<typeof streamTermsView>;

export const setTerms = contract(
  'Sets the aims of a stream, its times, its pins and its price guard (S10); what is reserved or ordered keeps its own.',
  z.strictObject({ ...keyed, version, terms: streamTerms }),
  consoleAccepted,
);
