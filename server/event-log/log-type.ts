import type { Deadline } from '../market/deadlines.ts';
import type { Stamp } from '../market/kernel/stamp.ts';
import type { OrderLineRow, OrderRow, Rows } from '../ports/rows.ts';

/** The rules that read and write one kind of log, as the engine needs them. */
export interface Rules<State extends LogState, Fact extends { type: string }> {
  kind: 'stream' | 'shop';
  snapshotVersion: number;
  empty(logId: string): State;
  apply(state: State, fact: Fact, stamp: Stamp): void;
  /** The ids of somebody who asks, with all that the log knows of them: keys are one's own under each (B2). */
  idsNow(state: Readonly<State>, ids: readonly string[]): readonly string[];
  /** Who is named to those whose key the log may have lost; null: nobody in particular. */
  whomToAsk(state: Readonly<State>): string | null;
  deadlinesOf(state: State, fact: Fact): Deadline[];
  allDeadlines(state: State): Deadline[];
  /** About how many records a state has: what writing and reading a snapshot of it costs. */
  sizeOf(state: Readonly<State>): number;
  decideDeadline(
    state: State,
    deadline: Deadline,
    by: { ids: { next(): string }; struck: Set<string> },
  ): Fact[];
  /**
   * The next thing that follows by itself from where the state stands, or null if nothing does. Asked for after the
   * deadlines that stand before a command and after each command, until there is none, and before anything else.
   * @param since the facts since there last was none, to look only at what they changed; null: look at everything
   */
  following(
    state: State,
    by: { atMs: number; ids: { next(): string } },
    since: readonly Fact[] | null,
  ): Fact | null;
  /** Collects what a batch changed, fact by fact, while it is decided. */
  gather(state: State): ChangeSet<State, Fact>;
}

/** Every state knows where it stands. */
export interface LogState {
  seq: number;
  atMs: number;
}

export interface ChangeSet<State, Fact> {
  /** Called after each fact was applied. */
  note(state: State, fact: Fact, stamp: Stamp): void;
  /** The rows to write with the batch. */
  rows(state: State): Rows;
  /**
   * Rows of the orders placed since it was last called, to be written ahead. Those that nothing changes afterwards are
   * the very objects that `rows` gives later.
   */
  stagedRows(state: State): { orders: OrderRow[]; lines: OrderLineRow[] };
}
