import * as z from 'zod/mini';
import { consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { epochMs, HOUR, MINUTE, SECOND } from '../../values/time.ts';
import {
  MAX_CLAIM_HOURS,
  MAX_GRACE_SECONDS,
  MAX_HOLD_MINUTES,
  MAX_OFFER_MINUTES,
  MAX_OPEN_MINUTES,
  MAX_PAY_MINUTES,
  MAX_PINS,
  MAX_PLANNED_MINUTES,
  MAX_REMORSE_MINUTES,
  MAX_TARGET_MINOR,
  MAX_UNDO_SECONDS,
  MIN_CLAIM_HOURS,
  MIN_HOLD_MINUTES,
  MIN_NEWCOMER_HOLD_MINUTES,
  MIN_OFFER_MINUTES,
  MIN_PAY_MINUTES,
  MIN_PLANNED_MINUTES,
  MIN_REMORSE_MINUTES,
  MIN_UNDO_SECONDS,
} from './bounds.ts';

const span = (least: number, most: number, unit: number) =>
  z.int().check(z.gte(least * unit), z.lte(most * unit));
const hold = span(MIN_HOLD_MINUTES, MAX_HOLD_MINUTES, MINUTE);
const pay = span(MIN_PAY_MINUTES, MAX_PAY_MINUTES, MINUTE);

/** What a stream aims at (S10): nothing is decided by it. What is absent is not said. */
export const streamAims = {
  /** The GMV paid that its host wants, in minor units of its currency. */
  targetMinor: z.optional(z.int().check(z.gte(1), z.lte(MAX_TARGET_MINOR))),
  /** How long it is meant to be on. */
  plannedMs: z.optional(span(MIN_PLANNED_MINUTES, MAX_PLANNED_MINUTES, MINUTE)),
};

/** Times that few streams change. */
export const rareTerms = {
  /** How long a new buyer has what is added (H6). */
  newBuyerHoldMs: span(MIN_NEWCOMER_HOLD_MINUTES, MIN_HOLD_MINUTES, MINUTE),
  /** How long units are kept for who waits first (H5). */
  offerMs: span(MIN_OFFER_MINUTES, MAX_OFFER_MINUTES, MINUTE),
  /** How long an act of the console can be taken back (L5). */
  undoMs: span(MIN_UNDO_SECONDS, MAX_UNDO_SECONDS, SECOND),
  /** How long after its end a flash price is good for a tap that was on its way (F5). */
  graceMs: span(0, MAX_GRACE_SECONDS, SECOND),
  /** How long the stream stays open after its end (S4); once it has ended it changes nothing. */
  closeAfterMs: span(MAX_HOLD_MINUTES, MAX_OPEN_MINUTES, MINUTE),
};

/** What buyers were told when they ordered: a stream keeps those that it was made with (S11). */
export const keptTerms = {
  /** How long a paid order is cancelled freely. */
  remorseMs: span(MIN_REMORSE_MINUTES, MAX_REMORSE_MINUTES, MINUTE),
  /** How long after a delivery a claim may be opened (O6). */
  claimMs: span(MIN_CLAIM_HOURS, MAX_CLAIM_HOURS, HOUR),
};

/** What every stream has, and the shop's defaults too. Spans in ms. */
export const usualTerms = {
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
};

/**
 * What the host of a stream decides about its aims, its times, its pins and its prices (S10). A rare time that is absent
 * stays as it is.
 */
export const streamTerms = z.strictObject({
  ...streamAims,
  ...usualTerms,
  ...z.partial(z.strictObject(rareTerms)).shape,
});
export type StreamTerms = z.infer<typeof streamTerms>;

/** Who said something last, and when, epoch ms; null: nobody who is known by name any more. */
export const lastChange = z.strictObject({
  by: z.nullable(z.string()),
  byEn: z.optional(z.string()),
  atMs: epochMs,
  /** What it was until then; null: nothing was said. Absent where the old beside the new is not kept. */
  was: z.optional(z.nullable(z.union([z.number(), z.boolean()]))),
});

export type LastChange = z.infer<typeof lastChange>;

/** Of each that somebody has set: who did last. */
export function changedOf<Name extends string>(terms: Readonly<Record<Name, unknown>>) {
  const each = Object.keys(terms).map((name) => [name, lastChange]);
  return z.partial(z.strictObject(Object.fromEntries(each) as Record<Name, typeof lastChange>));
}

/** The terms of a stream as its host sees them, under the version that a change has to name (L4). */
export const streamTermsView = z.strictObject({
  version,
  terms: streamTerms,
  /** Of each that was changed since the stream was made. */
  changed: changedOf(streamTerms.shape),
  /** False under `first_paid`: nothing is reserved there. */
  isReserved: z.boolean(),
  /** The times that it was made with and keeps (S11). */
  kept: z.strictObject({ remorseMs: z.int(), claimMs: z.int() }),
});
export type StreamTermsView = z.infer<typeof streamTermsView>;

export const setTerms = contract(
  'Sets the aims of a stream, its times, its pins and its price guard (S10); what is reserved or ordered keeps its own.',
  z.strictObject({ ...keyed, version, terms: streamTerms }),
  consoleAccepted,
);
