import type { Refusal } from '../../shared/contract/refusals.ts';
import type { AppendOutcome, Batch } from '../ports/store.ts';
import type { Answers, Outcome } from './answers.ts';
import { type Cut, Poisoned, type Waiting } from './cut.ts';
import type { CutterDeps } from './cutter-deps.ts';
import type { LogCopy } from './log-copy.ts';
import { RefusalCounts } from './refusal-tally.ts';
import type { LogState } from './rules.ts';
import type { Standing } from './standing.ts';
import { PATIENCE_MS, Upkeep } from './upkeep.ts';
import type { WaitingRoom } from './waiting-room.ts';

const MAX_ATTEMPTS = 10;
const RETRY_AFTER_MS = 500;
/** How often it is seen to, during a cut, that nobody waits too long for a store that does not answer. */
const WATCH_MS = 250;
const REFUSALS_EVERY_MS = 1_000;
/** A store that took longer to say that a cut is durable leaves others the time to accept what the cut refused. */
const PROMPT_MS = 25;
/** So many that wait are company enough for each other. */
const COMPANY = 100;
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
  private readonly upkeep: Upkeep<State, Fact>;
  isCutting = false;
  /** The last commit found no room on the disk (C25). */
  isStorageFull = false;

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
    this.upkeep = new Upkeep(deps, copy, answers, standing, {
      isOver: () => this.isClosed,
      letGo: (tooOldMs) => this.letGo(tooOldMs),
    });
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
    if (this.deps.clock.nowMs() - this.upkeep.followedAtMs >= FOLLOW_APART_MS) this.kick();
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
    const stopWatch = this.watchWaiting();
    try {
      do {
        await this.upkeep.readOn();
        this.inCut = this.room.take().filter((waiting) => !this.isAnswered(waiting));
        await this.upkeep.answerKnown(this.inCut);
        await this.cutOnce(this.inCut.filter(({ isSettled }) => !isSettled));
        this.inCut = [];
        this.copy.letRead();
        await this.company();
      } while (this.room.length > 0);
    } catch (error) {
      this.breakDown(error);
    }
    stopWatch();
    this.isCutting = false;
    this.lastCutEndedAtMs = this.deps.clock.nowMs();
    this.copy.letRead();
    this.setWake();
    for (const resolve of this.idle.splice(0)) resolve();
    if (this.room.length > 0) this.kick();
  }

  /** Lets the answers out, and the next cut fill up: a commit costs the same for one command as for a dozen. */
  private company(): Promise<void> {
    const { clock, gatherMs = 0 } = this.deps;
    const isWorthIt = gatherMs > 0 && this.room.length > 0 && this.room.length < COMPANY;
    return new Promise((resolve) => {
      if (isWorthIt) clock.at(clock.nowMs() + gatherMs, resolve);
      else clock.soon(resolve);
    });
  }

  /** Lets those go who have waited for 2 s, whatever the cut waits for. @returns how to stop */
  private watchWaiting(): () => void {
    const { clock } = this.deps;
    let callOff = () => {};
    const look = () => {
      callOff = clock.at(clock.nowMs() + WATCH_MS, () => {
        this.letGo(clock.nowMs() - PATIENCE_MS);
        look();
      });
    };
    look();
    return () => callOff();
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
    const { clock, onFault } = this.deps;
    const next = this.room.first();
    const nowMs = clock.nowMs();
    const sweepToMs = next ? next.receivedAtMs - 1 : nowMs - this.standing.graceMs(nowMs);
    let cut: Cut<State, Fact>;
    try {
      cut = this.copy.decide(commands, sweepToMs, (error) => onFault(error, 'decide'));
    } catch (error) {
      this.deps.store.dropAhead?.();
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
    await this.upkeep.reload();
    for (const waiting of commands) {
      if (waiting === poisoned.waiting) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
    }
    this.room.putBack(this.again(commands));
  }

  private async commit(cut: Cut<State, Fact>, commands: readonly Waiting<State, Fact>[]): Promise<void> {
    const isDue = this.isClosed || this.deps.clock.nowMs() - this.refusalsWrittenAtMs >= REFUSALS_EVERY_MS;
    const writesRefusals = !this.refusals.isEmpty && isDue;
    const changesNothing = cut.facts.length === 0 && cut.keys.length === 0;
    if (changesNothing && cut.answers.length > 0 && (await this.upkeep.isOvertaken())) {
      // What is refused here may be accepted there: it is decided again on what others have written (I2).
      this.copy.take(cut);
      for (const { waiting, untilMs } of cut.parked) this.park(waiting, untilMs);
      this.room.putBack(this.again(cut.answers.map(({ waiting }) => waiting)));
      return;
    }
    if (changesNothing && !writesRefusals) {
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
    const sentAtMs = this.deps.clock.nowMs();
    const outcome = await this.append(batch);
    if (outcome.kind === 'committed' || (outcome.kind === 'unknown' && (await this.upkeep.isThere(batch)))) {
      this.isStorageFull = false;
      this.standing.committed(batch.owner);
      cut.head = { ...cut.head, owner: batch.owner };
      this.upkeep.noteCommitted(batch);
      this.publish(cut);
      const isLate = this.deps.clock.nowMs() - sentAtMs > PROMPT_MS;
      if (isLate && cut.answers.some(isRefused)) await this.holdBackRefused(cut);
      this.answer(cut);
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
   * Something else stands in the log than what was decided: reads it, and answers the keys that are in it by now.
   * @returns the commands to be decided again, in their order
   */
  private async catchUp(commands: readonly Waiting<State, Fact>[]): Promise<Waiting<State, Fact>[]> {
    await this.upkeep.reload();
    for (const waiting of commands) await this.upkeep.answerFromStore(waiting);
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
    this.isStorageFull = reason === 'full';
    this.deps.onFault(error, `append: ${reason}`);
    this.pauseUntilMs = this.deps.clock.nowMs() + RETRY_AFTER_MS;
    if (reason !== 'constraint') {
      await this.upkeep.reload();
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
  private publish(cut: Cut<State, Fact>): void {
    const from = this.copy.head.seq;
    this.copy.take(cut);
    this.refusals.forget();
    this.refusalsWrittenAtMs = this.deps.clock.nowMs();
    const { head, gatherer } = cut;
    if (cut.facts.length > 0) this.upkeep.tell({ from, head, state: this.copy.state, gatherer, isOwn: true });
  }

  /**
   * A cut has been durable for a while: another node may have accepted by now what it refused. If others have written
   * since, that is decided again (I2).
   */
  private async holdBackRefused(cut: Cut<State, Fact>): Promise<void> {
    if (!(await this.upkeep.isOvertaken())) return;
    const refused = cut.answers.filter(isRefused);
    cut.answers = cut.answers.filter((answer) => !isRefused(answer));
    this.room.putBack(this.again(refused.map(({ waiting }) => waiting)));
  }

  private answer(cut: Cut<State, Fact>): void {
    const nowMs = this.deps.clock.nowMs();
    for (const { waiting, untilMs } of cut.parked) this.park(waiting, untilMs);
    for (const { waiting, outcome, key } of cut.answers) {
      if (waiting.key) {
        const { id, payloadHash } = waiting.key;
        if (key) this.answers.keepAccepted(id, key);
        else if (outcome.kind === 'refused' && !isNoAnswer(outcome.refusal)) {
          this.answers.keepRefused(id, payloadHash, outcome, nowMs);
        }
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

  /** Who has waited since before a time is told UNAVAILABLE; the key tells the rest later. */
  private letGo(tooOldMs: number): void {
    const old = this.inCut.filter(({ receivedAtMs }) => receivedAtMs < tooOldMs);
    for (const waiting of [...old, ...this.room.takeOlderThan(tooOldMs)]) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
    }
  }

  /** Stops rather than goes on wrong: nothing more is decided, and what waits is let go. */
  private breakDown(error: unknown): void {
    this.isBroken = true;
    this.copy.breakDown();
    this.deps.onFault(error, 'engine');
    this.letGo(Number.POSITIVE_INFINITY);
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
    const followedAtMs = isBehind ? this.upkeep.followedAtMs + FOLLOW_APART_MS : Number.POSITIVE_INFINITY;
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

function isRefused({ outcome }: { outcome: Outcome<unknown> }): boolean {
  return outcome.kind === 'refused';
}

/** The same key may be decided anew: nothing was decided about what it asks. */
function isNoAnswer({ code }: Refusal): boolean {
  return code === 'INTERNAL' || code === 'UNAVAILABLE';
}
