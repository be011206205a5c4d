import type { Refusal } from '../../shared/contract/refusals.ts';
import type { DecideAt, Decision } from '../domain/decision.ts';
import type { Batch, Head, Store } from '../ports/store.ts';
import type { Clock, Ids } from '../ports/world.ts';
import { Answers, answerId, type Outcome } from './answers.ts';
import { type Cut, decideCut, Poisoned, type Waiting } from './cut.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { loadState, saveState } from './load.ts';
import { RefusalCounts } from './refusal-tally.ts';
import type { Gatherer, LogState, Rules } from './rules.ts';

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
  /** Waits this long for company before a cut when there was a cut just before; 0 never waits. */
  gatherMs?: number;
}

const MAX_CUT = 500;
const MAX_QUEUE = 2_000;
const MAX_PARKED = 5_000;
const MAX_WAIT_MS = 1_000;
const MAX_ATTEMPTS = 10;
const RETRY_AFTER_MS = 500;
/** How often, and with what pauses, a commit of unknown outcome is looked up before its commands are let go. */
const SETTLE_PAUSE_MS = 100;
const SETTLE_PATIENCE_MS = 2_000;
const REFUSALS_EVERY_MS = 1_000;

/**
 * A log's life in memory: commands wait, are decided together at the cut, committed in one transaction, published and
 * only then answered. It never trusts itself to be alone: the store's compare-and-set decides (design, The truth).
 */
export class LogEngine<State extends LogState, Fact extends { type: string }> {
  private readonly queue: Waiting<State, Fact>[] = [];
  private readonly readers: (() => void)[] = [];
  private readonly exclusive = new Set<string>();
  private readonly refusals = new RefusalCounts();
  private refusalsWrittenAtMs = 0;
  private parked = 0;
  private isCutting = false;
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
    const ids = key ? submission.ids.map((buyerId) => answerId(buyerId, key.key)) : [];
    for (const id of ids) {
      const running = this.answers.inProgress(id);
      if (running) {
        return sameKey(running.payloadHash, key?.payloadHash, running.promise) as Promise<Outcome<Reply>>;
      }
      const known = this.answers.known(id, this.deps.clock.nowMs());
      if (known) {
        return sameKey(known.payloadHash, key?.payloadHash, known.outcome) as Promise<Outcome<Reply>>;
      }
    }
    const busy = this.whyNotNow(submission.exclusive);
    if (busy) return Promise.resolve({ kind: 'refused', refusal: busy });

