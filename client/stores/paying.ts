import { createTabKeep } from '../connection/tab-keep.ts';

const NAME = 'fairday.paying';
const keep = createTabKeep();

/** Remembers in this tab that its buyer went to the provider with an order. */
export function keepPaying(orderId: string): void {
  keep.write(NAME, orderId);
}

/** True iff this tab's buyer was sent to the provider with this order, and nothing was heard of it since. */
export function isPaying(orderId: string): boolean {
  return keep.read(NAME) === orderId;
}

export function dropPaying(orderId: string): void {
  if (isPaying(orderId)) keep.remove(NAME);
}
