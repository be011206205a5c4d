import * as z from 'zod/mini';
import { SHOP_REFERENCE } from './reference-form.ts';

/**
 * What an order is called outside of its stream, unique in the shop (O7): the shop's number of the stream and the order's own,
 * `12-1085`. In a rehearsal, which has no number in the shop, the order's own alone.
 */
export const orderReference = z.string();

/** @param shopNumber the shop's number of the stream; null: it has none */
export function referenceOf(shopNumber: number | null, number: string): string {
  return shopNumber === null ? number : `${shopNumber}-${number}`;
}

/** A reference of the shop, with the number of the stream: no older number that stands alone. */
export const shopReference = z.string().check(z.regex(SHOP_REFERENCE));

/** An order as people type it: by its reference, or by its number alone as it stands on older papers. */
export const typedReference = z.string().check(z.regex(/^(?:[1-9]\d{0,6}-)?[1-9]\d{0,8}$/));

/** True if this order may be meant: a number alone may mean one of each stream. */
export function isMeantBy(
  typed: string,
  { number, reference }: { number: string; reference: string },
): boolean {
  return typed === reference || typed === number;
}
