import * as z from 'zod/mini';
import { commandKey, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../values/money.ts';
import { contract } from './command.ts';
import { consoleAccepted, version } from './lineup.ts';

/** The most tiers of a table, and the heaviest that one reaches: a tonne. */
export const MAX_TIERS = 20;
const MAX_GRAMS = 1_000_000;

/** Where goods come from, as the catalogue writes it; empty where it says nothing. */
export const originName = z.string().check(z.maxLength(60));

/** What sending from one origin costs (P2, P3). */
export const shippingTable = z.strictObject({
  /** By weight, the lightest first; null: by the bases and increments of the products. */
  tiers: z.nullable(
    z
      .array(z.strictObject({ upToGrams: z.int().check(z.gte(1), z.lte(MAX_GRAMS)), feeMinor: moneyMinor }))
      .check(z.minLength(1), z.maxLength(MAX_TIERS)),
  ),
  capMinor: z.nullable(moneyMinor),
  freeFromMinor: z.nullable(priceMinor),
});

export const set = contract(
  'Sets what sending from an origin costs, or leaves it to the products again (P2, P3).',
  z.strictObject({ key: commandKey, version, origin: originName, table: z.nullable(shippingTable) }),
  consoleAccepted,
);

/** What sending costs in a stream, origin by origin: those of its goods, and those that have a table. */
export const shippingTerms = z.strictObject({
  version: z.int(),
  currency: currencyCode,
  origins: z.array(
    z.strictObject({
      origin: originName,
      /** Goods of the lineup from there, and how many of them name a fee of their own. */
      goods: unitCount,
      charging: unitCount,
      table: z.nullable(shippingTable),
    }),
  ),
});
export type ShippingTerms = z.infer<typeof shippingTerms>;
