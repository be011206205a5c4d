import type { CommandQueue } from '../admission/command-queue.ts';
import { DrawRoom } from '../admission/draw-room.ts';
import { type IdempotencyCache, UNAVAILABLE } from '../admission/idempotency-cache.ts';
import type { Draw } from '../decision.ts';
import type { LogState } from '../log-type.ts';
import { CatchUp, PATIENCE_MS } from '../replica/catch-up.ts';
import type { Ownership } from '../replica/ownership.ts';
import type { Replica } from '../replica/replica.ts';
import type { BatcherDeps } from './batcher-deps.ts';
import { CommitLoopState } from './commit-loop-state.ts';
import { Committer } from './committer.ts';
import { type DecidedBatch, PoisonCommandError, type QueuedCommand } from './decide-batch.ts';

/** How often it is seen to, during a batch, that nobody waits too long for a store that does not answer. */
const WATCH_MS = 250;
/** So many that wait are company enough for each other. */
const COMPANY = 100;
/** A log that others write is read at most this often, so that each reading brings several of their batches. */
const FOLLOW_APART_MS = 25;

/**
 * Group commit: says when a batch is begun, takes what waits into it, has it decided and hands it to be committed. Nothing
 * else happens to the log meanwhile.
 */
export class Batcher<State extends LogState, Fact extends { type: string }> {
  private readonly deps: BatcherDeps<State, Fact>;
  private readonly replica: Replica<State, Fact>;
  private readonly queue: CommandQueue<State, Fact>;
  private readonly idempotency: IdempotencyCache;
  private readonly ownership: Ownership;
  /** The commands of the batch that is on its way. */
  private inBatch: readonly QueuedCommand<State, Fact>[] = [];
  private readonly loop = new CommitLoopState();
  private wake: { atMs: number; cancel: () => void } | null = null;
  private idle: (() => void)[] = [];
  private batchBeganAtMs = 0;
  private readonly catchUp: CatchUp<State, Fact>;
  private readonly committer: Committer<State, Fact>;
  private readonly drawRoom: DrawRoom<State, Fact>;

  constructor(
    deps: BatcherDeps<State, Fact>,
    replica: Replica<State, Fact>,
    queue: CommandQueue<State, Fact>,
    idempotency: IdempotencyCache,
    ownership: Ownership,
  ) {
    this.deps = deps;
    this.replica = replica;
    this.queue = queue;
    this.idempotency = idempotency;
    this.ownership = ownership;
    this.catchUp = new CatchUp(deps, replica, idempotency, ownership, this.loop, (tooOldMs) =>
      this.timeOutWaiters(tooOldMs),
    );
    const lotOf = (draw: Draw) => deps.lotOf(replica.head.logId, draw);
    this.drawRoom = new DrawRoom(deps.clock, replica.time, lotOf, {
      onDue: () => this.drawIsDue(),
      letIn: (drawn) => this.letIn(drawn),
    });
    this.committer = new Committer(
      deps,
      replica,
      queue,
      idempotency,
      ownership,
      this.catchUp,
      this.loop,
      this.drawRoom,
    );
    this.setWake();
  }

  /** A batch is under way, or will be in a moment. */
  get isBatching(): boolean {
    return this.loop.isBatching;
  }

  /** It broke down or was closed: what comes now is not decided. */
  get takesNoMore(): boolean {
    return this.loop.takesNoMore;
  }

  /** How many are in the batch that is on its way. */
  get batchLength(): number {
    return this.inBatch.length;
  }

  /** The last commit found no room on the disk (C25). */
  get isStorageFull(): boolean {
    return this.committer.isStorageFull;
  }

  /** Finishes what is queued, and takes no more. */
  async close(): Promise<void> {
    this.loop.close();
    this.wake?.cancel();
    this.wake = null;
    await this.drained();
    if (!this.committer.tallies.isEmpty) {
      this.kick();
      await this.drained();
    }
    if (this.loop.phase === 'idle') this.loop.to('stopped');
  }

  /** Takes a command into the next batch that has room for it. */
  join(waiting: QueuedCommand<State, Fact>): void {
    if (this.takesNoMore) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    this.queue.push(waiting);
    this.kick();
  }

