import type { WaitingRoom } from '../admission/command-queue.ts';
import { type Answers, UNAVAILABLE } from '../admission/idempotency-cache.ts';
import type { LogState } from '../log-type.ts';
import { PATIENCE_MS, Upkeep } from '../replica/catch-up.ts';
import type { Standing } from '../replica/ownership.ts';
import type { LogCopy } from '../replica/replica.ts';
import type { CutterDeps } from './batcher-deps.ts';
import { Committer } from './committer.ts';
import { type Cut, Poisoned, type Waiting } from './open-batch.ts';

/** How often it is seen to, during a cut, that nobody waits too long for a store that does not answer. */
const WATCH_MS = 250;
/** So many that wait are company enough for each other. */
const COMPANY = 100;
/** A log that others write is read at most this often, so that each reading brings several of their cuts. */
const FOLLOW_APART_MS = 25;

/**
 * The heart of an engine: says when there is a cut, takes what waits into it, has it decided and hands it to be committed;
 * nothing else happens to the log meanwhile.
 */
export class Cutter<State extends LogState, Fact extends { type: string }> {
  private readonly deps: CutterDeps<State, Fact>;
  private readonly copy: LogCopy<State, Fact>;
  private readonly room: WaitingRoom<State, Fact>;
  private readonly answers: Answers;
  private readonly standing: Standing;
  /** The commands of the cut that is on its way. */
  private inCut: readonly Waiting<State, Fact>[] = [];
  private isBroken = false;
  private isClosed = false;
  private wake: { atMs: number; cancel: () => void } | null = null;
  private idle: (() => void)[] = [];
  private cutBeganAtMs = 0;
  private readonly upkeep: Upkeep<State, Fact>;
  private readonly committer: Committer<State, Fact>;
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
    this.upkeep = new Upkeep(deps, copy, answers, standing, {
      isOver: () => this.isClosed,
      letGo: (tooOldMs) => this.letGo(tooOldMs),
    });
    this.committer = new Committer(deps, copy, room, answers, standing, this.upkeep, {
      isOver: () => this.isClosed,
      join: (waiting) => this.join(waiting),
    });
    this.setWake();
  }

  /** It broke down or was closed: what comes now is not decided. */
  get isStopped(): boolean {
    return this.isClosed || this.isBroken;
  }

  /** How many are in the cut that is on its way. */
  get cutLength(): number {
    return this.inCut.length;
  }

  /** The last commit found no room on the disk (C25). */
  get isStorageFull(): boolean {
    return this.committer.isStorageFull;
  }

  /** Finishes what is queued, and takes no more. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.wake?.cancel();
    this.wake = null;
    await this.drained();
    if (this.committer.refusals.isEmpty) return;
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
    this.onceGathered(() => void this.run());
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
        this.cutBeganAtMs = this.deps.clock.nowMs();
        this.inCut = this.room.take(this.cutBeganAtMs).filter((waiting) => !this.isAnswered(waiting));
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
    this.copy.letRead();
    this.setWake();
    for (const resolve of this.idle.splice(0)) resolve();
    if (this.room.length > 0) this.kick();
  }

  /**
   * Lets the answers out, and the next cut fill up: a commit costs the same for one command as for a dozen. Where more
   * come than can be served it goes on at once: a turn of such a loop takes as long as a cut.
   */
  private async company(): Promise<void> {
    const { clock } = this.deps;
    if (this.room.length >= COMPANY && this.room.turnsAway(clock.nowMs())) return;
    const isWorthIt = this.room.length > 0 && this.room.length < COMPANY;
    await new Promise<void>((resolve) => (isWorthIt ? this.onceGathered(resolve) : clock.soon(resolve)));
  }

  /** Cuts begin so far apart at least that each has had its time to fill up: a long commit has been time enough. */
  private onceGathered(goOn: () => void): void {
    const { clock, gatherMs = 0 } = this.deps;
    const nowMs = clock.nowMs();
    // By a clock that was set back nobody waits for longer.
    const gatheredAtMs = Math.min(this.cutBeganAtMs, nowMs) + gatherMs;
    if (gatheredAtMs > nowMs) clock.at(gatheredAtMs, goOn);
    else clock.soon(goOn);
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
    // Not written yet, perhaps: it is decided again.
    if (outcome.kind === 'refused' && waiting.key?.isInDoubt) return waiting.isSettled;
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
    await this.committer.commit(cut, commands.slice(0, commands.length - cut.left.length));
  }

  /** C27: the state is read again, the command to blame is answered INTERNAL, the others are decided again. */
  private async withoutPoison(commands: readonly Waiting<State, Fact>[], poisoned: Poisoned): Promise<void> {
    this.deps.onFault(poisoned.cause, 'apply');
    if (poisoned.waiting === null) throw poisoned;
    await this.upkeep.reload();
    for (const waiting of commands) {
      if (waiting === poisoned.waiting) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
    }
    this.room.putBack(this.committer.again(commands));
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
    const isBehind = this.standing.isBehind(this.copy.head);
    const followedAtMs = isBehind ? this.upkeep.followedAtMs + FOLLOW_APART_MS : Number.POSITIVE_INFINITY;
    const atMs = Math.min(sweptAtMs, this.committer.refusals.dueAtMs, followedAtMs);
    if (this.wake?.atMs === atMs) return;
    this.wake?.cancel();
    this.wake = null;
    if (atMs === Number.POSITIVE_INFINITY) return;
    const cancel = this.deps.clock.at(Math.max(atMs, this.committer.pausedUntilMs), () => {
      this.wake = null;
      this.kick();
    });
    this.wake = { atMs, cancel };
  }
}
