import { CommandQueue } from './admission/command-queue.ts';
import type { DatedKey } from './admission/gap-keys.ts';
import {
  answerIfSame,
  firstAnswer,
  IdempotencyCache,
  keyName,
  UNAVAILABLE,
} from './admission/idempotency-cache.ts';
import { KeyStatus } from './admission/key-status.ts';
import { RetryPacer } from './admission/retry-pacer.ts';
import { Batcher } from './commit/batcher.ts';
import type { BatcherDeps } from './commit/batcher-deps.ts';
import type { QueuedCommand } from './commit/decide-batch.ts';
import {
  type DecideAt,
  type Decision,
  type LogRefusal,
  leavesDoubt,
  type Outcome,
  type RefusedWith,
  refusedBy,
} from './decision.ts';
import { LogTime } from './log-time.ts';
import type { LogState, LogType } from './log-type.ts';
import type { Fingerprints } from './ports/fingerprints.ts';
import type { HeardHead, ToldHead } from './ports/head-bus.ts';
import type { LogGap } from './ports/log-gaps.ts';
import type { Head, Owner } from './ports/store.ts';
import { type NodeName, Ownership } from './replica/ownership.ts';
import { Replica } from './replica/replica.ts';
import { SharedLook } from './replica/shared-look.ts';

/**
 * The client's key and the hash of what it asks (I1). In doubt: an earlier try may be under way yet, here or at another
 * node.
 */
export interface SubmittedKey extends DatedKey {
  payloadHash: string;
  isInDoubt?: boolean;
}

/** One command for a log. */
export interface Submission<Reply, State, Fact, Refused extends RefusedWith = RefusedWith> {
  /** When the frame was read, in this process's steady ms: from it the log makes the time of arrival (T3, T7). */
  readAtMs: number;
  /** Who asks: the id it is now first, then every id merged into it (B2). Empty for the server's own commands. */
  ids: readonly string[];
  /** null for commands that carry none. */
  key: SubmittedKey | null;
  /** Only one command of this name may be in progress: of one actor one of a kind in flight. */
  exclusive?: string;
  /** It comes in however many wait, short of a bound of its own. */
  isUrgent?: true;
  decide(state: State, at: DecideAt): Decision<Reply, Fact, State, Refused>;
}

export interface LogEngineDeps<State extends LogState, Fact extends { type: string }>
  extends BatcherDeps<State, Fact> {
  rules: LogType<State, Fact>;
  /** How other nodes know this process; null if there are none. */
  node: NodeName | null;
  /** The log's time as this process had it before the log went to sleep; null: the log is opened for the first time. */
  time: LogTime | null;
  /** Asked for when the log has grown by many facts. Where nobody makes snapshots, one is written at the close alone. */
  wantSnapshot(logId: string, kind: string): void;
}

/** The log could not be read on as far as others have written it: what is known here is too old to be shown. */
export class NotUpToDate extends Error {}

/** A reader waits so long for the log to be read on. */
const READ_MS = 1_500;
/** What screens say of the log is looked up so far apart at least, and a screen waits so long for that. */
const CLAIMS_APART_MS = 1_000;
const CLAIM_MS = 2_500;
/** No command has this hash. */
const NOTHING_ASKED = '';

/**
 * A log's life in memory: commands wait, are decided together in a batch, committed in one transaction, published and
 * only then answered. It never trusts itself to be alone: the store's compare-and-set decides (design, The truth).
 */
export class LogEngine<
  State extends LogState,
  Fact extends { type: string },
  Refused extends RefusedWith = RefusedWith,
