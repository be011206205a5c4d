import type { Ids } from '../../lib/clock.ts';
import { GapKeys } from '../admission/gap-keys.ts';
import type { Committed } from '../commit/committed.ts';
import { DeadlineQueue } from '../commit/deadline-queue.ts';
import {
  type BatchLimits,
  type DecidedBatch,
  decideBatch,
  type QueuedCommand,
} from '../commit/decide-batch.ts';
import { chainHash, factOf } from '../commit/hash-chain.ts';
import { stageParts } from '../commit/staged-append.ts';
import type { LogTime } from '../log-time.ts';
import type { LogState, LogType } from '../log-type.ts';
import type { Head, Store } from '../ports/store.ts';
import { loadState, saveState } from './load.ts';

interface LogCopyDeps<State extends LogState, Fact extends { type: string }> {
  store: Store;
  ids: Ids;
  rules: LogType<State, Fact>;
  time: LogTime;
  onFault(error: unknown, context: string): void;
  /** Requests a snapshot: the log has grown enough. */
  wantSnapshot(logId: string, kind: string): void;
}

/**
 * Fewest facts between two snapshots. The log must also have grown by as many facts as the state has records. So
 * snapshots cost each fact the same at any size.
 */
const SNAPSHOT_EVERY = 20_000;
/**
 * Bound of records for a snapshot: a longer text would exceed the engine's strings (512 MiB), and reading facts costs
 * no more. A smaller state gets one later.
 */
export const MAX_RECORDS = 250_000;
/** Bound of others' facts that are read and applied together. */
const FOLLOW_PAGE = 500;
/** Facts read by a start above which it requests a snapshot. */
const LONG_TAIL = 5_000;

/** The result of reading on. */
export type Followed<State, Fact> =
  /** The head is known. */
  | { kind: 'current'; head: Head }
  /** Facts of others were applied; there may be more. */
  | { kind: 'moved'; head: Head; committed: Committed<State, Fact> }
  /** The log has another history. */
  | { kind: 'replaced'; head: Head }
  /** Known facts are gone, under the same history (C24). */
  | { kind: 'diverged'; head: Head };

/** The replica of a log in this process: head, state and deadlines. */
export class Replica<State extends LogState, Fact extends { type: string }> {
  private readonly readers: (() => void)[] = [];
  /** Whether the state holds uncommitted facts, so that reads must wait. */
  private isDirty = false;
  private isBroken = false;
  private readonly deps: LogCopyDeps<State, Fact>;
  /** The seq of the newest snapshot read or requested. */
  private snapshotSeq: number;
  head: Head;
  state: State;
  deadlines: DeadlineQueue;
  /** The gaps of the log before its present history. */
  gaps: GapKeys;
  readonly time: LogTime;

  private constructor(
    deps: LogCopyDeps<State, Fact>,
    loaded: { head: Head; state: State; tail: number },
    gaps: GapKeys,
  ) {
    this.deps = deps;
    this.snapshotSeq = loaded.head.seq - loaded.tail;
    this.head = loaded.head;
    this.state = loaded.state;
    this.deadlines = new DeadlineQueue(deps.rules.isBefore, deps.rules.allDeadlines(loaded.state));
    this.gaps = gaps;
    this.time = deps.time;
    this.time.found(loaded.head.atMs);
  }

  /** Opens a replica. @returns null: no such log */
  static async open<State extends LogState, Fact extends { type: string }>(
    deps: LogCopyDeps<State, Fact>,
    logId: string,
  ): Promise<Replica<State, Fact> | null> {
    const loaded = await loadState(deps.store, deps.rules, logId, deps.onFault);
    if (!loaded) return null;
    const replica = new Replica(deps, loaded, new GapKeys(await deps.store.gapsOf(logId)));
    replica.wantSnapshotAfter(LONG_TAIL);
    return replica;
  }

