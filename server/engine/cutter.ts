import type { Refusal } from '../../shared/contract/refusals.ts';
import type { AppendOutcome, Batch, Head, Store } from '../ports/store.ts';
import type { Clock, Ids } from '../ports/world.ts';
import { type Answers, answerId, firstAnswer, sameKey } from './answers.ts';
import type { Committed } from './committed.ts';
import { type Cut, Poisoned, type Waiting } from './cut.ts';
import type { LogCopy } from './log-copy.ts';
import { RefusalCounts } from './refusal-tally.ts';
import type { LogState } from './rules.ts';
import type { Standing } from './standing.ts';
import type { WaitingRoom } from './waiting-room.ts';

export interface CutterDeps<State extends LogState, Fact extends { type: string }> {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Told of all that is committed, own cuts and others', in order; of own ones before their commands are answered. */
  onCommitted(committed: Committed<State, Fact>): void;
  /** Facts that were known are gone (C24): told once the log has another history, with the state as it was known. */
  onTailLost?(known: { head: Head; state: Readonly<State> }, head: Head): void;
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
/** A log that others write is read at most this often, so that each reading brings several of their cuts. */
const FOLLOW_APART_MS = 25;
export const UNAVAILABLE = { code: 'UNAVAILABLE', retryAfterMs: RETRY_AFTER_MS } as const satisfies Refusal;

/**
 * The heart of an engine: takes what waits, has it decided, commits it in one transaction, publishes it, and only then
 * answers. Whatever the store says, each command gets the answer that the log gives.
 */
export class Cutter<State extends LogState, Fact extends { type: string }> {
  private readonly deps: CutterDeps<State, Fact>;
  private readonly copy: LogCopy<State, Fact>;
  private readonly room: WaitingRoom<State, Fact>;
  private readonly answers: Answers;
  private readonly standing: Standing;
  private readonly refusals = new RefusalCounts();
  private refusalsWrittenAtMs = 0;
  /** The commands of the cut that is on its way. */
  private inCut: readonly Waiting<State, Fact>[] = [];
  private isBroken = false;
  private isClosed = false;
  private wake: { atMs: number; cancel: () => void } | null = null;
  private idle: (() => void)[] = [];
  private lastCutEndedAtMs = 0;
  /** After a failed commit deadlines are not tried again at once: a full disk takes its time. */
  private pauseUntilMs = 0;
  private followedAtMs = 0;
  /** Keys whose answers came up to here are in the index. */
  private keysKnownTo: number;
  isCutting = false;

  constructor(
    deps: CutterDeps<State, Fact>,
    copy: LogCopy<State, Fact>,
    room: WaitingRoom<State, Fact>,
    answers: Answers,
    standing: Standing,
  ) {
    this.deps = deps;
    this.copy = copy;
    this.room = room;
    this.answers = answers;
    this.standing = standing;
    this.keysKnownTo = copy.head.seq;
    this.setWake();
  }

  /** It broke down or was closed: what comes now is not decided. */
  get isStopped(): boolean {
    return this.isClosed || this.isBroken;
  }

  /** Finishes what is queued, and takes no more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.wake?.cancel();
    this.wake = null;
    await this.drained();
    if (this.refusals.isEmpty) return;
    this.kick();
    await this.drained();
  }

  /** Takes a command into the next cut that has room for it. */
  join(waiting: Waiting<State, Fact>): void {
    if (this.isClosed || this.isBroken) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    this.room.push(waiting);
    this.kick();
  }

  /** Sees to it that a cut comes. */
  kick(): void {
    if (this.isCutting || this.isBroken) return;
    this.isCutting = true;
    const gatherMs = this.deps.gatherMs ?? 0;
    const hadCompany = this.deps.clock.nowMs() - this.lastCutEndedAtMs < 2 * gatherMs;
    const { clock } = this.deps;
    if (gatherMs > 0 && hadCompany) clock.at(clock.nowMs() + gatherMs, () => this.run());
    else clock.soon(() => this.run());
  }

  /** Others have written: reads on soon. */
  follow(): void {
    if (this.isCutting || this.isStopped) return;
    if (this.deps.clock.nowMs() - this.followedAtMs >= FOLLOW_APART_MS) this.kick();
    else this.setWake();
  }

