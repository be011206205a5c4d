import * as z from 'zod/mini';
import { stockStates } from '../live-view/entries/stock.ts';
import { id, itemNumber, slug } from '../values/ids.ts';
import { currencyCode, moneyMinor, priceMinor } from '../values/money.ts';
import { epochMs } from '../values/time.ts';
import { paymentMethod } from './payment.ts';
import { holdPolicy, streamStatus } from './stream.ts';
import { voucherOff } from './voucher.ts';

/**
 * The entries of the live view as they go over the wire, as schemas: they describe the most-sent message of all, and tests
 * hold real frames against them. Pages never import them as values: a frame is not parsed there.
 */

/** A schema under the name that documents give its place, with a sentence where the name does not say enough. */
export function told<Schema extends z.ZodMiniType>(
  title: string,
  schema: Schema,
  description?: string,
): Schema {
  return schema.check(z.meta(description ? { title, description } : { title }));
}

/** `min(actual, 21)`: exact up to 20, "more than 20" at 21 (K2). */
const shelfCount = z.int().check(z.gte(0), z.lte(21));

export const streamEntry = z.strictObject({
  title: z.string(),
  titleEn: z.optional(z.string()),
  slug,
  hostName: z.string(),
  hostNameEn: z.optional(z.string()),
  description: z.optional(z.string()),
  descriptionEn: z.optional(z.string()),
  cover: z.optional(z.string()),
  status: streamStatus,
  currency: currencyCode,
  holdPolicy,
  payments: z.array(paymentMethod),
  scheduledAtMs: epochMs,
  liveStartMs: z.nullable(epochMs),
  endedAtMs: z.nullable(epochMs),
  closesAtMs: z.nullable(epochMs),
  isQuoted: z.optional(z.literal(true)),
  takesCodes: z.optional(z.literal(true)),
  hasShipping: z.optional(z.literal(true)),
  overseas: z.optional(
    z.strictObject({
      currency: currencyCode,
      language: z.enum(['en', 'zh-CN']),
      rateMicros: z.int(),
      countries: z.array(z.string()),
    }),
  ),
  isPaused: z.optional(z.literal(true)),
});

const voucherEntry = z.strictObject({
  off: voucherOff,
  fromMinor: moneyMinor,
  producer: z.nullable(z.string()),
  itemNumbers: z.nullable(z.readonly(z.array(itemNumber))),
  startsAtMs: epochMs,
  endsAtMs: epochMs,
  left: shelfCount,
});

const promotionEntry = z.strictObject({
  units: z.int(),
  totalMinor: moneyMinor,
  startsAtMs: epochMs,
  endsAtMs: epochMs,
});

const cardEntry = z.tuple([
  told('name', z.string()),
  told('producer', z.string()),
  told('origin', z.string()),
  told('grams', z.int()),
  told('picture', z.string(), 'A path on this server, an https address, or empty.'),
  told('listPriceMinor', priceMinor),
  told('buyerLimit', z.int(), 'Units per buyer in this stream (B1); 0: no limit.'),
  told('nameEn', z.optional(z.string()), 'For who reads English; empty or absent: the one name.'),
  told('producerEn', z.optional(z.string()), 'The same of its producer.'),
  told('originEn', z.optional(z.string()), 'The same of where it comes from; parcels go by the one name.'),
]);

const flashEntry = z.tuple([
  told('flashId', id),
  told('priceMinor', priceMinor),
  told('startsAtMs', epochMs),
  told('endsAtMs', epochMs, 'The actual end once it is over, else the planned one.'),
  told('cap', z.int()),
  told('perBuyerCap', z.int()),
  told('announcedAtMs', epochMs, 'The countdown to the start begins here.'),
]);

const ofItem = told('itemNumber', itemNumber);

function entry<Schema extends z.ZodMiniType>(description: string, schema: Schema): Schema {
  return schema.check(z.meta({ description }));
}

/** One changed entry: its kind, its item where it has one, its new value. Values, not differences; null is a tombstone. */
export const change = z.union([
  entry('The stream itself.', z.tuple([z.literal('t'), streamEntry])),
  entry('The items of the lineup, in their order.', z.tuple([z.literal('o'), z.array(itemNumber)])),
  entry('The pins.', z.tuple([z.literal('p'), z.array(z.tuple([ofItem, told('sinceMs', epochMs)]))])),
  entry(
    'What is said of an item that rarely changes.',
    z.tuple([z.literal('c'), ofItem, z.nullable(cardEntry)]),
  ),
  entry(
    `The stock of an item. The state is a number: ${stockStates.map((state, n) => `${n} ${state}`).join(', ')}.`,
    z.tuple([
      z.literal('s'),
      ofItem,
      told('state', z.int().check(z.gte(0), z.lt(stockStates.length))),
      told('available', shelfCount, 'Exact up to 20; 21 says "more than 20" (K2).'),
      told('nextFreeAtMs', z.int(), 'When the next reserved unit may be free again; 0: unknown.'),
      told(
        'flashLeft',
        z.int().check(z.gte(-1), z.lte(21)),
        'Units left at the flash price; -1: there is none.',
      ),
      told(
        'newcomersLeft',
        z.optional(shelfCount),
        'Units that newcomers may still have (H6); absent: any that there is.',
      ),
    ]),
  ),
  entry('An item that has no stock entry any more.', z.tuple([z.literal('s'), ofItem, z.null()])),
  entry(
    'A flash price: announced, running or just over.',
    z.tuple([z.literal('f'), ofItem, z.nullable(flashEntry)]),
  ),
  entry(
    'A voucher that has no code and is not over (V1).',
    z.tuple([z.literal('v'), told('voucherId', id), z.nullable(voucherEntry)]),
  ),
  entry(
    'A price for several units together (V1).',
    z.tuple([z.literal('m'), ofItem, z.nullable(promotionEntry)]),
  ),
]);
