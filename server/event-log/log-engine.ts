import { LATE, timerOf, within } from '../lib/deadline.ts';
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
 * The client's key and the hash of its request (I1). In doubt: an earlier try may be in progress, here or on another
 * node.
 */
export interface SubmittedKey extends DatedKey {
  payloadHash: string;
  isInDoubt?: boolean;
}

/** One command for a log. */
export interface Submission<Reply, State, Fact, Refused extends RefusedWith = RefusedWith> {
  /** When the frame was read, in this process's steady ms; the log derives the arrival from it (T3, T7). */
  readAtMs: number;
  /** The sender's ids: the present one first, then those merged into it (B2). Empty for the server's own commands. */
  ids: readonly string[];
  /** null for commands without one. */
  key: SubmittedKey | null;
  /** A name of which only one command may be in progress, as of one kind of one actor. */
  exclusive?: string;
  /** Whether it is admitted to a full queue, up to a separate bound. */
  isUrgent?: true;
  decide(state: State, at: DecideAt): Decision<Reply, Fact, State, Refused>;
}

export interface LogEngineDeps<State extends LogState, Fact extends { type: string }>
  extends BatcherDeps<State, Fact> {
  rules: LogType<State, Fact>;
  /** The name of this process for other nodes; null: there are none. */
  node: NodeName | null;
  /** The log's time from before it went to sleep; null: this is its first opening. */
  time: LogTime | null;
  /** Requests a snapshot after many facts. Without a maker one is written only at the close. */
  wantSnapshot(logId: string, kind: string): void;
}

/** The log could not be read up to its reported head, so the known state is too old to be shown. */
export class NotUpToDate extends Error {}

/** Deadline of a read in ms, for the log to be read up to its reported head. */
const READ_MS = 1_500;
/** Shortest time between two checks of reported heads, and the deadline of a screen's check, in ms. */
const CLAIMS_APART_MS = 1_000;
const CLAIM_MS = 2_500;
/** A payload hash that no command has. */
const NOTHING_ASKED = '';

