import type { ChangeSet } from '../log-type.ts';
import type { Head } from '../ports/store.ts';

/** Durable facts of this process or of others, for publication and subscribers. */
export interface Committed<State, Fact> {
  /** The seq that this process knew before. */
  from: number;
  head: Head;
  state: Readonly<State>;
  /** The changes; null if the log was read again, so that they can't be named. */
  changeSet: ChangeSet<State, Fact> | null;
  /** True for a batch of this process, which informs the other nodes. */
  isOwn: boolean;
}
