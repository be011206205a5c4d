import type { ChangeSet } from '../log-type.ts';
import type { Head } from '../ports/store.ts';

/** Facts that are durable, this process's own or others', for announcements and consumers. */
export interface Committed<State, Fact> {
  /** What this process knew before. */
  from: number;
  head: Head;
  state: Readonly<State>;
  /** What they changed; null if the log was read anew and nobody can name it. */
  changeSet: ChangeSet<State, Fact> | null;
  /** True for a batch of this process, which then tells the others. */
  isOwn: boolean;
}
