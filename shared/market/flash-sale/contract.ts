import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { accepted, consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { entry, ofItem, told } from '../../contract/entry.ts';
import { lasting, onItem, passing } from '../../contract/refusal.ts';
import { id, itemNumber, units } from '../../values/ids.ts';
import { moneyMinor, priceMinor } from '../../values/money.ts';
import { epochMs } from '../../values/time.ts';

export const afterEnd = z.enum(['list', 'off']);
export const funder = z.enum(['producer', 'host', 'shop']);
export type Funder = z.infer<typeof funder>;

const cap = z.int().check(z.gte(1), z.lte(100_000));

const start = contract(
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
const edit = contract(
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
    /** The producer agreed to a lower price below the floor; recorded in the log. */
    floorConsent: z.optional(z.boolean()),
  }),
  consoleAccepted,
);
const end = contract(
  'Ends a flash price now; always wins (L4).',
  z.strictObject({ ...keyed, flashId: id }),
  consoleAccepted,
);

const flashEntry = z.tuple([
  told('flashId', id),
  told('priceMinor', priceMinor),
  told('startsAtMs', epochMs),
  told('endsAtMs', epochMs, 'The actual end once it is over, else the planned one.'),
  told('cap', z.int()),
  told('perBuyerCap', z.int()),
  told('announcedAtMs', epochMs, 'The countdown to the start begins here.'),
]);

/** A flash afterwards. */
const floorFlash = z.strictObject({
  flashId: id,
  itemNumber,
  priceMinor: z.int(),
  listPriceMinor: z.int(),
  cap: z.int(),
  startsAtMs: epochMs,
  endedAtMs: z.nullable(epochMs),
  soldOutAtMs: z.nullable(epochMs),
  /** From its start until its last unit was first taken. */
  sellOutMs: z.nullable(z.int()),
  soldUnits: z.int(),
  expiredUnits: z.int(),
  lateTaps: z.int(),
  /** Buyers who asked in vain, and the largest ask of each. */
  refusedBuyers: z.int(),
  refusedUnits: z.int(),
});

export const flashSale = {
  console: { 'flash-sale:start': start, 'flash-sale:edit': edit, 'flash-sale:end': end },
  refusals: {
    /** `inMs`: from the arrival to the start; until then the same key is not answered for good (F7). */
    FLASH_NOT_STARTED: passing('stock and price', {
      ...onItem,
      nowMinor: moneyMinor,
      startsAtMs: epochMs,
      inMs: z.int().check(z.gte(0)),
    }),
    FLASH_ENDED: lasting('stock and price', { ...onItem, endedAtMs: epochMs }),
    FLASH_QUOTA_GONE: lasting('stock and price', { ...onItem, nowMinor: moneyMinor }),
    FLASH_INVALID: lasting('console: flash sales and vouchers', {
      field: z.string(),
      reason: z.enum([
        'not_below_list',
        'below_floor',
        'duration',
        'cap',
        'per_buyer_cap',
        'prelaunch',
        'overlap',
        'frozen',
        'only_up',
        'only_earlier',
        'above_recent_low',
        'running',
        'ended',
      ]),
      limit: z.optional(z.int()),
    }),
    /** `floorMinor`: for those who may know it. */
    CONSENT_MISSING: lasting('console: page, stock and floor prices', {
      ...onItem,
      floorMinor: z.optional(moneyMinor),
    }),
  },
  facts: [
    'flash_sale_announced',
    'flash_sale_edited',
    'flash_sale_started',
    'flash_sale_ended',
    'flash_sale_undone',
  ],
  entries: [
    entry(
      'A flash price: announced, running or just over.',
      z.tuple([z.literal('f'), ofItem, z.nullable(flashEntry)]),
    ),
  ],
  report: { flashes: z.array(floorFlash) },
} as const satisfies CapabilityContract;
