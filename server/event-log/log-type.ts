import type { Deadline, Stamp } from './decision.ts';

/**
 * One kind of log: how its facts make its state, what falls due in it, and what is written with them. The log itself
 * knows neither state nor facts nor effects; a registry of types says which one reads a log, by the kind in its head.
 */
export interface LogType<State extends LogState, Fact extends { type: string }, Effects = unknown> {
  /** As heads name it. */
  kind: string;
  snapshotVersion: number;
  /** A state as text, and back: equal states give equal texts. */
  writeState(state: Readonly<State>): string;
  readState(text: string): State;
  empty(logId: string): State;
  apply(state: State, fact: Fact, stamp: Stamp): void;
  /** Whether anything can still come of the log: a restart wakes those that are open. */
  isOpen(state: Readonly<State>): boolean;
  /** The ids of somebody who asks, with all that the log knows of them: keys are one's own under each (B2). */
  idsNow(state: Readonly<State>, ids: readonly string[]): readonly string[];
  /**
   * The first number that nobody has been given, as far as can be told: the log has lost what came after this state, and
   * nobody knows how much that was. Of a type that gives no numbers anything.
   */
  numberAfterGap(state: Readonly<State>): number;
  /** Who is named to those whose key the log may have lost; null: nobody in particular. */
  whomToAsk(state: Readonly<State>): string | null;
  deadlinesOf(state: State, fact: Fact): Deadline[];
  allDeadlines(state: State): Deadline[];
  /** Which of two deadlines comes first: the same on every node and every time the log is read. */
  isBefore(a: Deadline, b: Deadline): boolean;
  /** About how many records a state has: what writing and reading a snapshot of it costs. */
  sizeOf(state: Readonly<State>): number;
  /**
   * The facts of a deadline that is due, or none if it has become pointless.
   * @param by `once`: names that the type notes of the batch, for what counts once in it
   */
  decideDeadline(
    state: State,
    deadline: Deadline,
    by: { ids: { next(): string }; once: Set<string> },
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
  gather(state: State): ChangeSet<State, Fact, Effects>;
  tally: TallyRules;
}

/** Every state knows where it stands. */
export interface LogState {
  seq: number;
  atMs: number;
}

export interface ChangeSet<State, Fact, Effects = unknown> {
  /** Called after each fact was applied. */
  note(state: State, fact: Fact, stamp: Stamp): void;
  /**
   * What is to be written with the batch, in its transaction: for the store alone to understand.
   * @param tallies what was counted beside the log and is written with it
   */
  effects(state: State, tallies: readonly object[]): Effects;
  /**
   * Of the effects of facts since it was last called, those that may be staged. What nothing changes afterwards are the
   * very objects that `effects` gives later.
   */
  stagedEffects(state: State): unknown;
}

/** How the type counts what its decisions say beside their facts (K4), one tally for all that is the same. */
export interface TallyRules {
  idOf(actorId: string, ask: unknown): string;
  first(actorId: string, ask: unknown, atMs: number): object;
  add(tally: object, ask: unknown, atMs: number): void;
}
