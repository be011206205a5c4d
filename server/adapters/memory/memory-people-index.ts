import { MAX_ADDRESSES_FOUND, MAX_TAGGED_AT_ONCE, type PeopleIndex } from '../../ports/people-index.ts';
import type { Tables } from './tables.ts';

/** The tags by which addresses are found (A5), in maps: an address that is not done waits for its own. */
export function memoryPeopleIndex({ addresses }: Pick<Tables, 'addresses'>): PeopleIndex {
  const tagsOf = new Map<string, readonly string[]>();
  const done = new Set<string>();
  let under: string | null = null;
  const waiting = () => [...addresses.values()].filter(({ addressId }) => !done.has(addressId));
  return {
    async tagUnder(fingerprint) {
      if (under !== fingerprint) done.clear();
      under = fingerprint;
    },
    untagged: async () => waiting().slice(0, MAX_TAGGED_AT_ONCE),
    async tagAddresses(tagged) {
      for (const { addressId, tags } of tagged) {
        tagsOf.set(addressId, tags);
        done.add(addressId);
      }
    },
    indexProgress: async () => ({ waiting: waiting().length, all: addresses.size }),
    addressesTagged: async (tags) =>
      [...addresses.values()]
        .filter(({ addressId }) => tagsOf.get(addressId)?.some((tag) => tags.includes(tag)))
        .sort((a, b) => b.atMs - a.atMs || (a.addressId < b.addressId ? 1 : -1))
        .slice(0, MAX_ADDRESSES_FOUND),
  };
}