  /** Resolves when the log has been read on as far as was heard of, or the engine stopped. */
  async upToDate(): Promise<void> {
    while (this.standing.isBehind(this.copy.head) && !this.isStopped) {
      this.kick();
      await this.drained();
    }
  }

  private async drained(): Promise<void> {
    while (this.isCutting) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async run(): Promise<void> {
    try {
      do {
        await this.readOn();
        this.inCut = this.room.take().filter((waiting) => !this.isAnswered(waiting));
        if (this.standing.isShared) await this.answerKnown(this.inCut);
        await this.cutOnce(this.inCut.filter(({ isSettled }) => !isSettled));
        this.inCut = [];
        this.copy.letRead();
        await new Promise<void>((resolve) => this.deps.clock.soon(resolve));
      } while (this.room.length > 0);
    } catch (error) {
      this.breakDown(error);
    }
    this.isCutting = false;
    this.lastCutEndedAtMs = this.deps.clock.nowMs();
    this.copy.letRead();
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

  /** Reads what others have written, if they may have: always before deciding for a log that is not this process's. */
  private async readOn(): Promise<void> {
    const { standing, copy, deps } = this;
    if (!standing.isBehind(copy.head) && standing.owns(deps.clock.nowMs())) return;
    for (;;) {
      const followed = await this.patiently(() => copy.follow());
      this.followedAtMs = deps.clock.nowMs();
      if (followed.kind === 'moved') {
        this.tell(followed.committed);
        this.copy.letRead();
        if (followed.committed.head.seq < followed.head.seq) continue;
      } else if (followed.kind !== 'current') {
        await this.startOver(followed);
      }
      standing.caughtUp(followed.head);
      return;
    }
  }

  /** What was known of the log does not hold: it is read anew, and everything shown of it as well. */
  private async startOver(found: { kind: 'replaced' | 'tail_lost'; head: Head }): Promise<void> {
    const { deps, copy } = this;
    const known = { head: copy.head, state: copy.state };
    if (found.kind === 'tail_lost') {
      const { logId, history } = found.head;
      await this.patiently(() => deps.store.renewHistory(logId, history, deps.ids.history()));
    }
    await this.reload();
    if (found.kind === 'tail_lost') deps.onTailLost?.(known, this.copy.head);
  }

  /** Keys that other nodes took since the index was made, or last brought up to date. */
  private async answerKnown(commands: readonly Waiting<State, Fact>[]): Promise<void> {
    const { logId, seq } = this.copy.head;
    if (seq > this.keysKnownTo && commands.some(({ key }) => key !== null)) {
      const since = this.keysKnownTo;
      const names = await this.patiently(() => this.deps.store.keysOf(logId, since));
      for (const name of names) this.answers.noteAccepted(name);
      this.keysKnownTo = seq;
    }
    for (const waiting of commands) {
      const { key, ids } = waiting;
      if (key && ids.some((buyerId) => this.answers.mayBeAccepted(answerId(buyerId, key.key)))) {
        await this.answerFromStore(waiting);
      }
    }
  }

  private async answerFromStore(waiting: Waiting<State, Fact>): Promise<void> {
    const { key, ids } = waiting;
    if (!key || waiting.isSettled) return;
    const row = await this.patiently(() => this.deps.store.findKey(this.copy.head.logId, ids, key.key));
    if (!row) return;
    const first = firstAnswer(row);
    if (row.payloadHash === key.payloadHash) {
      this.answers.keepAccepted(key.id, key.payloadHash, first.reply);
    }
    waiting.settle(await sameKey(row.payloadHash, key.payloadHash, first));
  }

  private async cutOnce(commands: readonly Waiting<State, Fact>[]): Promise<void> {
    const { clock, onFault } = this.deps;
    const next = this.room.first();
    const nowMs = clock.nowMs();
    const sweepToMs = next ? next.receivedAtMs - 1 : nowMs - this.standing.graceMs(nowMs);
    let cut: Cut<State, Fact>;
    try {
      cut = this.copy.decide(commands, sweepToMs, (error) => onFault(error, 'decide'));
    } catch (error) {
      if (!(error instanceof Poisoned)) throw error;
      await this.withoutPoison(commands, error);
      return;
    }
    this.room.putBack(cut.left);
    await this.commit(cut, commands.slice(0, commands.length - cut.left.length));
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
      this.copy.take(cut);
      for (const refusal of cut.refused) this.refusals.note(refusal);
      this.answer(cut);
      return;
    }
    const { head, state } = this.copy;
    const batch: Batch = {
      logId: head.logId,
      history: head.history,
      from: head.seq,
      to: cut.head.seq,
      atMs: cut.head.atMs,
      hash: cut.head.hash,
      facts: cut.facts,
      keys: cut.keys,
      refusals: this.refusals.with(cut.refused),
      rows: cut.gatherer.rows(state),
      owner: this.standing.claim(this.deps.clock.nowMs()),
    };
    const outcome = await this.append(batch);
    if (outcome.kind === 'committed' || (outcome.kind === 'unknown' && (await this.isThere(batch)))) {
      this.standing.committed(batch.owner);
      cut.head = { ...cut.head, owner: batch.owner };
      if (this.keysKnownTo === batch.from) this.keysKnownTo = batch.to;
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
    for (const waiting of commands) await this.answerFromStore(waiting);
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
    const from = this.copy.head.seq;
    this.copy.take(cut);
    this.refusals.forget();
    this.refusalsWrittenAtMs = this.deps.clock.nowMs();
    const { head, gatherer } = cut;
    if (cut.facts.length > 0) this.tell({ from, head, state: this.copy.state, gatherer, isOwn: true });
    this.answer(cut);
  }

  private tell(committed: Committed<State, Fact>): void {
    try {
      this.deps.onCommitted(committed);
    } catch (error) {
      this.deps.onFault(error, 'publish');
    }
  }

  private answer(cut: Cut<State, Fact>): void {
    const nowMs = this.deps.clock.nowMs();
    for (const { waiting, untilMs } of cut.parked) this.park(waiting, untilMs);
    for (const { waiting, outcome } of cut.answers) {
      if (waiting.key) {
        const { id, payloadHash } = waiting.key;
        if (outcome.kind === 'accepted') this.answers.keepAccepted(id, payloadHash, outcome.reply);
        else if (!isNoAnswer(outcome.refusal)) this.answers.keepRefused(id, payloadHash, outcome, nowMs);
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

  /** Reads the log anew. What others wrote meanwhile can't be named any more, so everything shown is read again. */
  private async reload(): Promise<void> {
    const { seq: from, history } = this.copy.head;
    await this.patiently(() => this.copy.reload());
    const { head, state } = this.copy;
    this.standing.caughtUp(head);
    this.keysKnownTo = Math.min(this.keysKnownTo, head.history === history ? head.seq : 0);
    if (head.seq === from && head.history === history) return;
    this.tell({ from, head, state, gatherer: null, isOwn: false });
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

  /** Stops rather than goes on wrong: nothing more is decided, and what waits is let go. */
  private breakDown(error: unknown): void {
    this.isBroken = true;
    this.copy.breakDown();
    this.deps.onFault(error, 'engine');
    for (const waiting of [...this.inCut, ...this.room.takeOlderThan(Number.POSITIVE_INFINITY)]) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
    }
    this.inCut = [];
  }

  /** Sets one timer for the earliest deadline, or for refusals that wait to be written. */
  private setWake(): void {
    if (this.isClosed || this.isBroken || this.isCutting) return;
    const due = this.copy.deadlines.earliest()?.dueAtMs ?? Number.POSITIVE_INFINITY;
    const sweptAtMs = due + this.standing.graceMs(this.deps.clock.nowMs());
    const writtenAtMs = this.refusals.isEmpty
      ? Number.POSITIVE_INFINITY
      : this.refusalsWrittenAtMs + REFUSALS_EVERY_MS;
    const isBehind = this.standing.isBehind(this.copy.head);
    const followedAtMs = isBehind ? this.followedAtMs + FOLLOW_APART_MS : Number.POSITIVE_INFINITY;
    const atMs = Math.min(sweptAtMs, writtenAtMs, followedAtMs);
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

/** The same key may be decided anew: nothing was decided about what it asks. */
function isNoAnswer({ code }: Refusal): boolean {
  return code === 'INTERNAL' || code === 'UNAVAILABLE';
}
