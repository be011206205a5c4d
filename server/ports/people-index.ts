import type { SealedAddress } from './sealed-address.ts';

/** What one address is found by: HMACs of its whole names and of the last digits of its phone (A5). None: it does not open. */
export interface AddressTags {
  addressId: string;
  tags: readonly string[];
}

/** How many addresses wait for their tags, of all there are. */
export interface IndexProgress {
  waiting: number;
  all: number;
}

/** Addresses whose tags are made at a time. */
export const MAX_TAGGED_AT_ONCE = 200;
/** Addresses that one look-up gives. */
export const MAX_ADDRESSES_FOUND = 200;

/**
 * Tags by which addresses are found (A5), beside them and never in a log. Every new address waits for its tags; they go with
 * it, whoever deletes it.
 */
export interface PeopleIndex {
  /** Notes under which secret tags are made from now on. Where it is another one, all addresses wait again. */
  tagUnder(fingerprint: string): Promise<void>;
  /** Those that wait, at most `MAX_TAGGED_AT_ONCE`, in no order. */
  untagged(): Promise<SealedAddress[]>;
  /** Gives addresses these tags in place of those that they had; they wait no more. One that is gone gets none. */
  tagAddresses(tagged: readonly AddressTags[]): Promise<void>;
  indexProgress(): Promise<IndexProgress>;
  /** Those that have any of the tags, the newest first, at most `MAX_ADDRESSES_FOUND`. */
  addressesTagged(tags: readonly string[]): Promise<SealedAddress[]>;
}
