import type { Ids } from '../../lib/clock.ts';
import type { GapKeys } from '../admission/gap-keys.ts';
import { persistedRefusal } from '../admission/idempotency-cache.ts';
import { type DecideAt, type Decision, leavesDoubt, type Outcome, type Parked } from '../decision.ts';
import type { LogTime } from '../log-time.ts';
import type { ChangeSet, LogState, LogType } from '../log-type.ts';
import type { Head, KeyRow, StoredFact } from '../ports/store.ts';
import type { DeadlineQueue } from './deadline-queue.ts';
import { storedFact } from './hash-chain.ts';
import type { Asked } from './tally-buffer.ts';

/** A command in the queue. */
export interface QueuedCommand<State, Fact> {
  /** When its frame was read, in steady ms: the start of its wait. */
  readAtMs: number;
  /** Its arrival in log time (T7): set at the first decision, and then kept. */
  receivedAtMs: number | null;
  /** The ids of its sender for keys and refusals: the present one first, then those merged into it (B2). */
  ids: readonly string[];
  key: {
    id: string;
    key: string;
    payloadHash: string;
    /** The key's history, as the sender reports it (I5). */
    history?: string | undefined;
    wasSent?: boolean;
    /**
     * Whether another try may be in progress on another node. Then a refusal is committed like an acceptance, and holds
     * for that try too (I2).
     */
    isInDoubt: boolean;
  } | null;
  decide(state: State, at: DecideAt): Decision<unknown, Fact, State>;
  /** Answers the sender; only the first call counts. */
  settle(outcome: Outcome<unknown>): void;
  isSettled: boolean;
  attempts: number;
  /** The names of its draws that were held (F7): with one it comes before all others. */
  heldDraws: readonly string[];
}

/** A decided batch: the facts to commit, and the answers for the time after. */
export interface DecidedBatch<State, Fact> {
  facts: StoredFact[];
  keys: KeyRow[];
  head: Head;
  changeSet: ChangeSet<State, Fact>;
  answers: BatchAnswer<State, Fact>[];
  /** Commands kept for their draw (F7). */
  parked: { waiting: QueuedCommand<State, Fact>; parked: Parked }[];
  /** Undecided commands: more deadlines come before them than one batch takes. */
  left: QueuedCommand<State, Fact>[];
  /** Uncommitted counts of the decisions, kept beside the log (K4). */
  asked: Asked[];
}

interface BatchAnswer<State, Fact> {
  waiting: QueuedCommand<State, Fact>;
  outcome: Outcome<unknown>;
  /** The key's row of a committed answer: an acceptance, or a refusal of a key in doubt. */
  key: KeyRow | null;
  /** A refusal of this try alone: it is not remembered, and the key is decided again. */
  isForgotten?: true;
}

/** A fault while a decided fact was applied: the state can't be trusted any more. The command is to blame. */
export class PoisonCommandError extends Error {
  readonly waiting: unknown;

  constructor(waiting: unknown, cause: unknown) {
    super('A fact could not be applied.', { cause });
    this.waiting = waiting;
  }
}

/** The extent of one batch, in log time. */
export interface BatchLimits {
  /** Deadlines due by this time are processed too. */
  sweepToMs: number;
  /** True while a draw is not held yet (F7). */
  isDrawOpen(name: string, endsAtMs: number): boolean;
}

/** Bound of deadlines in one batch; the rest is left to the next. */
const MAX_DEADLINES = 500;

/**
 * Decides waiting commands in turn. Deadlines due at a command's arrival come before it (T6), and reactions to its
 * facts after it. Facts are applied immediately, so that the next command sees them, but count only once committed.
 * @param onDecided called after each command with the batch and the number of commands left
 */
