import type { Head } from '../../ports/store.ts';
import type { Gatherer } from '../log-type.ts';

/** Facts that are durable, this process's own or others', for announcements and consumers. */
export interface Committed<State, Fact> {
  /** What this process knew before. */
  from: number;
  head: Head;
  state: Readonly<State>;
  /** What they changed; null if the log was read anew and nobody can name it. */
  gatherer: Gatherer<State, Fact> | null;
  /** True for a cut of this process, which then tells the others. */
  isOwn: boolean;
}
