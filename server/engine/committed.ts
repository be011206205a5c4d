import type { Head } from '../ports/store.ts';
import type { Gatherer } from './rules.ts';

/** A cut that is durable: for announcements and consumers. */
export interface Committed<State, Fact> {
  from: number;
  head: Head;
  state: Readonly<State>;
  gatherer: Gatherer<State, Fact>;
}
