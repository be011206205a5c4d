import * as z from 'zod/mini';
import { MORE_THAN_TOLD } from '../market/stock/bounds.ts';
import { itemNumber } from '../values/ids.ts';

/** A schema under the name that documents give its place, with a sentence where the name does not say enough. */
export function told<Schema extends z.ZodMiniType>(
  title: string,
  schema: Schema,
  description?: string,
): Schema {
  return schema.check(z.meta(description ? { title, description } : { title }));
}

/** An entry of the live view: a tuple of its kind, of what it is about, and of its value, where null is a tombstone. */
export function entry<Schema extends z.ZodMiniType>(description: string, schema: Schema): Schema {
  return schema.check(z.meta({ description }));
}

/** The item that an entry is about. */
export const ofItem = told('itemNumber', itemNumber);

/** `min(actual, 21)`: exact up to 20, "more than 20" at 21 (K2). */
export const shelfCount = z.int().check(z.gte(0), z.lte(MORE_THAN_TOLD));
