import type { Refusal } from '../../shared/contract/refusals.ts';
import type { DecideAt, Decision } from '../domain/decision.ts';
import type { AppendOutcome, Batch, Head, KeyRow, Store } from '../ports/store.ts';
import type { Clock, Ids } from '../ports/world.ts';
import { Answers, answerId, type Outcome } from './answers.ts';
import { type Cut, decideCut, Poisoned, type Waiting } from './cut.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { loadState, saveState } from './load.ts';
import { RefusalCounts } from './refusal-tally.ts';
import type { Gatherer, LogState, Rules } from './rules.ts';
import { WaitingRoom } from './waiting-room.ts';

/** One command for a log. */
export interface Submission<Reply, State, Fact> {
  /** When the frame was read (T3); stays fixed while the command waits or is decided again. */
  receivedAtMs: number;
  /** Who asks: the id it is now first, then every id merged into it (B2). Empty for the server's own commands. */
  ids: readonly string[];
  /** The client's key and the hash of what it asks (I1); null for commands that carry none. */
  key: { key: string; payloadHash: string } | null;
  /** Only one command of this name may be in progress: one order in flight per buyer. */
  exclusive?: string;
  decide(state: State, at: DecideAt): Decision<Reply, Fact, State>;
}

/** A cut that is durable: for announcements and consumers. */
export interface Committed<State, Fact> {
  from: number;
  head: Head;
  state: Readonly<State>;
  gatherer: Gatherer<State, Fact>;
}

export interface LogEngineDeps<State extends LogState, Fact extends { type: string }> {
  store: Store;
  clock: Clock;
  ids: Ids;
  rules: Rules<State, Fact>;
  /** Told of every committed cut, in order, before its commands are answered. */
  onCommitted(committed: Committed<State, Fact>): void;
  onFault(error: unknown, context: string): void;
  /** The disk can't be trusted any more: nothing is acknowledged from here on, and the process should end (C26). */
  onFatal(error: unknown): void;
  /** Waits this long for company before a cut when there was a cut just before; 0 never waits. */
  gatherMs?: number;
}

const MAX_ATTEMPTS = 10;
const RETRY_AFTER_MS = 500;
/** While the store can't be read it is asked again after each pause; who has waited this long is let go. */
const PAUSE_MS = 100;
const PATIENCE_MS = 2_000;
const REFUSALS_EVERY_MS = 1_000;
const UNAVAILABLE = { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS } as const;

/**
 * A log's life in memory: commands wait, are decided together at the cut, committed in one transaction, published and
 * only then answered. It never trusts itself to be alone: the store's compare-and-set decides (design, The truth).
 */
export class LogEngine<State extends LogState, Fact extends { type: string }> {
  private readonly room = new WaitingRoom<State, Fact>();
  private readonly readers: (() => void)[] = [];
  private readonly refusals = new RefusalCounts();
  private refusalsWrittenAtMs = 0;
  /** The commands of the cut that is on its way. */
  private inCut: readonly Waiting<State, Fact>[] = [];
  private isCutting = false;
  /** The state holds facts that are not committed: nobody may read it. */
  private isDirty = false;
  private isBroken = false;
  private isClosed = false;
  private wake: { atMs: number; cancel: () => void } | null = null;
  private idle: (() => void)[] = [];
  private lastCutEndedAtMs = 0;
  /** After a failed commit deadlines are not tried again at once: a full disk takes its time. */
  private pauseUntilMs = 0;

  private readonly deps: LogEngineDeps<State, Fact>;
  private head: Head;
  private state: State;
  private deadlines: DeadlineQueue;
  private readonly answers: Answers;

  private constructor(deps: LogEngineDeps<State, Fact>, head: Head, state: State, keys: string[]) {
    this.deps = deps;
    this.head = head;
    this.state = state;
    this.answers = new Answers(keys);
    this.deadlines = new DeadlineQueue(deps.rules.allDeadlines(state));
    this.setWake();
  }

