import * as z from 'zod/mini';
import { itemNumber } from '../values/ids.ts';

/** What refusals are about, in the order in which documents tell them (I4). */
export const refusalKinds = [
  'stock and price',
  'limits',
  'newcomers and unpaid orders',
  'cart',
  'order',
  'vouchers and waitlists',
  'after the sale',
  'stream',
  'console: flash sales and vouchers',
  'console: page, stock and floor prices',
  'keys and authority',
  'machine',
] as const;
export type RefusalKind = (typeof refusalKinds)[number];

/** An expected no as its capability declares it: the numbers that a screen needs, beside the code that it is called by. */
export interface RefusalContract<Shape extends z.core.$ZodShape = z.core.$ZodShape> {
  kind: RefusalKind;
  fields: Shape;
  isRetryable: boolean;
}

/** The item that is at fault, where there is one. */
export const onItem = { itemNumber: z.optional(itemNumber) };

// biome-ignore lint/complexity/noBannedTypes: no field beside the code.
type Nothing = {};

/** A no that stays: the very same command is refused again. */
export function lasting(kind: RefusalKind): RefusalContract<Nothing>;
export function lasting<Shape extends z.core.$ZodShape>(
  kind: RefusalKind,
  fields: Shape,
): RefusalContract<Shape>;
export function lasting(kind: RefusalKind, fields: z.core.$ZodShape = {}): RefusalContract {
  return { kind, fields, isRetryable: false };
}

/**
 * A no that may pass by itself: the very same command, sent again later, may succeed. Under the same key where nothing was
 * decided (BUSY, RATE_LIMITED, UNAVAILABLE, INTERNAL), under a new one where this no was, because a no is repeated under its
 * key (I2).
 */
export function passing(kind: RefusalKind): RefusalContract<Nothing>;
export function passing<Shape extends z.core.$ZodShape>(
  kind: RefusalKind,
  fields: Shape,
): RefusalContract<Shape>;
export function passing(kind: RefusalKind, fields: z.core.$ZodShape = {}): RefusalContract {
  return { kind, fields, isRetryable: true };
}
