import * as z from 'zod/mini';
import { MAX_ITEMS } from '../market/lineup/bounds.ts';
import { itemNumber, unitCount } from '../values/ids.ts';
import { moneyMinor } from '../values/money.ts';

/** What a product costs here beside what it may cost and what was charged for it lately, in every stream. */
const pricedItem = z.strictObject({
  itemNumber,
  priceMinor: moneyMinor,
  /** The producer's lowest price without consent; null: none was named, or it is not for who asks (A1). */
  floorMinor: z.nullable(moneyMinor),
  /** The lowest price of an order line in the last 7, 14 and 30 days; null: there was none. */
  low7Minor: z.nullable(moneyMinor),
  low14Minor: z.nullable(moneyMinor),
  low30Minor: z.nullable(moneyMinor),
});

const sentFrom = z.strictObject({
  origin: z.string(),
  /** For who reads English; absent: there is the one name. */
  originEn: z.optional(z.string()),
  products: unitCount,
  /** Nothing is charged for sending from there: no table, and no product names a fee. */
  isFree: z.boolean(),
  /** The shop says how long it takes (P4). */
  hasDays: z.boolean(),
});

/** What a host looks at before a stream goes live, as far as the console does not know it (S14). */
export const beforeStream = z.strictObject({
  prices: z.array(pricedItem).check(z.maxLength(MAX_ITEMS)),
  /** In the order of the lineup. */
  origins: z.array(sentFrom).check(z.maxLength(MAX_ITEMS)),
});
export type BeforeStream = z.infer<typeof beforeStream>;