  /** Wakes a log from the store; overdue deadlines are processed first, in time order (T6). Null: no such log. */
  static async open<State extends LogState, Fact extends { type: string }>(
    deps: LogEngineDeps<State, Fact>,
    logId: string,
  ): Promise<LogEngine<State, Fact> | null> {
    const loaded = await loadState(deps.store, deps.rules, logId);
    if (!loaded) return null;
    const keys = await deps.store.keysOf(logId);
    return new LogEngine(deps, loaded.head, loaded.state, keys);
  }

  /**
   * Takes a command; answers when its outcome is durable. A known key gets its first answer (I2), a running one the
   * same promise (I3). What does not reach the decider (BUSY, UNAVAILABLE) leaves no trace and is never stored.
   */
  submit<Reply>(submission: Submission<Reply, State, Fact>): Promise<Outcome<Reply>> {
    const { key } = submission;
    const names = key ? submission.ids.map((buyerId) => answerId(buyerId, key.key)) : [];
    for (const name of names) {
      const running = this.answers.inProgress(name);
      if (running) {
        return sameKey(running.payloadHash, key?.payloadHash, running.promise) as Promise<Outcome<Reply>>;
      }
      const known = this.answers.known(name, this.deps.clock.nowMs());
      if (known) {
        return sameKey(known.payloadHash, key?.payloadHash, known.outcome) as Promise<Outcome<Reply>>;
      }
    }
    const refusal = this.whyNotNow(submission.exclusive);
    if (refusal) return Promise.resolve({ kind: 'refused', refusal });

    const [name] = names;
    const mayBeKnown = names.some((each) => this.answers.mayBeAccepted(each));
    const promise = this.letIn(submission, name, mayBeKnown);
    if (name !== undefined && key) this.answers.begin(name, key.payloadHash, promise);
    return promise;
  }

  /** What became of a key: its outcome, that it is in progress, or nothing known (I3). */
  async statusOf(buyerIds: readonly string[], key: string): Promise<Outcome<unknown> | 'in_progress' | null> {
    for (const buyerId of buyerIds) {
      const name = answerId(buyerId, key);
      if (this.answers.inProgress(name)) return 'in_progress';
      const known = this.answers.known(name, this.deps.clock.nowMs());
      if (known) return known.outcome;
    }
    const row = await this.deps.store.findKey(this.head.logId, buyerIds, key);
    return row ? firstAnswer(row) : null;
  }

  /**
   * Reads the state when it holds committed facts only: at once, or right after the cut that is on its way. Rejects if
   * the engine broke down in the middle of a cut.
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

  /** True while something ends by itself, or somebody waits: such a log must stay awake. */
  hasDeadlines(): boolean {
    return this.isCutting || this.room.hasParked || this.deadlines.earliest() !== undefined;
  }

