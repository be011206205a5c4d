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

/** A command that waits for its batch. */
export interface QueuedCommand<State, Fact> {
  /** When its frame was read, in steady ms: how long it has waited goes by this. */
  readAtMs: number;
  /** When it arrived, in the log's time (T7): made when it is first decided, and then kept. */
  receivedAtMs: number | null;
  /** Who asks, for keys and refusals: the id it is now first, then every id merged into it (B2). */
  ids: readonly string[];
  key: {
    id: string;
    key: string;
    payloadHash: string;
    /** As its sender tells of it (I5). */
    history?: string | undefined;
    wasSent?: boolean;
    /** Another try may be under way at another node: a no is committed like a yes, and holds for that one too (I2). */
    isInDoubt: boolean;
  } | null;
  decide(state: State, at: DecideAt): Decision<unknown, Fact, State>;
  /** Answers its sender; only the first answer counts. */
  settle(outcome: Outcome<unknown>): void;
  isSettled: boolean;
  attempts: number;
  /** It was kept for its draw, and its turn has come (F7). */
  isDrawn: boolean;
}

/** A decided batch: what to commit, and what to answer once that is durable. */
export interface DecidedBatch<State, Fact> {
  facts: StoredFact[];
  keys: KeyRow[];
  head: Head;
  changeSet: ChangeSet<State, Fact>;
  answers: BatchAnswer<State, Fact>[];
  /** Commands that are kept for their draw (F7). */
  parked: { waiting: QueuedCommand<State, Fact>; parked: Parked }[];
  /** Commands that were not reached: a draw comes before them, or more deadlines than one batch takes. */
  left: QueuedCommand<State, Fact>[];
  /** What decisions said beside their facts: counted, and not in the log (K4). */
  asked: Asked[];
}

interface BatchAnswer<State, Fact> {
  waiting: QueuedCommand<State, Fact>;
  outcome: Outcome<unknown>;
  /** The row of one whose answer is committed: accepted under a key, or refused while the key was in doubt. */
  key: KeyRow | null;
  /** A no to this try alone: nothing remembers it, and its key is decided anew. */
  isForgotten?: true;
}

/** A fault while a decided fact was applied: the state can't be trusted any more, and this command is to blame. */
export class PoisonCommandError extends Error {
  readonly waiting: unknown;

  constructor(waiting: unknown, cause: unknown) {
    super('A fact could not be applied.', { cause });
    this.waiting = waiting;
  }
}

/** How far one batch goes, in log time. */
export interface BatchLimits {
  /** Deadlines due at or before this are processed too. */
  sweepToMs: number;
  /** When the next draw is to be held: what arrived then or later is decided after it (F7). Infinite: none is. */
  drawMs: number;
}

/** Deadlines that one batch processes at the most; the rest comes in the next. */
const MAX_DEADLINES = 500;

/**
 * Decides waiting commands against the state, each after the deadlines that were due when it arrived (T6), and
 * applies the facts at once so that the next one sees them. What follows by itself is added before the next. Nothing of this counts until it is committed.
 * @param onDecided called after each command with the batch so far, and how many commands are left
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
  { sweepToMs, drawMs }: BatchLimits,
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
  let heldAtMs = drawMs;
  /** Facts since nothing followed by itself; null at first: what was decided before is not known here. */
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
  /** @returns false if more are due than this batch takes */
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
   * What falls due, and what follows from it. That is stamped with now, so it waits for the last deadline before now:
   * after a night in which the server was down nobody is offered what nobody could have seen.
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
    if (receivedAtMs >= heldAtMs && !waiting.isDrawn) {
      batch.left = commands.slice(index);
      return batch;
    }
    // What arrived before the last fact is dated with it, so what was due by then comes first as well.
    if (!sweep(Math.max(receivedAtMs, state.atMs))) {
      batch.left = commands.slice(index);
      return batch;
    }
    const at: DecideAt = {
      receivedAtMs,
      atMs: Math.max(receivedAtMs, state.atMs),
      ids,
      gaps: gaps.all,
      isDrawn: waiting.isDrawn,
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
      heldAtMs = Math.min(heldAtMs, decision.untilMs);
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

/** What a decision says beside its facts is counted beside the log (K4). */
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
