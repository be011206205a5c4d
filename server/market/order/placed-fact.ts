import type { Fact, StreamFact } from '../facts.ts';

/** An order as it came: what it is made of, for ever. */
export type PlacedFact = Fact<'order_placed'>;

/** For those who read a log and look for its orders. */
export function isPlacedFact(fact: StreamFact): fact is PlacedFact {
  return fact.type === 'order_placed';
}
