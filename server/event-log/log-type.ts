import type { Deadline, Stamp } from './decision.ts';

/**
 * A kind of log: how facts make its state, its deadlines, and what is written with them. The log knows neither state
 * nor facts nor effects. The kind in its head selects the type that reads it.
 */
export interface LogType<State extends LogState, Fact extends { type: string }, Effects = unknown> {
  /** The kind's name in heads. */
  kind: string;
  /**
   * Whether its batches wait for a staged batch of another log, and for the next sync of the disk rather than for one of
   * their own. Absent: they do neither.
   */
  isPatient?: true;
  snapshotVersion: number;
  /** A state as text, and back: equal states give equal texts. */
  writeState(state: Readonly<State>): string;
  readState(text: string): State;
  empty(logId: string): State;
  apply(state: State, fact: Fact, stamp: Stamp): void;
  /** Whether the log can still change: a restart wakes open logs. */
  isOpen(state: Readonly<State>): boolean;
  /** All ids that the log knows of a sender (B2): keys belong to each of them. */
  idsNow(state: Readonly<State>, ids: readonly string[]): readonly string[];
  /**
   * The first number that is certainly unused after a gap, since the log lost an unknown part after this state. A type
   * without numbers returns any.
   */
  numberAfterGap(state: Readonly<State>): number;
  /** The contact for senders of lost keys; null: none. */
  whomToAsk(state: Readonly<State>): string | null;
  deadlinesOf(state: State, fact: Fact): Deadline[];
  allDeadlines(state: State): Deadline[];
  /** True if a deadline is earlier than another, equally on every node and at every read. */
  isBefore(a: Deadline, b: Deadline): boolean;
  /** The ends of future draws' windows, in log time (F7). Absent: the type has none. */
  drawEndsOf?(state: Readonly<State>): Iterable<number>;
  /** The approximate number of a state's records, which a snapshot's cost depends on. */
  sizeOf(state: Readonly<State>): number;
  /**
   * The facts of a due deadline, or none if it has become pointless.
   * @param by `once`: names that the type notes in a batch, for effects that count once in it
   */
  decideDeadline(
    state: State,
    deadline: Deadline,
    by: { ids: { next(): string }; once: Set<string> },
  ): Fact[];
  /**
   * The next reaction to the state, or null. It is asked for after the deadlines before a command, and after each
   * command, until there is none.
   * @param since the facts since the last null, to look at their changes alone; null: look at everything
   */
  following(
    state: State,
    by: { atMs: number; ids: { next(): string } },
    since: readonly Fact[] | null,
  ): Fact | null;
  /** Collects a batch's changes, fact by fact. */
  gather(state: State): ChangeSet<State, Fact, Effects>;
  tally: TallyRules;
}

/** The place of every state in its log. */
export interface LogState {
  seq: number;
  atMs: number;
}

export interface ChangeSet<State, Fact, Effects = unknown> {
  /** Called after each fact was applied. */
  note(state: State, fact: Fact, stamp: Stamp): void;
  /**
   * The rows to write in the batch's transaction, opaque to the log.
   * @param tallies the counts beside the log, written with them
   */
  effects(state: State, tallies: readonly object[]): Effects;
  /**
   * The effects since the last call that may be staged. Those that stay unchanged are the same objects as in `effects`.
   */
  stagedEffects(state: State): unknown;
}

/** The counts of a type's decisions beside their facts (K4), one tally for equal ones. */
export interface TallyRules {
  idOf(actorId: string, ask: unknown): string;
  first(actorId: string, ask: unknown, atMs: number): object;
  add(tally: object, ask: unknown, atMs: number): void;
}