  /**
   * Reads the state while it holds committed facts only: now, or after the batch in progress. Rejects if the engine
   * broke within a batch.
   */
  read<T>(reader: (state: Readonly<State>, head: Head) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = () => {
        try {
          if (this.isDirty)
            throw new Error(`The log ${this.head.logId} can't be read: its engine broke down.`);
          resolve(reader(this.state, this.head));
        } catch (error) {
          reject(error);
        }
      };
      if (this.isDirty && !this.isBroken) this.readers.push(run);
      else run();
    });
  }

  /** Reads the state at once; null while it holds uncommitted facts, since `read` waits then. */
  readNow<T extends object>(reader: (state: Readonly<State>, head: Head) => T): T | null {
    return this.isDirty ? null : reader(this.state, this.head);
  }

  /** Decides a batch and applies it. Until it is taken or undone, reads wait. */
  decide(
    commands: readonly QueuedCommand<State, Fact>[],
    limits: BatchLimits,
    onFault: (error: unknown) => void,
  ): DecidedBatch<State, Fact> {
    const { store, rules, ids } = this.deps;
    const { state, head, deadlines, gaps, time } = this;
    this.isDirty = true;
    const onDecided = stageParts<State, Fact>(store, head, commands.length);
    return decideBatch(
      { rules, state, head, deadlines, gaps, time, ids },
      commands,
      limits,
      onFault,
      onDecided,
    );
  }

  /** The sender's present ids by the facts (B2). */
  idsNow(ids: readonly string[]): readonly string[] {
    return this.deps.rules.idsNow(this.state, ids);
  }

  /** Takes a decided batch that is committed, or had nothing to commit. */
  take(batch: DecidedBatch<State, Fact>): void {
    this.head = batch.head;
    this.time.noteFact(batch.head.atMs);
    this.isDirty = false;
    this.wantSnapshotAfter(Math.max(SNAPSHOT_EVERY, this.deps.rules.sizeOf(this.state)));
  }

  /** Reads one page that others wrote, and checks its hash chain. No batch may be decided meanwhile. */
  async follow(): Promise<Followed<State, Fact>> {
    const { store, rules } = this.deps;
    const { logId, seq, history } = this.head;
    const head = await store.head(logId);
    if (!head) throw new Error(`The log ${logId} is gone.`);
    if (head.history !== history) return { kind: 'replaced', head };
    if (head.seq < seq || (head.seq === seq && head.hash !== this.head.hash))
      return { kind: 'diverged', head };
    if (head.seq === seq) return { kind: 'current', head };
    const facts = await store.factsAfter(logId, seq, Math.min(FOLLOW_PAGE, head.seq - seq));
    let { hash } = this.head;
    for (const { seq: at, body, hash: said } of facts) {
      hash = chainHash(hash, body);
      if (hash === said) continue;
      const mine = at === seq + 1 && seq > 0 ? await store.factAt(logId, seq) : null;
      // The log was cut back and has grown again.
      if (mine && mine.hash !== this.head.hash) return { kind: 'diverged', head };
      throw new Error(`The log ${logId} is broken at ${at}: its hash does not chain.`);
    }
    const last = facts.at(-1);
    if (!last) throw new Error(`The log ${logId} has a gap after ${seq}.`);
    const changeSet = rules.gather(this.state);
    for (const stored of facts) {
      const stamp = { seq: stored.seq, atMs: stored.atMs };
      const fact = factOf<Fact>(stored);
      rules.apply(this.state, fact, stamp);
      changeSet.note(this.state, fact, stamp);
      for (const deadline of rules.deadlinesOf(this.state, fact)) this.deadlines.add(deadline);
    }
    this.head = { ...head, seq: last.seq, atMs: last.atMs, hash };
    this.time.noteFact(last.atMs);
    const committed = { from: seq, head: this.head, state: this.state, changeSet, isOwn: false };
    return { kind: 'moved', head, committed };
  }

  /** Drops the decided batch, and loads what others have written. */
  async reload(): Promise<void> {
    const { store, rules, onFault } = this.deps;
    const loaded = await loadState(store, rules, this.head.logId, onFault);
    if (!loaded) throw new Error(`The log ${this.head.logId} is gone.`);
    // Read after the head, since a gap is stored together with its history.
    this.gaps = new GapKeys(await store.gapsOf(this.head.logId));
    this.head = loaded.head;
    this.time.noteFact(loaded.head.atMs);
    this.state = loaded.state;
    this.snapshotSeq = loaded.head.seq - loaded.tail;
    this.deadlines = new DeadlineQueue(rules.isBefore, rules.allDeadlines(loaded.state));
    this.isDirty = false;
  }

  /** Runs the reads that waited for the end of a batch. */
  letRead(): void {
    for (const reader of this.readers.splice(0)) reader();
  }

  /** Ends all decisions: reads of a half-decided state are rejected. */
  breakDown(): void {
    this.isBroken = true;
    this.letRead();
  }

  async saveSnapshot(): Promise<void> {
    if (this.head.seq === 0 || this.isDirty || this.isTooBig) return;
    await saveState(this.deps.store, this.deps.rules, this.head.logId, this.state);
  }

  private get isTooBig(): boolean {
    return this.deps.rules.sizeOf(this.state) > MAX_RECORDS;
  }

  /** Requests a snapshot if the log has grown by a number of facts since the last. */
  private wantSnapshotAfter(facts: number): void {
    const { seq, logId, kind } = this.head;
    if (seq - this.snapshotSeq < facts || this.isTooBig) return;
    this.snapshotSeq = seq;
    this.deps.wantSnapshot(logId, kind);
  }
}