  /** Finishes what is queued, writes a snapshot, and takes no more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.wake?.cancel();
    this.wake = null;
    await this.drained();
    if (!this.refusals.isEmpty && !this.isBroken) {
      this.kick();
      await this.drained();
    }
    if (!this.isBroken && this.head.seq > 0) {
      await saveState(this.deps.store, this.deps.rules, this.head.logId, this.state);
    }
  }

  private async drained(): Promise<void> {
    while (this.isCutting) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private whyNotNow(exclusive: string | undefined): Refusal | null {
    if (this.isClosed || this.isBroken) return UNAVAILABLE;
    if (this.answers.isFull()) return { code: 'BUSY', retryAfterMs: RETRY_AFTER_MS };
    return this.room.whyBusy(exclusive, this.deps.clock.nowMs());
  }

  private async letIn<Reply>(
    submission: Submission<Reply, State, Fact>,
    name: string | undefined,
    mayBeKnown: boolean,
  ): Promise<Outcome<Reply>> {
    const { key, ids, exclusive } = submission;
    const release = exclusive === undefined ? null : this.room.claim(exclusive);
    try {
      if (key && mayBeKnown) {
        const row = await this.room.keepPlace(() => this.deps.store.findKey(this.head.logId, ids, key.key));
        if (row) return await sameKey(row.payloadHash, key.payloadHash, firstAnswer<Reply>(row));
      }
      return await this.enqueue(submission, name);
    } catch (error) {
      this.deps.onFault(error, 'look up');
      return { kind: 'refused', refusal: UNAVAILABLE };
    } finally {
      release?.();
    }
  }

  private enqueue<Reply>(
    { key, ids, receivedAtMs, decide }: Submission<Reply, State, Fact>,
    name: string | undefined,
  ): Promise<Outcome<Reply>> {
    return new Promise((resolve) => {
      const waiting: Waiting<State, Fact> = {
        receivedAtMs,
        ids,
        key: key && name !== undefined ? { id: name, ...key } : null,
        decide,
        attempts: 0,
        isSettled: false,
        settle(outcome) {
          if (this.isSettled) return;
          this.isSettled = true;
          resolve(outcome as Outcome<Reply>);
        },
      };
      this.join(waiting);
    });
  }

  private join(waiting: Waiting<State, Fact>): void {
    if (this.isClosed || this.isBroken) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    this.room.push(waiting);
    this.kick();
  }

  private kick(): void {
    if (this.isCutting || this.isBroken) return;
    this.isCutting = true;
    const gatherMs = this.deps.gatherMs ?? 0;
    const hadCompany = this.deps.clock.nowMs() - this.lastCutEndedAtMs < 2 * gatherMs;
    if (gatherMs > 0 && hadCompany) setTimeout(() => this.run(), gatherMs);
    else setImmediate(() => this.run());
  }

  private async run(): Promise<void> {
    try {
      do {
        this.inCut = this.room.take().filter((waiting) => !this.isAnswered(waiting));
        await this.cutOnce(this.inCut);
        this.inCut = [];
        this.letRead();
        await new Promise((resolve) => setImmediate(resolve));
      } while (this.room.length > 0);
    } catch (error) {
      this.breakDown(error);
    }
    this.isCutting = false;
    this.lastCutEndedAtMs = this.deps.clock.nowMs();
    this.letRead();
    this.setWake();
    for (const resolve of this.idle.splice(0)) resolve();
    if (this.room.length > 0) this.kick();
  }

  /** A key that was let go while its commit was of unknown outcome may have its answer by now. */
  private isAnswered(waiting: Waiting<State, Fact>): boolean {
    const known = waiting.key && this.answers.known(waiting.key.id, this.deps.clock.nowMs());
    if (!known) return waiting.isSettled;
    const { outcome } = known;
    const isSame = known.payloadHash === waiting.key?.payloadHash;
    waiting.settle(isSame ? outcome : { kind: 'refused', refusal: { code: 'KEY_REUSED' } });
    return true;
  }

  private async cutOnce(commands: readonly Waiting<State, Fact>[]): Promise<void> {
    const next = this.room.first();
    const sweepToMs = next ? next.receivedAtMs - 1 : this.deps.clock.nowMs();
    const { rules, ids } = this.deps;
    const { state, head, deadlines } = this;
    let cut: Cut<State, Fact>;
    this.isDirty = true;
    try {
      cut = decideCut({ rules, state, head, deadlines, ids }, commands, sweepToMs, (error) =>
        this.deps.onFault(error, 'decide'),
      );
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      await this.withoutPoison(commands, error);
      return;
    }
    this.room.putBack(cut.left);
    await this.commit(cut, cut.left.length > 0 ? commands.slice(0, -cut.left.length) : commands);
  }

  /** C27: the state is read again, the command to blame is answered INTERNAL, the others are decided again. */
  private async withoutPoison(commands: readonly Waiting<State, Fact>[], poisoned: Poisoned): Promise<void> {
    this.deps.onFault(poisoned.cause, 'apply');
    if (poisoned.waiting === null) throw poisoned;
    await this.reload();
    for (const waiting of commands) {
      if (waiting === poisoned.waiting) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
    }
    this.room.putBack(this.again(commands));
  }