  /** Commands that are kept for a draw (F7). */
  get keptCount(): number {
    return this.drawRoom.count;
  }

  /** A draw is held between two batches: the one under way may have somebody who takes part. */
  private drawIsDue(): void {
    if (this.takesNoMore && !this.isBatching) this.drawRoom.holdDue(null);
    else this.kick();
  }

  /** Somebody waits, or a draw is to be held. */
  private get hasWork(): boolean {
    return this.queue.length > 0 || this.drawRoom.isDue;
  }

  /** A draw was held: those who took part are decided before all who wait. */
  private letIn(drawn: readonly QueuedCommand<State, Fact>[]): void {
    if (this.takesNoMore) {
      for (const waiting of drawn) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    this.queue.pushDrawn(drawn);
  }

  /** Sees to it that a batch is begun. */
  kick(): void {
    if (this.loop.phase !== 'idle') return;
    this.loop.to('gathering');
    this.onceGathered(() => void this.run());
  }

  /** Others have written: reads on soon. */
  follow(): void {
    if (this.isBatching || this.takesNoMore) return;
    if (this.deps.clock.steadyMs() - this.catchUp.followedAtMs >= FOLLOW_APART_MS) this.kick();
    else this.setWake();
  }

  /** Resolves when the log has been read on as far as was heard of, or the engine stopped. */
  async upToDate(): Promise<void> {
    while (this.ownership.isBehind(this.replica.head) && !this.takesNoMore) {
      this.kick();
      await this.drained();
    }
  }

  private async drained(): Promise<void> {
    while (this.isBatching) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private async run(): Promise<void> {
    const stopWatch = this.watchWaiting();
    try {
      do {
        await this.catchUp.readOn();
        this.loop.to('answeringRepeats');
        this.drawRoom.holdDue(this.nextArrivalMs());
        this.batchBeganAtMs = this.deps.clock.steadyMs();
        this.inBatch = this.queue.take(this.batchBeganAtMs).filter((waiting) => !this.isAnswered(waiting));
        await this.catchUp.answerKnown(this.inBatch);
        await this.decideAndCommit(this.inBatch.filter(({ isSettled }) => !isSettled));
        this.inBatch = [];
        this.replica.letRead();
        await this.company();
      } while (this.hasWork);
      this.loop.to('idle');
    } catch (error) {
      this.breakDown(error);
    }
    stopWatch();
    this.replica.letRead();
    this.setWake();
    for (const resolve of this.idle.splice(0)) resolve();
    if (this.hasWork) this.kick();
  }

  /**
   * Lets the answers out, and the next batch fill up: a commit costs the same for one command as for a dozen. Where more
   * come than can be served it goes on at once: a turn of such a loop takes as long as a batch.
   */
  private async company(): Promise<void> {
    const { clock } = this.deps;
    this.loop.to('gathering');
    if (this.queue.length >= COMPANY && this.queue.turnsAway(clock.steadyMs())) return;
    const isWorthIt = this.queue.length > 0 && this.queue.length < COMPANY;
    await new Promise<void>((resolve) => (isWorthIt ? this.onceGathered(resolve) : clock.soon(resolve)));
  }

  /** Batches begin so far apart at least that each has had its time to fill up: a long commit has been time enough. */
  private onceGathered(goOn: () => void): void {
    const { clock, gatherMs } = this.deps;
    const waitMs = this.batchBeganAtMs + gatherMs - clock.steadyMs();
    if (waitMs > 0) clock.at(clock.nowMs() + waitMs, goOn);
    else clock.soon(goOn);
  }

  /** Lets those go who have waited for 2 s, whatever the batch waits for. @returns how to stop */
  private watchWaiting(): () => void {
    const { clock } = this.deps;
    let callOff = () => {};
    const look = () => {
      callOff = clock.at(clock.nowMs() + WATCH_MS, () => {
        this.timeOutWaiters(clock.steadyMs() - PATIENCE_MS);
        look();
      });
    };
    look();
    return () => callOff();
  }

  /** A key that was let go while its commit was of unknown outcome may have its answer by now. */
  private isAnswered(waiting: QueuedCommand<State, Fact>): boolean {
    const known = waiting.key && this.idempotency.known(waiting.key.id, this.deps.clock.steadyMs());
    if (!known) return waiting.isSettled;
    const { outcome } = known;
    // Not written yet, perhaps: it is decided again.
    if (outcome.kind === 'refused' && waiting.key?.isInDoubt) return waiting.isSettled;
    const isSame = known.payloadHash === waiting.key?.payloadHash;
    waiting.settle(isSame ? outcome : { kind: 'refused', refusal: { code: 'KEY_REUSED' } });
    return true;
  }

  /** When the next that waits arrived, in log time; null: nobody waits. */
  private nextArrivalMs(): number | null {
    const next = this.queue.first();
    return next ? (next.receivedAtMs ?? this.replica.time.arrivalOf(next.readAtMs)) : null;
  }

  private async decideAndCommit(commands: readonly QueuedCommand<State, Fact>[]): Promise<void> {
    const { onFault } = this.deps;
    const nextMs = this.nextArrivalMs();
    const sweepToMs = nextMs === null ? this.replica.time.nowMs() - this.ownership.graceMs() : nextMs - 1;
    let batch: DecidedBatch<State, Fact>;
    this.loop.to('deciding');
    try {
      batch = this.replica.decide(commands, { sweepToMs, drawMs: this.drawRoom.nextMs }, (error) =>
        onFault(error, 'decide'),
      );
    } catch (error) {
      this.deps.store.discardStaged?.();
      if (!(error instanceof PoisonCommandError)) throw error;
      await this.isolatePoison(commands, error);
      return;
    }
    this.queue.putBack(batch.left);
    await this.committer.commit(batch, commands.slice(0, commands.length - batch.left.length));
  }

  /** C27: the state is read again, the command to blame is answered INTERNAL, the others are decided again. */
  private async isolatePoison(
    commands: readonly QueuedCommand<State, Fact>[],
    poisoned: PoisonCommandError,
  ): Promise<void> {
    this.deps.onFault(poisoned.cause, 'apply');
    if (poisoned.waiting === null) throw poisoned;
    await this.catchUp.reload();
    for (const waiting of commands) {
      if (waiting === poisoned.waiting) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
    }
    this.queue.putBack(this.committer.again(commands));
  }

  /** Who has waited since before a steady moment is told UNAVAILABLE; the key tells the rest later. */
  private timeOutWaiters(tooOldMs: number): void {
    const old = this.inBatch.filter(({ readAtMs }) => readAtMs < tooOldMs);
    for (const waiting of [...old, ...this.queue.takeOlderThan(tooOldMs)]) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
    }
  }

  /** Stops rather than goes on wrong: nothing more is decided, and what waits is let go. */
  private breakDown(error: unknown): void {
    this.loop.to('broken');
    this.replica.breakDown();
    this.deps.onFault(error, 'engine');
    this.timeOutWaiters(Number.POSITIVE_INFINITY);
    this.drawRoom.holdDue(null);
    this.inBatch = [];
  }

  /** Sets one timer for the earliest deadline, or for refusals that wait to be written: in steady ms, as all of it waits. */
  private setWake(): void {
    if (this.takesNoMore || this.isBatching) return;
    const { clock } = this.deps;
    const due = this.replica.deadlines.earliest()?.dueAtMs ?? Number.POSITIVE_INFINITY;
    const sweptAtMs = this.replica.time.steadyAt(due) + this.ownership.graceMs();
    const isBehind = this.ownership.isBehind(this.replica.head);
    const followedAtMs = isBehind ? this.catchUp.followedAtMs + FOLLOW_APART_MS : Number.POSITIVE_INFINITY;
    const atMs = Math.min(sweptAtMs, this.committer.tallies.dueAtMs, followedAtMs);
    if (this.wake?.atMs === atMs) return;
    this.wake?.cancel();
    this.wake = null;
    if (atMs === Number.POSITIVE_INFINITY) return;
    const waitMs = Math.max(atMs, this.committer.pausedUntilMs) - clock.steadyMs();
    const cancel = clock.at(clock.nowMs() + waitMs, () => {
      this.wake = null;
      this.kick();
    });
    this.wake = { atMs, cancel };
  }
}
