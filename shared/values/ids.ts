import * as z from 'zod/mini';
import { SLUG } from './slug.ts';
import { MAX_UNITS } from './unit-bounds.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Any id that the server makes: a lower-case UUID. Ids are compared, never parsed. */
export const id = z.string().check(z.regex(uuid));
/** A command's key: a UUIDv7 that the client makes and stores before its first try (I1). */
export const commandKey = z.string().check(z.regex(uuid));
/**
 * When a command's key was made, epoch ms, as the clock of its device had it.
 * @returns null if the key is no UUIDv7, and says nothing
 */
export function keyMadeAtMs(key: string): number | null {
  return key[14] === '7' ? Number.parseInt(key.slice(0, 8) + key.slice(9, 13), 16) : null;
}
/** A stream's name in addresses: `potato-day-7f3a`. */
export const slug = z.string().check(z.regex(new RegExp(`^${SLUG}$`)));
/** The generation of a log; changes only when a log loses its tail (a restore). */
export const history = z.string().check(z.regex(/^[a-z0-9]{8}$/));
/** The place of a fact in its log: 1 is the first, 0 is "nothing yet". */
export const seq = z.int().check(z.gte(0));
/** The spoken number of an item in its stream, given once and never reused (L1). */
export const itemNumber = z.int().check(z.gte(1), z.lte(9_999));
/** Whole units of a good in a request. */
export const units = z.int().check(z.gte(1), z.lte(MAX_UNITS));
/** A count of units that may be 0. */
export const unitCount = z.int().check(z.gte(0), z.lte(10_000_000));