  private async commit(cut: Cut<State, Fact>, commands: readonly Waiting<State, Fact>[]): Promise<void> {
    const isDue = this.isClosed || this.deps.clock.nowMs() - this.refusalsWrittenAtMs >= REFUSALS_EVERY_MS;
    const writesRefusals = !this.refusals.isEmpty && isDue;
    if (cut.facts.length === 0 && cut.keys.length === 0 && !writesRefusals) {
      this.isDirty = false;
      for (const refusal of cut.refused) this.refusals.note(refusal);
      this.answer(cut);
      return;
    }
    const batch: Batch = {
      logId: this.head.logId,
      history: this.head.history,
      from: this.head.seq,
      to: cut.head.seq,
      atMs: cut.head.atMs,
      hash: cut.head.hash,
      facts: cut.facts,
      keys: cut.keys,
      refusals: this.refusals.with(cut.refused),
      rows: cut.gatherer.rows(this.state),
    };
    const outcome = await this.append(batch);
    if (outcome.kind === 'committed' || (outcome.kind === 'unknown' && (await this.isThere(batch)))) {
      this.done(cut);
    } else if (outcome.kind === 'failed') {
      await this.failed(outcome, commands);
    } else {
      this.room.putBack(await this.catchUp(commands));
    }
  }

  private async append(batch: Batch): Promise<AppendOutcome> {
    try {
      return await this.deps.store.append(batch);
    } catch (error) {
      this.deps.onFault(error, 'append');
      return { kind: 'unknown' };
    }
  }

  /**
   * The link broke after COMMIT: the batch is committed iff the fact at `to` stands in the store with our hash. A
   * batch without facts leaves no such mark; its keys tell.
   */
  private async isThere({ logId, to, hash, facts }: Batch): Promise<boolean> {
    if (facts.length === 0) return false;
    const fact = await this.patiently(() => this.deps.store.factAt(logId, to));
    return fact?.hash === hash;
  }

  /**
   * Something else stands in the log than what was decided: reads it, and answers the keys that are in it by now.
   * @returns the commands to be decided again, in their order
   */
  private async catchUp(commands: readonly Waiting<State, Fact>[]): Promise<Waiting<State, Fact>[]> {
    await this.reload();
    for (const waiting of commands) {
      const { key, ids } = waiting;
      if (!key || waiting.isSettled) continue;
      const row = await this.patiently(() => this.deps.store.findKey(this.head.logId, ids, key.key));
      if (!row) continue;
      const first = firstAnswer(row);
      if (row.payloadHash === key.payloadHash)
        this.answers.keepAccepted(key.id, key.payloadHash, first.reply);
      waiting.settle(await sameKey(row.payloadHash, key.payloadHash, first));
    }
    return this.again(commands);
  }