/**
 * A log in memory: commands wait, are decided together in a batch, committed in one transaction, published and then
 * answered. It never relies on being alone: the store's compare-and-set decides (design, The truth).
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
  /** The claim in progress. */
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

  /** Opens a log from the store; overdue deadlines are processed first, by their time (T6). Null: no such log. */
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
   * Takes a command; answers once its outcome is durable. A known key gets its first answer (I2), a running one the
   * same promise (I3). BUSY and UNAVAILABLE leave no trace. The refusal of a key in doubt is written first, since
   * another node may accept an earlier try (I2).
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
   * Why a command would be refused now, asked before its look-ups, so that a rush costs no useless ones. Null: submit
   * it; its key is known, or there is room.
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

  /** False if a key is certainly unknown here: it is asked before limits that a repeated key does not count for. */
  mayKnow(ids: readonly string[], key: string): boolean {
    const steadyMs = this.deps.clock.steadyMs();
    return ids.some((actorId) => {
      const name = keyName(actorId, key);
      const { idempotency } = this;
      const isHere =
        idempotency.inProgress(name) !== undefined || idempotency.known(name, steadyMs) !== undefined;
      return isHere || idempotency.mayBePersisted(name);
    });
  }

  /** The outcome of a key, that it is in progress, or null if unknown (I3). */
  statusOf(
    actorIds: readonly string[],
    dated: DatedKey,
  ): Promise<Outcome<unknown, Refused> | 'in_progress' | null> {
    return this.keys.statusOf(actorIds, dated);
  }

  /** True if a key belongs to another request, here or in the store (I1). It is asked before work outside this log. */
  isUsedOtherwise(ids: readonly string[], key: SubmittedKey): Promise<boolean> {
    return this.keys.isUsedOtherwise(ids, key);
  }

  /**
   * The outcome of a key that its client gives up. A key without an outcome is closed: a late try is refused
   * KEY_REUSED. `in_progress` also means that the outcome can't be known now (I3).
   */
  async abandonKey(
    ids: readonly string[],
    dated: DatedKey,
  ): Promise<Outcome<unknown, Refused> | 'in_progress' | null> {
    const { key } = dated;
    const known = await this.statusOf(ids, dated);
    if (known === 'in_progress' || known?.kind === 'accepted') return known;
    // A lost key has no outcome either way.
    if (known?.refusal.code === 'LOST_IN_RESTORE') return known;
    if (this.whyNotNow(undefined) !== null) return 'in_progress';
    const last: Submission<never, State, Fact, Refused> = {
      readAtMs: this.deps.clock.steadyMs(),
      ids,
      key: { ...dated, payloadHash: NOTHING_ASKED, isInDoubt: true },
      decide: () => ({ ...refusedBy({ code: 'KEY_REUSED' }), asks: [] }),
    };
    const names = ids.map((actorId) => keyName(actorId, key));
    // A try may have arrived during the look-up.
    if (names.some((name) => this.idempotency.inProgress(name))) return 'in_progress';
    const outcome = await this.begin(last, names, this.enqueue(last, names[0]));
    if (outcome.kind === 'refused' && leavesDoubt(outcome.refusal)) return 'in_progress';
    const found = await this.statusOf(ids, dated);
    return found === 'in_progress' || found?.kind === 'accepted' ? found : known;
  }

  /**
   * Reads committed facts only (see Replica.read), up to the reported head; rejects with NotUpToDate if that can't be
   * read.
   */
  async read<T>(reader: (state: Readonly<State>, head: Head) => T): Promise<T> {
    if (this.ownership.isBehind(this.replica.head)) await this.readOn();
    return this.replica.read(reader);
  }

  /**
   * Reads committed facts at once; null where `read` would wait. Commands look into a quiet log all the time, and
   * each promise costs them.
   */
  readNow<T extends object>(reader: (state: Readonly<State>, head: Head) => T): T | null {
    return this.ownership.isBehind(this.replica.head) ? null : this.replica.readNow(reader);
  }

  /** Takes a reported head, of another node or of the store. */
  heard(told: Omit<HeardHead, 'logId' | 'kind'>, isFromStore = false): void {
    if (told.nowMs != null) this.replica.time.told(told.nowMs);
    if (this.ownership.heard(told, this.replica.head, isFromStore)) this.batcher.follow();
  }

  /**
   * Reads up to a head that a client reports. Reports are untrusted: at most once a second the store is asked, and its
   * head is read. A node without others knows its head itself.
   * @returns true if the log reaches it; rejects with NotUpToDate if that can't be known now
   */
  async readUpTo(told: Pick<Head, 'history' | 'seq'>): Promise<boolean> {
    const isRead = () => told.history === this.head.history && told.seq <= this.head.seq;
    if (isRead() || !this.deps.node) return isRead();
    if (!(await this.withDeadline(this.headLook.until(isRead), CLAIM_MS))) {
      throw new NotUpToDate(`The head of the log ${this.head.logId} could not be read.`);
    }
    return isRead();
  }

  /** The other node that decides this log now; null: none is known. */
  otherOwner(): Owner | null {
    return this.ownership.other();
  }

  /**
   * The other node that decides this log; null: this one does. Without a known owner the log is claimed. So, after an
   * owner's failure, one node gets it and the others learn that before they decide in conflict.
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

  /** Drops the hint of an owner that did not answer. */
  reportOwnerDown(owner: Owner): void {
    this.ownership.gone(owner);
  }

  /** True while the disk is full and nothing can be written (C25). */
  get isStorageFull(): boolean {
    return this.batcher.isStorageFull;
  }

  /** True while commands come faster than they are decided, so that some are refused. */
  get isCrowded(): boolean {
    return this.queue.hasStandingQueue(this.deps.clock.steadyMs());
  }

  /** True if a newcomer would be refused BUSY. @param inside admitted commands without an answer, wherever they are */
  isFull(inside: number): boolean {
    // Commands of a draw do not stand in others' way.
    const apart = this.batcher.keptCount + this.queue.drawnCount;
    const steadyMs = this.deps.clock.steadyMs();
    const isBeyond = this.queue.isBusyBeyond(inside - apart, this.batcher.batchLength, steadyMs);
    return isBeyond || this.whyNotNow(undefined) === 'BUSY';
  }

  /** The number of commands waiting for a batch, and of those kept for a draw (F7). */
  get load(): { waiting: number; parked: number } {
    return { waiting: this.queue.length, parked: this.batcher.keptCount };
  }

  /** Reads the state without waiting, within a batch too: only for counts. */
  glance<T>(look: (state: Readonly<State>) => T): T {
    return look(this.replica.state);
  }

  /** The head, as far as this process has read the log. */
  get head(): Head {
    return this.replica.head;
  }

  /** The log's time, as this process has it (T7). */
  get time(): LogTime {
    return this.replica.time;
  }

  /** The head that is sent to other nodes, with the log's time if this node decides it. */
  get told(): ToldHead {
    const { logId, kind, history, seq, owner } = this.replica.head;
    const { leftMs } = this.ownership;
    return { logId, kind, history, seq, owner, leftMs, nowMs: this.isKept ? this.time.nowMs() : null };
  }

  /** True if this node wrote last among several: the others follow its time. */
  get isKept(): boolean {
    return this.ownership.isKept;
  }

  /** The newest gap in which the log may have lost facts; null: none. */
  get newestGap(): LogGap | null {
    return this.replica.gaps.newest;
  }

  /** True while a deadline or a command waits: such a log stays awake. */
  hasDeadlines(): boolean {
    return (
      this.batcher.isBatching || this.batcher.keptCount > 0 || this.replica.deadlines.earliest() !== undefined
    );
  }

  /** Finishes the queue, writes a snapshot if this process decides the log, and takes no more. */
  async close(): Promise<void> {
    await this.batcher.close();
    if (this.ownership.owns()) await this.replica.saveSnapshot();
  }

  /** Claims the log. Without the store's answer this node proceeds as if alone. */
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

  /** Reads up to the store's head, unless this process got further during the question. */
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

  /** @returns false after the deadline */
  private async withDeadline(work: Promise<void>, ms: number): Promise<boolean> {
    return (await within(ms, work, timerOf(this.deps.clock))) !== LATE;
  }

  private whyNotNow(exclusive: string | undefined, isUrgent = false): 'BUSY' | 'UNAVAILABLE' | null {
    if (this.batcher.takesNoMore) return 'UNAVAILABLE';
    const isDrawing = this.batcher.keptCount > 0;
    const isBusy =
      this.idempotency.isFull() ||
      this.queue.isBusyFor(exclusive, this.deps.clock.steadyMs(), { isUrgent, isDrawing });
    return isBusy ? 'BUSY' : null;
  }

  /** Retry-after for one more refusal before parsing, in ms. */
  retryAfterMs(): number {
    return this.pacer.retryAfterMs(this.deps.clock.steadyMs());
  }

  private turnAway(code: 'BUSY' | 'UNAVAILABLE'): LogRefusal {
    if (code === 'UNAVAILABLE') return UNAVAILABLE;
    return { code, retryAfterMs: this.retryAfterMs() };
  }

  /** Runs a command; a retry of its key meanwhile gets the same promise. */
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

  /** Whether a refusal must be written: an earlier try may be on its way through another node. */
  private mustWriteNo(key: SubmittedKey | null): boolean {
    return key?.isInDoubt === true && this.ownership.isShared;
  }

  /** Follows a running try whose refusal is not written, and submits again after one. */
  private async unlessUnwritten<Reply>(
    submission: Submission<Reply, State, Fact, Refused>,
    running: Promise<Outcome<Reply, Refused>>,
  ): Promise<Outcome<Reply, Refused>> {
    const outcome = await running;
    const isNo = outcome.kind === 'refused' && !leavesDoubt(outcome.refusal);
    return isNo ? this.submit(submission) : outcome;
  }

  /** The first refusal again, unless another node accepted the key since; while in doubt, it is written. */
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
        heldDraws: [],
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