    const promise = this.lookUp(submission, ids).then(
      (found) => found ?? this.enqueue(submission, ids[0] ?? null),
    );
    if (ids[0] !== undefined && key) this.answers.begin(ids[0], key.payloadHash, promise);
    return promise;
  }

  /** What became of a key: its outcome, that it is in progress, or nothing known (I3). */
  async statusOf(buyerIds: readonly string[], key: string): Promise<Outcome<unknown> | 'in_progress' | null> {
    for (const buyerId of buyerIds) {
      const id = answerId(buyerId, key);
      if (this.answers.inProgress(id)) return 'in_progress';
      const known = this.answers.known(id, this.deps.clock.nowMs());
      if (known) return known.outcome;
    }
    if (!buyerIds.some((buyerId) => this.answers.mayBeAccepted(answerId(buyerId, key)))) return null;
    const row = await this.deps.store.findKey(this.head.logId, buyerIds, key);
    return row ? { kind: 'accepted', reply: JSON.parse(row.reply), replay: true } : null;
  }

  /** Reads the state when it holds committed facts only: at once, or right after the cut that is on its way. */
  read<T>(reader: (state: Readonly<State>, head: Head) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = () => {
        try {
          resolve(reader(this.state, this.head));
        } catch (error) {
          reject(error);
        }
      };
      if (this.isCutting) this.readers.push(run);
      else run();
    });
  }

  /** True while something ends by itself, or somebody waits: such a log must stay awake. */
  hasDeadlines(): boolean {
    return this.isCutting || this.parked > 0 || this.deadlines.earliest() !== undefined;
  }

  /** Finishes what is queued, writes a snapshot, and takes no more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.wake?.cancel();
    this.wake = null;
    while (this.isCutting) await new Promise<void>((resolve) => this.idle.push(resolve));
    if (!this.isBroken && this.head.seq > 0) {
      await saveState(this.deps.store, this.deps.rules, this.head.logId, this.state);
    }
  }

  private whyNotNow(exclusive: string | undefined): Refusal | null {
    if (this.isClosed || this.isBroken) return { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS };
    const oldest = this.queue[0];
    const waitedMs = oldest ? this.deps.clock.nowMs() - oldest.receivedAtMs : 0;
    const isFull = this.queue.length >= MAX_QUEUE || waitedMs > MAX_WAIT_MS || this.answers.isFull();
    if (isFull || this.parked >= MAX_PARKED) return { code: 'BUSY', retryAfterMs: RETRY_AFTER_MS };
    if (exclusive !== undefined && this.exclusive.has(exclusive))
      return { code: 'BUSY', retryAfterMs: RETRY_AFTER_MS };
    return null;
  }

  private async lookUp<Reply>(
    submission: Submission<Reply, State, Fact>,
    ids: string[],
  ): Promise<Outcome<Reply> | null> {
    const { key } = submission;
    if (!key || !ids.some((id) => this.answers.mayBeAccepted(id))) return null;
    const row = await this.deps.store.findKey(this.head.logId, submission.ids, key.key);
    if (!row) return null;
    const outcome = { kind: 'accepted', reply: JSON.parse(row.reply), replay: true } as const;
    return sameKey(row.payloadHash, key.payloadHash, outcome) as Promise<Outcome<Reply>>;
  }

  private enqueue<Reply>(
    submission: Submission<Reply, State, Fact>,
    id: string | null,
  ): Promise<Outcome<Reply>> {
    const { key, exclusive } = submission;
    return new Promise((resolve) => {
      if (exclusive !== undefined) this.exclusive.add(exclusive);
      const waiting: Waiting<State, Fact> = {
        receivedAtMs: submission.receivedAtMs,
        buyerId: submission.ids[0] ?? null,
        key: key && id !== null ? { id, ...key } : null,
        decide: submission.decide,
        attempts: 0,
        settle: (outcome) => {
          if (exclusive !== undefined) this.exclusive.delete(exclusive);
          resolve(outcome as Outcome<Reply>);
        },
        park: (untilMs) => {
          this.parked += 1;
          this.deps.clock.at(untilMs, () => {
            this.parked -= 1;
            waiting.receivedAtMs = untilMs;
            this.queue.push(waiting);
            this.kick();
          });
        },
      };
      this.queue.push(waiting);
      this.kick();
    });
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
        await this.cutOnce(this.queue.splice(0, MAX_CUT));
        this.quietPoint();
        await new Promise((resolve) => setImmediate(resolve));
      } while (this.queue.length > 0 && !this.isBroken);
    } catch (error) {
      this.breakDown(error);
    }
    this.isCutting = false;
    this.lastCutEndedAtMs = this.deps.clock.nowMs();
    this.quietPoint();
    this.setWake();
    for (const resolve of this.idle.splice(0)) resolve();
    if (this.queue.length > 0 && !this.isBroken) this.kick();
  }

  private async cutOnce(commands: Waiting<State, Fact>[]): Promise<void> {
    const oldest = this.queue[0];
    const sweepToMs = oldest ? oldest.receivedAtMs - 1 : this.deps.clock.nowMs();
    const { rules, ids } = this.deps;
    const { state, head, deadlines } = this;
    let cut: Cut<State, Fact>;
    try {
      cut = decideCut({ rules, state, head, deadlines, ids }, commands, sweepToMs, (error) =>
        this.deps.onFault(error, 'decide'),
      );
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      await this.withoutPoison(commands, error);
      return;
    }
    await this.commit(cut, commands);
  }

  /** C27: the state is read again, the command to blame is answered INTERNAL, the others are decided again. */
  private async withoutPoison(commands: Waiting<State, Fact>[], poisoned: Poisoned): Promise<void> {
    this.deps.onFault(poisoned.cause, 'apply');
    await this.reload();
    if (poisoned.waiting === null) throw poisoned;
    for (const waiting of commands) {
      if (waiting === poisoned.waiting) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
      else this.again(waiting);
    }
  }

  private async commit(cut: Cut<State, Fact>, commands: Waiting<State, Fact>[]): Promise<void> {
    const nowMs = this.deps.clock.nowMs();
    const writesRefusals = !this.refusals.isEmpty && nowMs - this.refusalsWrittenAtMs >= REFUSALS_EVERY_MS;
    if (cut.facts.length === 0 && cut.keys.length === 0 && !writesRefusals) {
      for (const refusal of cut.refused) this.refusals.note(refusal);
      this.answer(cut);
      return;
    }
    const refusals = this.refusals.with(cut.refused);
    const batch: Batch = {
      logId: this.head.logId,
      history: this.head.history,
      from: this.head.seq,
      to: cut.head.seq,
      atMs: cut.head.atMs,
      hash: cut.head.hash,
      facts: cut.facts,
      keys: cut.keys,
      refusals,
      rows: cut.gatherer.rows(this.state),
    };
    const outcome = await this.deps.store.append(batch);
    if (outcome.kind === 'committed') {
      this.done(cut);
      return;
    }
    if (outcome.kind === 'unknown') {
      await this.settleUnknown(cut, commands);
      return;
    }
    await this.reload();
    if (outcome.kind === 'conflict') {
      for (const waiting of commands) this.again(waiting);
      return;
    }
    this.deps.onFault(new Error(outcome.message), `append: ${outcome.reason}`);
    this.pauseUntilMs = nowMs + RETRY_AFTER_MS;
    const isFatal = outcome.reason === 'fatal' || (outcome.reason === 'constraint' && commands.length === 0);
    if (isFatal) throw new Error(outcome.message);
    if (outcome.reason === 'constraint' && commands.length > 1) {
      for (const waiting of commands) await this.cutOnce([waiting]);
      return;
    }
    const refusal: Refusal =
      outcome.reason === 'constraint'
        ? { code: 'INTERNAL' }
        : { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS };
    for (const waiting of commands) waiting.settle({ kind: 'refused', refusal });
  }

  /**
   * The link broke after COMMIT: the batch is committed iff the fact at `to` stands in the store with our hash. While
   * the store can't be asked, nobody is answered; after 2 s the commands are told UNAVAILABLE and their keys tell the
   * rest later. The batch itself is never sent again.
   */
  private async settleUnknown(cut: Cut<State, Fact>, commands: Waiting<State, Fact>[]): Promise<void> {
    const since = this.deps.clock.nowMs();
    let isAnswered = false;
    for (;;) {
      try {
        const fact = await this.deps.store.factAt(this.head.logId, cut.head.seq);
        if (fact && fact.hash === cut.head.hash) {
          this.done(cut);
          return;
        }
        await this.reload();
        if (!isAnswered) for (const waiting of commands) await this.answerOrAgain(waiting);
        return;
      } catch (error) {
        this.deps.onFault(error, 'settle');
      }
      if (!isAnswered && this.deps.clock.nowMs() - since > SETTLE_PATIENCE_MS) {
        isAnswered = true;
        const refusal: Refusal = { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS };
        for (const waiting of [...commands, ...this.queue.splice(0)])
          waiting.settle({ kind: 'refused', refusal });
      }
      if (this.isClosed) throw new Error('Closed while a commit was of unknown outcome.');
      await new Promise((resolve) => setTimeout(resolve, SETTLE_PAUSE_MS));
    }
  }

  /** A command whose key stands in the log by now is answered from it; the others are decided again. */
  private async answerOrAgain(waiting: Waiting<State, Fact>): Promise<void> {
    const { key, buyerId } = waiting;
    const row =
      key && buyerId !== null ? await this.deps.store.findKey(this.head.logId, [buyerId], key.key) : null;
    if (!row) this.again(waiting);
    else waiting.settle({ kind: 'accepted', reply: JSON.parse(row.reply), replay: false });
  }

  private again(waiting: Waiting<State, Fact>): void {
    waiting.attempts += 1;
    if (waiting.attempts < MAX_ATTEMPTS) {
      this.queue.push(waiting);
      return;
    }
    waiting.settle({ kind: 'refused', refusal: { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS } });
  }

  private done(cut: Cut<State, Fact>): void {
    const from = this.head.seq;
    this.head = cut.head;
    this.refusals.forget();
    this.refusalsWrittenAtMs = this.deps.clock.nowMs();
    if (cut.facts.length > 0) {
      this.deps.onCommitted({ from, head: cut.head, state: this.state, gatherer: cut.gatherer });
    }
    this.answer(cut);
  }

  private answer(cut: Cut<State, Fact>): void {
    const nowMs = this.deps.clock.nowMs();
    for (const { waiting, untilMs } of cut.parked) waiting.park(untilMs);
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

  private async reload(): Promise<void> {
    const loaded = await loadState(this.deps.store, this.deps.rules, this.head.logId);
    if (!loaded) throw new Error(`The log ${this.head.logId} is gone.`);
    this.head = loaded.head;
    this.state = loaded.state;
    this.deadlines = new DeadlineQueue(this.deps.rules.allDeadlines(loaded.state));
  }

  private quietPoint(): void {
    for (const reader of this.readers.splice(0)) reader();
  }

  private breakDown(error: unknown): void {
    this.isBroken = true;
    this.deps.onFault(error, 'engine');
    const refusal: Refusal = { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS };
    for (const waiting of this.queue.splice(0)) waiting.settle({ kind: 'refused', refusal });
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