  /** Nothing was written. A command whose constraint breaks alone is the one to blame (C27); a full disk is waited for. */
  private async failed(
    { reason, message }: Extract<AppendOutcome, { kind: 'failed' }>,
    commands: readonly Waiting<State, Fact>[],
  ): Promise<void> {
    const error = new Error(message);
    if (reason === 'fatal') {
      this.deps.onFatal(error);
      throw error;
    }
    this.deps.onFault(error, `append: ${reason}`);
    this.pauseUntilMs = this.deps.clock.nowMs() + RETRY_AFTER_MS;
    if (reason !== 'constraint') {
      await this.reload();
      for (const waiting of commands) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    if (commands.length === 0) throw error;
    const rest = await this.catchUp(commands);
    if (commands.length > 1) {
      this.room.takeAlone(rest.length);
      this.room.putBack(rest);
    } else {
      for (const waiting of rest) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
    }
  }

  /** Those of the commands that may be decided once more; one that was tried too often is let go. */
  private again(commands: readonly Waiting<State, Fact>[]): Waiting<State, Fact>[] {
    for (const waiting of commands) {
      waiting.attempts += 1;
      if (waiting.attempts >= MAX_ATTEMPTS) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
    }
    return commands.filter(({ isSettled }) => !isSettled);
  }

  /** The cut is durable: published first, answered then. A consumer that fails takes nothing back. */
  private done(cut: Cut<State, Fact>): void {
    const from = this.head.seq;
    this.head = cut.head;
    this.isDirty = false;
    this.refusals.forget();
    this.refusalsWrittenAtMs = this.deps.clock.nowMs();
    if (cut.facts.length > 0) {
      try {
        this.deps.onCommitted({ from, head: cut.head, state: this.state, gatherer: cut.gatherer });
      } catch (error) {
        this.deps.onFault(error, 'publish');
      }
    }
    this.answer(cut);
  }

  private answer(cut: Cut<State, Fact>): void {
    const nowMs = this.deps.clock.nowMs();
    for (const { waiting, untilMs } of cut.parked) this.park(waiting, untilMs);
    for (const { waiting, outcome } of cut.answers) {
      if (waiting.key) {
        const { id, payloadHash } = waiting.key;
        if (outcome.kind === 'accepted') this.answers.keepAccepted(id, payloadHash, outcome.reply);
        else if (outcome.refusal.code !== 'INTERNAL')
          this.answers.keepRefused(id, payloadHash, outcome, nowMs);
      }
      waiting.settle(outcome);
    }
  }

  /** Keeps a command until a time; it is then decided as received at it (F5). */
  private park(waiting: Waiting<State, Fact>, untilMs: number): void {
    const unpark = this.room.park();
    this.deps.clock.at(untilMs, () => {
      unpark();
      waiting.receivedAtMs = untilMs;
      this.join(waiting);
    });
  }

  private async reload(): Promise<void> {
    const { store, rules } = this.deps;
    const loaded = await this.patiently(() => loadState(store, rules, this.head.logId));
    if (!loaded) throw new Error(`The log ${this.head.logId} is gone.`);
    this.head = loaded.head;
    this.state = loaded.state;
    this.deadlines = new DeadlineQueue(rules.allDeadlines(loaded.state));
    this.isDirty = false;
  }

  /**
   * Asks the store until it answers. Nothing is decided meanwhile, because nobody knows where the log stands; who has
   * waited for 2 s is told UNAVAILABLE, and the key tells the rest later.
   */
  private async patiently<T>(look: () => Promise<T>): Promise<T> {
    const { clock, onFault } = this.deps;
    for (;;) {
      try {
        return await look();
      } catch (error) {
        onFault(error, 'read');
      }
      if (this.isClosed) throw new Error('Closed while the store could not be read.');
      const tooOldMs = clock.nowMs() - PATIENCE_MS;
      const old = this.inCut.filter(({ receivedAtMs }) => receivedAtMs < tooOldMs);
      for (const waiting of [...old, ...this.room.takeOlderThan(tooOldMs)]) {
        waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      }
      await new Promise<void>((resolve) => clock.at(clock.nowMs() + PAUSE_MS, resolve));
    }
  }

  private letRead(): void {
    for (const reader of this.readers.splice(0)) reader();
  }

  /** Stops rather than goes on wrong: nothing more is decided, and what waits is let go. */
  private breakDown(error: unknown): void {
    this.isBroken = true;
    this.deps.onFault(error, 'engine');
    for (const waiting of [...this.inCut, ...this.room.takeOlderThan(Number.POSITIVE_INFINITY)]) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
    }
    this.inCut = [];
  }

  /** Sets one timer for the earliest deadline, or for refusals that wait to be written. */
  private setWake(): void {
    if (this.isClosed || this.isBroken || this.isCutting) return;
    const due = this.deadlines.earliest()?.dueAtMs ?? Number.POSITIVE_INFINITY;
    const atMs = this.refusals.isEmpty ? due : Math.min(due, this.refusalsWrittenAtMs + REFUSALS_EVERY_MS);
    if (this.wake?.atMs === atMs) return;
    this.wake?.cancel();
    this.wake = null;
    if (atMs === Number.POSITIVE_INFINITY) return;
    const cancel = this.deps.clock.at(Math.max(atMs, this.pauseUntilMs), () => {
      this.wake = null;
      this.kick();
    });
    this.wake = { atMs, cancel };
  }
}

/** The first answer of a key, as the store kept it. */
function firstAnswer<Reply>(row: KeyRow): Extract<Outcome<Reply>, { kind: 'accepted' }> {
  return { kind: 'accepted', reply: JSON.parse(row.reply) as Reply, replay: true };
}

/** The answer of a key whose payload is the same; another payload is KEY_REUSED and has no effect (I1). */
async function sameKey<Reply>(
  knownHash: string,
  payloadHash: string | undefined,
  outcome: Outcome<Reply> | Promise<Outcome<Reply>>,
): Promise<Outcome<Reply>> {
  if (knownHash !== payloadHash) return { kind: 'refused', refusal: { code: 'KEY_REUSED' } };
  const known = await outcome;
  return known.kind === 'accepted' ? { ...known, replay: true } : known;
}
