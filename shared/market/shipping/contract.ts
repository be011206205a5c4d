import * as z from 'zod/mini';
import type { CapabilityContract } from '../../contract/capability.ts';
import { consoleAccepted, contract, keyed, version } from '../../contract/command.ts';
import { countryCode } from '../../values/country.ts';
import { rateMicros } from '../../values/exchange.ts';
import { unitCount } from '../../values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../../values/money.ts';
import { MAX_COUNTRIES, MAX_TIER_GRAMS, MAX_TIERS } from './bounds.ts';

/** Where goods come from, as the catalogue writes it; empty where it says nothing. */
export const originName = z.string().check(z.maxLength(60));

/** What sending from one origin costs (P2, P3). */
export const shippingTable = z.strictObject({
  /** By weight, the lightest first; null: by the bases and increments of the products. */
  tiers: z.nullable(
    z
      .array(
        z.strictObject({ upToGrams: z.int().check(z.gte(1), z.lte(MAX_TIER_GRAMS)), feeMinor: moneyMinor }),
      )
      .check(z.minLength(1), z.maxLength(MAX_TIERS)),
  ),
  capMinor: z.nullable(moneyMinor),
  freeFromMinor: z.nullable(priceMinor),
});

export const set = contract(
  'Sets what sending from an origin costs, at home or abroad, or leaves it to the products again (P2, P3).',
  z.strictObject({
    ...keyed,
    version,
    origin: originName,
    table: z.nullable(shippingTable),
    isOverseas: z.optional(z.boolean()),
  }),
  consoleAccepted,
);

/** Where else a stream sells to: the currency and the language that its amounts are also shown in. */
export const overseas = z.strictObject({
  currency: currencyCode,
  language: z.enum(['en', 'zh-CN']),
  rateMicros,
  countries: z.array(countryCode).check(z.minLength(1), z.maxLength(MAX_COUNTRIES)),
});

export const setOverseas = contract(
  'Sells abroad as well, with a second currency to show there, or not any more.',
  z.strictObject({ ...keyed, version, overseas: z.nullable(overseas) }),
  consoleAccepted,
);

/** What sending costs in a stream, origin by origin: those of its goods, and those that have a table. */
export const shippingTerms = z.strictObject({
  version: z.int(),
  currency: currencyCode,
  overseas: z.nullable(overseas),
  origins: z.array(
    z.strictObject({
      origin: originName,
      /** For who reads English; absent: there is the one name. */
      originEn: z.optional(z.string()),
      /** Goods of the lineup from there, and how many of them name a fee of their own. */
      goods: unitCount,
      charging: unitCount,
      table: z.nullable(shippingTable),
      /** What sending abroad costs from there; null: nothing is sent there. */
      overseasTable: z.nullable(shippingTable),
    }),
  ),
});
export type ShippingTerms = z.infer<typeof shippingTerms>;

export const shipping = {
  console: { 'shipping:set': set, 'shipping:set-overseas': setOverseas },
  facts: ['shipping_set', 'overseas_set'],
  named: { overseas, shippingTable, shippingTerms },
} as const satisfies CapabilityContract;
