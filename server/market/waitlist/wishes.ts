import type { StreamFact } from '../facts.ts';

/** Facts of a log that say who wished to wait for what (H5). */
export const WISHES: readonly StreamFact['type'][] = ['waitlist_joined'];

/** Buyers who ever waited for an item, by its number, and the largest wish of each in units. */
export type Wishes = ReadonlyMap<number, ReadonlyMap<string, number>>;

/**
 * Who ever waited for what, out of the log: the floor forgets them once nothing can be offered any more.
 * @param idNow who a buyer is after all merges (B2), where that is another
 */
export function wishesIn(facts: Iterable<StreamFact>, idNow: ReadonlyMap<string, string>): Wishes {
  const wishes = new Map<number, Map<string, number>>();
  for (const fact of facts) {
    if (fact.type !== 'waitlist_joined') continue;
    const buyerId = idNow.get(fact.buyerId) ?? fact.buyerId;
    const known = wishes.get(fact.itemNumber) ?? new Map<string, number>();
    wishes.set(fact.itemNumber, known.set(buyerId, Math.max(fact.units, known.get(buyerId) ?? 0)));
  }
  return wishes;
}