export function decideBatch<State extends LogState, Fact extends { type: string }>(
  log: {
    rules: LogType<State, Fact>;
    state: State;
    head: Head;
    deadlines: DeadlineQueue;
    gaps: GapKeys;
    time: LogTime;
    ids: Ids;
  },
  commands: readonly QueuedCommand<State, Fact>[],
  { sweepToMs, isDrawOpen }: BatchLimits,
  onFault: (error: unknown) => void,
  onDecided: ((batch: DecidedBatch<State, Fact>, state: State, left: number) => void) | null = null,
): DecidedBatch<State, Fact> {
  const { rules, state, deadlines, gaps, time, ids } = log;
  const head = { ...log.head };
  const batch: DecidedBatch<State, Fact> = {
    facts: [],
    keys: [],
    head,
    changeSet: rules.gather(state),
    answers: [],
    parked: [],
    left: [],
    asked: [],
  };
  const once = new Set<string>();
  let swept = 0;
  /** Facts since the last reaction; null at first, when earlier ones are unknown here. */
  let since: Fact[] | null = null;

  const add = (fact: Fact, atMs: number) => {
    const stamp = { seq: head.seq + 1, atMs };
    rules.apply(state, fact, stamp);
    const stored = storedFact(head, head.hash, fact, stamp);
    batch.facts.push(stored);
    head.seq = stamp.seq;
    head.atMs = stamp.atMs;
    head.hash = stored.hash;
    batch.changeSet.note(state, fact, stamp);
    since?.push(fact);
    for (const deadline of rules.deadlinesOf(state, fact)) deadlines.add(deadline);
  };
  /** @returns false if more deadlines are due than this batch takes */
  const sweepDue = (untilMs: number): boolean => {
    while (swept < MAX_DEADLINES) {
      const due = deadlines.takeDue(untilMs);
      if (!due) return true;
      try {
        for (const fact of rules.decideDeadline(state, due, { ids, once })) {
          add(fact, Math.max(due.dueAtMs, state.atMs));
          swept += 1;
        }
      } catch (error) {
        throw new PoisonCommandError(null, error);
      }
    }
    const next = deadlines.earliest();
    return next === undefined || next.dueAtMs > untilMs;
  };
  const follow = (atMs: number): void => {
    const by = { atMs: Math.max(atMs, state.atMs), ids };
    for (;;) {
      const fact = rules.following(state, by, since);
      if (!fact) break;
      add(fact, by.atMs);
    }
    since = [];
  };
  /**
   * Processes due deadlines and their reactions. Reactions are dated now, so they follow the last deadline before now.
   * After a night of downtime no offer is made that ended unseen.
   */
  const sweep = (untilMs: number): boolean => {
    if (!sweepDue(untilMs)) return false;
    try {
      follow(untilMs);
    } catch (error) {
      throw new PoisonCommandError(null, error);
    }
    return true;
  };

  for (const [index, waiting] of commands.entries()) {
    waiting.receivedAtMs ??= time.arrivalOf(waiting.readAtMs);
    const { receivedAtMs } = waiting;
    // A command that arrived before the last fact is dated like that fact, so deadlines due by then come first too.
    if (!sweep(Math.max(receivedAtMs, state.atMs))) {
      batch.left = commands.slice(index);
      return batch;
    }
    const at: DecideAt = {
      receivedAtMs,
      atMs: Math.max(receivedAtMs, state.atMs),
      ids,
      gaps: gaps.all,
      heldDraws: waiting.heldDraws,
      // Others of this batch may be the first who wait for it.
      isDrawOpen: (name, endsAtMs) =>
        isDrawOpen(name, endsAtMs) ||
        batch.parked.some(({ parked }) => parked.draw.name === name && parked.endsAtMs === endsAtMs),
    };
    const lost = waiting.key && gaps.whyLost(waiting.key, head.history, rules.whomToAsk(state));
    let decision: Decision<unknown, Fact, State>;
    try {
      decision = lost ? { kind: 'refused', refusal: lost, asks: [] } : waiting.decide(state, at);
    } catch (error) {
      onFault(error);
      batch.answers.push({ waiting, outcome: { kind: 'refused', refusal: { code: 'INTERNAL' } }, key: null });
      continue;
    }
    if (decision.kind === 'parked') {
      batch.parked.push({ waiting, parked: decision });
      continue;
    }
    if (decision.kind === 'not_yet') {
      const { asks, ...no } = decision;
      noteAsks(batch, waiting, asks, at.atMs);
      batch.answers.push({ waiting, outcome: { ...no, kind: 'refused' }, key: null, isForgotten: true });
      continue;
    }
    if (decision.kind === 'refused') {
      const { asks, ...outcome } = decision;
      const { refusal } = outcome;
      noteAsks(batch, waiting, asks, at.atMs);
      const isWritten = waiting.key?.isInDoubt === true && !leavesDoubt(refusal);
      const key = isWritten ? keyRow(waiting, state.seq, persistedRefusal(outcome)) : null;
      if (key) batch.keys.push(key);
      batch.answers.push({ waiting, outcome, key });
      continue;
    }
    try {
      for (const fact of decision.facts) add(fact, at.atMs);
      const reply = decision.reply(state, state.seq);
      const key = decision.isUnrecorded ? null : keyRow(waiting, state.seq, reply);
      if (key) batch.keys.push(key);
      batch.answers.push({ waiting, outcome: { kind: 'accepted', reply, replay: false }, key });
      noteAsks(batch, waiting, decision.asks ?? [], at.atMs);
      follow(at.atMs);
    } catch (error) {
      throw new PoisonCommandError(waiting, error);
    }
    onDecided?.(batch, state, commands.length - 1 - index);
  }
  sweep(sweepToMs);
  return batch;
}

/** Collects the counts of a decision, which are kept beside the log (K4). */
function noteAsks(
  batch: Pick<DecidedBatch<never, never>, 'asked'>,
  { ids: [actorId = ''] }: Pick<QueuedCommand<never, never>, 'ids'>,
  asks: readonly unknown[],
  atMs: number,
): void {
  for (const ask of asks) batch.asked.push({ actorId, ask, atMs });
}

function keyRow(
  { ids: [actorId], key }: Pick<QueuedCommand<never, never>, 'ids' | 'key'>,
  seq: number,
  reply: unknown,
): KeyRow | null {
  if (!key || actorId === undefined) return null;
  return { actorId, key: key.key, payloadHash: key.payloadHash, seq, reply: JSON.stringify(reply) };
}
