import type { Clock, Ids } from '../../lib/clock.ts';
import type { Draw } from '../decision.ts';
import type { LogState, LogType } from '../log-type.ts';
import type { CommitTimes } from '../ports/commit-times.ts';
import type { Head, Store } from '../ports/store.ts';
import type { Committed } from './committed.ts';

/** What the heart of an engine needs of the house. */
export interface BatcherDeps<State extends LogState, Fact extends { type: string }> {
  store: Store;
  rules: LogType<State, Fact>;
  clock: Clock;
  ids: Ids;
  /** Told of all that is committed, own batches and others', in order; of own ones before their commands are answered. */
  onCommitted(committed: Committed<State, Fact>): void;
  /** Facts that were known are gone (C24): told once the log has another history, with the state as it was known. */
  onLogDiverged(known: { head: Head; state: Readonly<State> }, head: Head): void;
  onFault(error: unknown, context: string): void;
  /** The disk can't be trusted any more: nothing is acknowledged from here on, and the process should end (C26). */
  onFatal(error: unknown): void;
  /** Batches begin this long after each other at least, so that commands have company in them; 0 never waits. */
  gatherMs: number;
  /** The place of somebody in a draw of the log: nobody outside can know it before (F7). */
  lotOf(logId: string, draw: Draw): string;
  /** Where it is counted how long commits take; null: nobody counts. */
  commitTimes: CommitTimes | null;
}