> {
  private readonly deps: LogEngineDeps<State, Fact>;
  private readonly replica: Replica<State, Fact>;
  private readonly queue = new CommandQueue<State, Fact>();
  private readonly pacer = new RetryPacer();
  private readonly idempotency: IdempotencyCache;
  private readonly keys: KeyStatus<State, Fact, Refused>;
  private readonly ownership: Ownership;
  private readonly batcher: Batcher<State, Fact>;
  private readonly headLook: SharedLook;
  /** While this node asks for the log. */
  private claiming: Promise<void> | null = null;

  private constructor(deps: LogEngineDeps<State, Fact>, replica: Replica<State, Fact>, keys: Fingerprints) {
    this.deps = deps;
    this.replica = replica;
    this.idempotency = new IdempotencyCache(keys);
    this.ownership = new Ownership(deps.node, replica.head, deps.clock);
    this.batcher = new Batcher(deps, replica, this.queue, this.idempotency, this.ownership);
    this.keys = new KeyStatus(deps, replica, this.idempotency, this.ownership, () => this.readOn());
    this.headLook = new SharedLook(deps.clock, CLAIMS_APART_MS, () => this.lookAtHead());
  }

  /** Wakes a log from the store; overdue deadlines are processed first, by their time (T6). Null: no such log. */
  static async open<
    State extends LogState,
    Fact extends { type: string },
    Refused extends RefusedWith = RefusedWith,
  >(deps: LogEngineDeps<State, Fact>, logId: string): Promise<LogEngine<State, Fact, Refused> | null> {
    const time = deps.time ?? new LogTime(deps.clock);
    const replica = await Replica.open({ ...deps, time }, logId);
    return replica && new LogEngine(deps, replica, await deps.store.keysOf(logId));
  }

  /**
   * Takes a command; answers when its outcome is durable. A known key gets its first answer (I2), a running one the
   * same promise (I3). What does not reach its decision (BUSY, UNAVAILABLE) leaves no trace and is never stored. While a
   * key is in doubt a no counts only once it is written: another node may be about to accept an earlier try (I2).
   */
  submit<Reply>(submission: Submission<Reply, State, Fact, Refused>): Promise<Outcome<Reply, Refused>> {
    const { key } = submission;
    const names = key ? submission.ids.map((actorId) => keyName(actorId, key.key)) : [];
    for (const name of names) {
      const running = this.idempotency.inProgress(name);
      if (running) {
        const found = answerIfSame(
          running.payloadHash,
          key?.payloadHash,
          running.promise as Promise<Outcome<Reply, Refused>>,
        );
        return this.mustWriteNo(key) && !running.isInDoubt ? this.unlessUnwritten(submission, found) : found;
      }
      const known = this.idempotency.known(name, this.deps.clock.steadyMs());
      if (known && !this.keys.isInDoubt(known.outcome)) {
        return answerIfSame(known.payloadHash, key?.payloadHash, known.outcome) as Promise<
          Outcome<Reply, Refused>
        >;
      }
      if (known) return this.begin(submission, names, this.unlessAccepted(submission, names[0]!, known));
    }
    const refusal = this.whyNotNow(submission.exclusive, submission.isUrgent);
    if (refusal) return Promise.resolve(refusedBy(this.turnAway(refusal)));

    const [name] = names;
    const mayBeKnown = names.some((each) => this.idempotency.mayBePersisted(each));
    return this.begin(submission, names, this.letIn(submission, name, mayBeKnown));
  }

  /**
   * Why a command would be turned away as things are, asked before anything is looked up for it: a rush is not to pay for
   * looks that lead nowhere. Null: submit it; its key is known, or there is room.
   */
  earlyRefusal({
    ids,
    key,
    exclusive,
  }: Pick<Submission<unknown, State, Fact>, 'ids' | 'exclusive'> & { key: string }): LogRefusal | null {
    const refusal = this.whyNotNow(exclusive);
    if (refusal === null) return null;
    const steadyMs = this.deps.clock.steadyMs();
    const isKnown = ids.some((actorId) => {
      const name = keyName(actorId, key);
      return (
        this.idempotency.inProgress(name) !== undefined ||
        this.idempotency.known(name, steadyMs) !== undefined
      );
    });
    return isKnown ? null : this.turnAway(refusal);
  }

  /** What became of a key: its outcome, that it is in progress, or nothing known (I3). */
  statusOf(
    actorIds: readonly string[],
    dated: DatedKey,
  ): Promise<Outcome<unknown, Refused> | 'in_progress' | null> {
    return this.keys.statusOf(actorIds, dated);
  }

  /**
   * True if a key stands for something else, here or in the store (I1): asked before anything is done outside of this
   * log for a command that this log would refuse for it.
   */
  isUsedOtherwise(ids: readonly string[], key: SubmittedKey): Promise<boolean> {
    return this.keys.isUsedOtherwise(ids, key);
  }

  /**
   * What became of a key, for somebody who will not send it again. Where nothing became of it nothing will: a try that
   * comes late is refused KEY_REUSED. In progress also means that it could not be said now (I3).
   */
  async abandonKey(
    ids: readonly string[],
    dated: DatedKey,
  ): Promise<Outcome<unknown, Refused> | 'in_progress' | null> {
    const { key } = dated;
    const known = await this.statusOf(ids, dated);
    if (known === 'in_progress' || known?.kind === 'accepted') return known;
    // Nothing comes of it either way.
    if (known?.refusal.code === 'LOST_IN_RESTORE') return known;
    if (this.whyNotNow(undefined) !== null) return 'in_progress';
    const last: Submission<never, State, Fact, Refused> = {
      readAtMs: this.deps.clock.steadyMs(),
      ids,
      key: { ...dated, payloadHash: NOTHING_ASKED, isInDoubt: true },
      decide: () => ({ ...refusedBy({ code: 'KEY_REUSED' }), asks: [] }),
    };
    const names = ids.map((actorId) => keyName(actorId, key));
    // It may have come while the store was asked.
    if (names.some((name) => this.idempotency.inProgress(name))) return 'in_progress';
    const outcome = await this.begin(last, names, this.enqueue(last, names[0]));
    if (outcome.kind === 'refused' && leavesDoubt(outcome.refusal)) return 'in_progress';
    const found = await this.statusOf(ids, dated);
    return found === 'in_progress' || found?.kind === 'accepted' ? found : known;
  }

  /**
   * Reads committed facts only (see Replica.read), as far as this process has heard of them; rejects with NotUpToDate
   * if they can't be had.
   */
  async read<T>(reader: (state: Readonly<State>, head: Head) => T): Promise<T> {
    if (this.ownership.isBehind(this.replica.head)) await this.readOn();
    return this.replica.read(reader);
  }

  /** Another node says how far the log goes, or the store did. */
  heard(told: Omit<HeardHead, 'logId' | 'kind'>, isFromStore = false): void {
    if (told.nowMs != null) this.replica.time.told(told.nowMs);
    if (this.ownership.heard(told, this.replica.head, isFromStore)) this.batcher.follow();
  }

  /**
   * Somebody outside says that the log goes so far. That is never believed, and keeps nobody else waiting: the store is
   * asked, once in a second however many say something, and what it says is read. Where no other node writes nobody knows
   * more than this process, so nobody is asked.
   * @returns true if the log goes so far, and has been read; rejects with NotUpToDate if that can't be known now
   */
  async readUpTo(told: Pick<Head, 'history' | 'seq'>): Promise<boolean> {
    const isRead = () => told.history === this.head.history && told.seq <= this.head.seq;
    if (isRead() || !this.deps.node) return isRead();
    if (!(await this.withDeadline(this.headLook.until(isRead), CLAIM_MS))) {
      throw new NotUpToDate(`The head of the log ${this.head.logId} could not be read.`);
    }
    return isRead();
  }

  /** The other node that decides this log for now, if one is known to. */
  otherOwner(): Owner | null {
    return this.ownership.other();
  }

  /**
   * The other node that decides this log; null if this one does. A log that nobody is known to decide is claimed: of the
   * nodes that would all decide now that an owner is gone one has it, and the others learn which, before they decide what
   * the store would not take, and have to read a long log again.
   */
  async resolveOwner(): Promise<Owner | null> {
    if (this.otherOwner() === null && !this.ownership.owns()) {
      this.claiming ??= this.claim().finally(() => {
        this.claiming = null;
      });
      await this.claiming;
    }
    return this.otherOwner();
  }

  /** An owner did not answer: its hint counts no more. */
  reportOwnerDown(owner: Owner): void {
    this.ownership.gone(owner);
  }

  /** Nothing can be written to the log: the disk is full (C25). */
  get isStorageFull(): boolean {
    return this.batcher.isStorageFull;
  }

  /** More come than can be decided: not everybody is let in. */
  get isCrowded(): boolean {
    return this.queue.hasStandingQueue(this.deps.clock.steadyMs());
  }

  /** A newcomer would be told BUSY. @param inside those who were let in and have no answer yet, wherever they are */
  isFull(inside: number): boolean {
    // Who waits for a draw, or has a place by one, is in nobody's way.
    const apart = this.batcher.keptCount + this.queue.drawnCount;
    const steadyMs = this.deps.clock.steadyMs();
    const isBeyond = this.queue.isBusyBeyond(inside - apart, this.batcher.batchLength, steadyMs);
    return isBeyond || this.whyNotNow(undefined) === 'BUSY';
  }

  /** Commands that wait for a batch, and those that are kept for a draw (F7). */
  get load(): { waiting: number; parked: number } {
    return { waiting: this.queue.length, parked: this.batcher.keptCount };
  }

  /** Looks at the state as it stands, in the middle of a batch too: for what is only counted, and must not wait. */
  glance<T>(look: (state: Readonly<State>) => T): T {
    return look(this.replica.state);
  }

  /** Where the log stands as far as this process has read it. */
  get head(): Head {
    return this.replica.head;
  }

  /** The log's time, as this process has it (T7). */
  get time(): LogTime {
    return this.replica.time;
  }

  /** What the other nodes are told of the log: also what time it is there, if this node is the one that decides it. */
  get told(): ToldHead {
    const { logId, kind, history, seq, owner } = this.replica.head;
    const { leftMs } = this.ownership;
    return { logId, kind, history, seq, owner, leftMs, nowMs: this.isKept ? this.time.nowMs() : null };
  }

  /** True if this node is the one of several that wrote last: the others go by its time. */
  get isKept(): boolean {
    return this.ownership.isKept;
  }

  /** The newest time of which the log may have lost something; null: it lost nothing. */
  get newestGap(): LogGap | null {
    return this.replica.gaps.newest;
  }

  /** True while something ends by itself, or somebody waits: such a log must stay awake. */
  hasDeadlines(): boolean {
    return (
      this.batcher.isBatching || this.batcher.keptCount > 0 || this.replica.deadlines.earliest() !== undefined
    );
  }

  /** Finishes what is queued, writes a snapshot if this process decides the log, and takes no more. */
  async close(): Promise<void> {
    await this.batcher.close();
    if (this.ownership.owns()) await this.replica.saveSnapshot();
  }

  /** Without an answer of the store this node goes on as if nobody else were there. */
  private async claim(): Promise<void> {
    const { store, onFault } = this.deps;
    const owner = this.ownership.claim();
    if (!owner) return;
    try {
      const head = await store.claim(this.replica.head.logId, owner, this.ownership.silentNode());
      if (head && this.ownership.heard(head, this.replica.head, true)) this.batcher.follow();
    } catch (error) {
      onFault(error, 'claim');
    }
  }

  /** Reads as far as the store says that the log goes, unless this process has come further while it was asked. */
  private async lookAtHead(): Promise<void> {
    const known = this.replica.head;
    const head = await this.deps.store.head(known.logId);
    if (!head) return;
    const isShorter = head.history === known.history && head.seq < known.seq;
    const isFurther = head.history !== this.head.history || head.seq > this.head.seq;
    if (isShorter || isFurther) this.heard(head, true);
    await this.read(() => null);
  }

  private async readOn(): Promise<void> {
    await this.withDeadline(this.batcher.upToDate(), READ_MS);
    const { head } = this.replica;
    if (this.ownership.isBehind(head))
      throw new NotUpToDate(`The log ${head.logId} was read to ${head.seq} only.`);
  }

  /** @returns false if the work has not ended in this time */
  private async withDeadline(work: Promise<void>, ms: number): Promise<boolean> {
    const { clock } = this.deps;
    let callOff = () => {};
    const late = new Promise<boolean>((resolve) => {
      callOff = clock.at(clock.nowMs() + ms, () => resolve(false));
    });
    try {
      return await Promise.race([work.then(() => true), late]);
    } finally {
      callOff();
    }
  }

  private whyNotNow(exclusive: string | undefined, isUrgent = false): 'BUSY' | 'UNAVAILABLE' | null {
    if (this.batcher.takesNoMore) return 'UNAVAILABLE';
    const isBusy =
      this.idempotency.isFull() || this.queue.isBusyFor(exclusive, this.deps.clock.steadyMs(), isUrgent);
    return isBusy ? 'BUSY' : null;
  }

  /** Turns one away who was not even asked what it wants. @returns when to come again, in ms from now */
  retryAfterMs(): number {
    return this.pacer.retryAfterMs(this.deps.clock.steadyMs());
  }

  private turnAway(code: 'BUSY' | 'UNAVAILABLE'): LogRefusal {
    if (code === 'UNAVAILABLE') return UNAVAILABLE;
    return { code, retryAfterMs: this.retryAfterMs() };
  }

  /** Whoever sends the key again meanwhile gets the same promise. */
  private begin<Reply>(
    { key }: Submission<Reply, State, Fact, Refused>,
    names: readonly string[],
    promise: Promise<Outcome<Reply, Refused>>,
  ): Promise<Outcome<Reply, Refused>> {
    if (!key) return promise;
    const running = { payloadHash: key.payloadHash, isInDoubt: this.mustWriteNo(key), promise };
    for (const name of names) this.idempotency.begin(name, running);
    return promise;
  }

  /** A later try may be refused before an earlier one, on its way through another node, is decided. */
  private mustWriteNo(key: SubmittedKey | null): boolean {
    return key?.isInDoubt === true && this.ownership.isShared;
  }

  /** A try that came before this one was refused without that being written: this one sees to it. */
  private async unlessUnwritten<Reply>(
    submission: Submission<Reply, State, Fact, Refused>,
    running: Promise<Outcome<Reply, Refused>>,
  ): Promise<Outcome<Reply, Refused>> {
    const outcome = await running;
    const isNo = outcome.kind === 'refused' && !leavesDoubt(outcome.refusal);
    return isNo ? this.submit(submission) : outcome;
  }

  /** The first refusal again, unless the key was accepted since by another node; while it is in doubt, written. */
  private async unlessAccepted<Reply>(
    submission: Submission<Reply, State, Fact, Refused>,
    name: string,
    known: { payloadHash: string; outcome: Outcome<unknown, Refused> },
  ): Promise<Outcome<Reply, Refused>> {
    const { ids, key } = submission;
    try {
      const row = key && (await this.keys.findKey(ids, key.key));
      const { outcome } = known;
      const isSame = known.payloadHash === key?.payloadHash;
      const mustWrite = !row && isSame && this.mustWriteNo(key);
      if (mustWrite && outcome.kind === 'refused') {
        return await this.enqueue({ ...submission, decide: () => ({ ...outcome, asks: [] }) }, name);
      }
      const first = row ? { payloadHash: row.payloadHash, outcome: firstAnswer<Reply>(row) } : known;
      return await answerIfSame(
        first.payloadHash,
        key?.payloadHash,
        first.outcome as Outcome<Reply, Refused>,
      );
    } catch (error) {
      this.deps.onFault(error, 'look up');
      return refusedBy(UNAVAILABLE);
    }
  }

  private async letIn<Reply>(
    submission: Submission<Reply, State, Fact, Refused>,
    name: string | undefined,
    mayBeKnown: boolean,
  ): Promise<Outcome<Reply, Refused>> {
    const { key, ids, exclusive } = submission;
    const release = exclusive === undefined ? null : this.queue.claim(exclusive);
    try {
      if (key && mayBeKnown) {
        const row = await this.queue.keepPlace(() =>
          this.deps.store.findKey(this.replica.head.logId, ids, key.key),
        );
        if (row) return await answerIfSame(row.payloadHash, key.payloadHash, firstAnswer<Reply>(row));
      }
      return await this.enqueue(submission, name);
    } catch (error) {
      this.deps.onFault(error, 'look up');
      return refusedBy(UNAVAILABLE);
    } finally {
      release?.();
    }
  }

  private enqueue<Reply>(
    { key, ids, readAtMs, decide }: Submission<Reply, State, Fact, Refused>,
    name: string | undefined,
  ): Promise<Outcome<Reply, Refused>> {
    const served = () => this.pacer.noteServed(this.deps.clock.steadyMs());
    return new Promise((resolve) => {
      const waiting: QueuedCommand<State, Fact> = {
        readAtMs,
        receivedAtMs: null,
        ids,
        key:
          key && name !== undefined
            ? { id: name, ...key, isInDoubt: this.mustWriteNo(key), wasSent: key.isInDoubt === true }
            : null,
        decide,
        attempts: 0,
        isDrawn: false,
        isSettled: false,
        settle(outcome) {
          if (this.isSettled) return;
          this.isSettled = true;
          const isServed =
            outcome.kind !== 'refused' || (outcome.refusal.code !== 'BUSY' && !leavesDoubt(outcome.refusal));
          if (isServed) served();
          resolve(outcome as Outcome<Reply, Refused>);
        },
      };
      this.batcher.join(waiting);
    });
  }
}
