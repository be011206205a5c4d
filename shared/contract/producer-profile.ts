import * as z from 'zod/mini';
import { id, itemNumber, slug, unitCount } from '../values/ids.ts';
import { currencyCode, moneyMinor } from '../values/money.ts';
import { MAX_LICENCE, MAX_PROFILE_WORDS } from '../values/profile-bounds.ts';
import { line, lines } from '../values/text.ts';
import { epochMs } from '../values/time.ts';
import { keyed, version } from './command.ts';

const ownPicture = z.string().check(z.maxLength(500), z.regex(/^(?:|\/pictures\/[a-z0-9][a-z0-9._-]*)$/));
const words = z.union([z.literal(''), lines(MAX_PROFILE_WORDS)]);

/** What a producer says of themselves (B10). What is empty was not said. */
export const producerProfile = z.strictObject({
  /** The path of a portrait that this market keeps. */
  portrait: ownPicture,
  words,
  /** For who reads English. */
  wordsEn: words,
  /**
   * Under which licence they produce: on whose name it is, '' if that was not said, its number, and the path of its picture.
   * Left out: none was named.
   */
  licence: z.optional(
    z.strictObject({
      holder: z.union([z.literal(''), line(MAX_LICENCE)]),
      number: line(MAX_LICENCE),
      picture: z.optional(ownPicture),
    }),
  ),
});
export type ProducerProfile = z.infer<typeof producerProfile>;

/** `version` counts how often it was said; 0: never. */
export const producerProfileView = z.strictObject({ profile: producerProfile, version });
export type ProducerProfileView = z.infer<typeof producerProfileView>;

export const describeProducerRequest = z.strictObject({ ...keyed, version, profile: producerProfile });
export type DescribeProducerRequest = z.infer<typeof describeProducerRequest>;

export const producerParams = z.strictObject({ producerId: id });

const when = z.enum(['on', 'coming', 'past']);

/** A product of a producer, at the place where it can be bought first, or was sold last. */
export const producersProduct = z.strictObject({
  slug,
  itemNumber,
  name: z.string(),
  nameEn: z.optional(z.string()),
  picture: z.string(),
  when,
  startsAtMs: epochMs,
  currency: currencyCode,
  /** Of now where it is on, else that of the catalogue, at which it enters streams to come. */
  priceMinor: moneyMinor,
  /** How many were sold in all, refunds taken off; absent: fewer than ten (B8). */
  sold: z.optional(unitCount),
});
export type ProducersProduct = z.infer<typeof producersProduct>;

/** A stream that has something of a producer. */
export const producersStream = z.strictObject({
  slug,
  title: z.string(),
  titleEn: z.optional(z.string()),
  when,
  startsAtMs: epochMs,
});
export type ProducersStream = z.infer<typeof producersStream>;

/** Who makes something, for buyers. */
export const publicProducer = z.strictObject({
  producerId: id,
  producer: z.string(),
  producerEn: z.optional(z.string()),
  ...producerProfileView.shape,
  /** Where their products come from, those with the most first. */
  places: z.array(z.strictObject({ origin: z.string(), originEn: z.optional(z.string()) })),
  /** What can be bought first stands first. */
  products: z.array(producersProduct),
  /** How many there are in all. */
  total: unitCount,
  /** What is on, then what begins next, then what ended last. */
  streams: z.array(producersStream),
});
export type PublicProducer = z.infer<typeof publicProducer>;
/** What the shop's log knows of them. */
export type KnownProducer = Omit<PublicProducer, 'products' | 'total' | 'streams'>;

/** Who makes the products of a stream, each with the numbers of theirs. */
export const streamProducers = z.strictObject({
  producers: z.array(
    z.strictObject({
      producerId: id,
      producer: z.string(),
      producerEn: z.optional(z.string()),
      items: z.array(itemNumber),
    }),
  ),
});
export type StreamProducers = z.infer<typeof streamProducers>;
