import * as z from 'zod/mini';
import { id, itemNumber, units } from '../values/ids.ts';
import { priceMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { accepted, contract, keyed } from './command.ts';
import { consoleAccepted, version } from './lineup.ts';

export const afterEnd = z.enum(['list', 'off']);
export const funder = z.enum(['producer', 'host', 'shop']);
export type Funder = z.infer<typeof funder>;

const cap = z.int().check(z.gte(1), z.lte(100_000));

export const start = contract(
  'Announces a flash price: now, at a time, or after a countdown (F1).',
  z.strictObject({
    ...keyed,
    itemNumber,
    version,
    priceMinor,
    /** null: as soon as the countdown is over. */
    startsAtMs: z.nullable(epochMs),
    durationSeconds: z.int().check(z.gte(1), z.lte(86_400)),
    prelaunchSeconds: z.int().check(z.gte(0), z.lte(3_600)),
    cap,
    perBuyerCap: units,
    afterEnd,
    fundedBy: funder,
    /** The producer agreed to a price below the floor; recorded in the log. */
    floorConsent: z.optional(z.boolean()),
  }),
  z.strictObject({
    ...accepted,
    version,
    undoUntilMs: z.nullable(epochMs),
    flashId: id,
    /** F1: the price is above the lowest charged in the last 30 days. */
    warning: z.nullable(z.strictObject({ recentLowMinor: priceMinor })),
  }),
);
export const edit = contract(
  'Before the start anything; while running the cap only up and the end only earlier (F2).',
  z.strictObject({
    ...keyed,
    flashId: id,
    version,
    priceMinor: z.optional(priceMinor),
    startsAtMs: z.optional(epochMs),
    endsAtMs: z.optional(epochMs),
    cap: z.optional(cap),
    perBuyerCap: z.optional(units),
  }),
  consoleAccepted,
);
export const end = contract(
  'Ends a flash price now; always wins (L4).',
  z.strictObject({ ...keyed, flashId: id }),
  consoleAccepted,
);
