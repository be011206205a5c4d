import type { Clock, Ids } from '../../lib/clock.ts';
import type { Draw } from '../decision.ts';
import type { LogState, LogType } from '../log-type.ts';
import type { CommitTimes } from '../ports/commit-times.ts';
import type { Head, Store } from '../ports/store.ts';
import type { Committed } from './committed.ts';

/** The dependencies of a log's batcher. */
export interface BatcherDeps<State extends LogState, Fact extends { type: string }> {
  store: Store;
  rules: LogType<State, Fact>;
  clock: Clock;
  ids: Ids;
  /** Called for all committed facts, own and others', in order; for own ones before their answers. */
  onCommitted(committed: Committed<State, Fact>): void;
  /** Called when known facts are gone (C24), once the log has another history, with the last known state. */
  onLogDiverged(known: { head: Head; state: Readonly<State> }, head: Head): void;
  onFault(error: unknown, context: string): void;
  /** Called when the disk can't be trusted (C26): no further answer is given, and the process should end. */
  onFatal(error: unknown): void;
  /** Shortest time between two batches in ms, so that commands share one; 0 never waits. */
  gatherMs: number;
  /** The lot of a participant in a draw, unpredictable from outside (F7). */
  lotOf(logId: string, draw: Draw): string;
  /** The durations of commits; null: not measured. */
  commitTimes: CommitTimes | null;
}
