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

/** Time in ms between two checks for timed-out commands during a batch. */
const WATCH_MS = 250;
/** Waiting commands with which a batch begins without delay. */
const COMPANY = 100;
/** Shortest time between two reads of a log that others write, in ms, so that each read brings several batches. */
const FOLLOW_APART_MS = 25;

/**
 * Group commit: begins a batch, takes the waiting commands into it, has them decided and passes it to the committer.
 * One batch at a time changes the log.
 */
export class Batcher<State extends LogState, Fact extends { type: string }> {
  private readonly deps: BatcherDeps<State, Fact>;
  private readonly replica: Replica<State, Fact>;
  private readonly queue: CommandQueue<State, Fact>;
  private readonly idempotency: IdempotencyCache;
  private readonly ownership: Ownership;
  /** The commands of the batch in progress. */
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
      mayCome: (readByMs) => queue.hasReadBy(readByMs),
      onDue: () => this.kick(),
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
    this.watchDraws();
    this.setWake();
  }

  /** True while a batch is in progress or about to begin. */
  get isBatching(): boolean {
    return this.loop.isBatching;
  }

  /** True after a close or a fault: further commands are not decided. */
  get takesNoMore(): boolean {
    return this.loop.takesNoMore;
  }

  /** The number of commands in the batch in progress. */
  get batchLength(): number {
    return this.inBatch.length;
  }

  /** Whether the last commit found the disk full (C25). */
  get isStorageFull(): boolean {
    return this.committer.isStorageFull;
  }

  /** Finishes the queue and takes no more. */
  async close(): Promise<void> {
    this.loop.close();
    this.wake?.cancel();
    this.wake = null;
    await this.drained();
    this.drawRoom.close();
    if (!this.committer.tallies.isEmpty) {
      this.kick();
      await this.drained();
    }
    if (this.loop.phase === 'idle') this.loop.to('stopped');
  }

  /** Queues a command for the next batch with room. */
  join(waiting: QueuedCommand<State, Fact>): void {
    if (this.takesNoMore) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    this.queue.push(waiting);
    this.kick();
  }

  /** The number of commands kept for a draw (F7). */
  get keptCount(): number {
    return this.drawRoom.count;
  }

  /** True while commands wait, or a draw is due. */
  private get hasWork(): boolean {
    return this.queue.length > 0 || this.drawRoom.isDue;
  }

  private watchDraws(): void {
    for (const endsAtMs of this.deps.rules.drawEndsOf?.(this.replica.state) ?? [])
      this.drawRoom.watch(endsAtMs);
  }

  /** Queues a draw's participants ahead of all waiting commands. */
  private letIn(drawn: readonly QueuedCommand<State, Fact>[]): void {
    if (this.takesNoMore) {
      for (const waiting of drawn) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    this.queue.pushDrawn(drawn);
  }

  /** Begins a batch unless one is in progress. */
  kick(): void {
    if (this.loop.phase !== 'idle') return;
    this.loop.to('gathering');
    this.onceGathered(() => void this.run());
  }

  /** Reads what others have written, soon. */
  follow(): void {
    if (this.isBatching || this.takesNoMore) return;
    if (this.deps.clock.steadyMs() - this.catchUp.followedAtMs >= FOLLOW_APART_MS) this.kick();
    else this.setWake();
  }

  /** Resolves when the log was read as far as its reported head, or the engine stopped. */
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
        // Held between two batches, since the running one may have a participant.
        this.drawRoom.holdDue();
        this.batchBeganAtMs = this.deps.clock.steadyMs();
        this.inBatch = this.queue.take(this.batchBeganAtMs).filter((waiting) => !this.isAnswered(waiting));
        await this.catchUp.answerKnown(this.inBatch);
        await this.decideAndCommit(this.inBatch.filter(({ isSettled }) => !isSettled));
        this.inBatch = [];
        this.watchDraws();
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
   * Sends the answers and lets the next batch fill, since a commit costs the same for one command as for a dozen. Under
   * overload it goes on directly: a turn of such a loop is as long as a batch.
   */
  private async company(): Promise<void> {
    const { clock } = this.deps;
    this.loop.to('gathering');
    if (this.queue.length >= COMPANY && this.queue.turnsAway(clock.steadyMs())) return;
    const isWorthIt = this.queue.length > 0 && this.queue.length < COMPANY;
    await new Promise<void>((resolve) => (isWorthIt ? this.onceGathered(resolve) : clock.soon(resolve)));
  }

  /**
   * Waits until `gatherMs` after the last batch began, so that the next one can fill; a long commit was time enough.
   */
  private onceGathered(goOn: () => void): void {
    const { clock, gatherMs } = this.deps;
    const waitMs = this.batchBeganAtMs + gatherMs - clock.steadyMs();
    if (waitMs > 0) clock.at(clock.nowMs() + waitMs, goOn);
    else clock.soon(goOn);
  }

  /** Times out commands after 2 s, whatever the batch waits for. @returns how to stop */
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

  /** Whether a command has its answer by now: its key may have timed out during a commit of unknown outcome. */
  private isAnswered(waiting: QueuedCommand<State, Fact>): boolean {
    const known = waiting.key && this.idempotency.known(waiting.key.id, this.deps.clock.steadyMs());
    if (!known) return waiting.isSettled;
    const { outcome } = known;
    // The refusal may be unwritten, so the command is decided again.
    if (outcome.kind === 'refused' && waiting.key?.isInDoubt) return waiting.isSettled;
    const isSame = known.payloadHash === waiting.key?.payloadHash;
    waiting.settle(isSame ? outcome : { kind: 'refused', refusal: { code: 'KEY_REUSED' } });
    return true;
  }

  /** The arrival of the next waiting command, in log time; null: none waits. */
  private nextArrivalMs(): number | null {
    const next = this.queue.first();
    return next ? (next.receivedAtMs ?? this.replica.time.arrivalOf(next.readAtMs)) : null;
  }

  private async decideAndCommit(commands: readonly QueuedCommand<State, Fact>[]): Promise<void> {
    const { onFault } = this.deps;
    const nextMs = this.nextArrivalMs();
    const sweepToMs = nextMs === null ? this.replica.time.nowMs() - this.ownership.graceMs() : nextMs - 1;
    const isDrawOpen = (name: string, endsAtMs: number) => this.drawRoom.isOpen(name, endsAtMs);
    let batch: DecidedBatch<State, Fact>;
    this.loop.to('deciding');
    try {
      batch = this.replica.decide(commands, { sweepToMs, isDrawOpen }, (error) => onFault(error, 'decide'));
    } catch (error) {
      this.deps.store.discardStaged?.();
      if (!(error instanceof PoisonCommandError)) throw error;
      await this.isolatePoison(commands, error);
      return;
    }
    this.queue.putBack(batch.left);
    await this.committer.commit(batch, commands.slice(0, commands.length - batch.left.length));
  }

  /**
   * Isolates a poison command (C27): reads the state again, answers that command INTERNAL, and queues the others again.
   */
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

  /** Answers commands older than a steady time UNAVAILABLE; their keys get the outcome later. */
  private timeOutWaiters(tooOldMs: number): void {
    const old = this.inBatch.filter(({ readAtMs }) => readAtMs < tooOldMs);
    for (const waiting of [...old, ...this.queue.takeOlderThan(tooOldMs)]) {
      waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
    }
  }

  /** Stops after a fault, rather than continue wrong: decides nothing more, and releases the waiting commands. */
  private breakDown(error: unknown): void {
    this.loop.to('broken');
    this.replica.breakDown();
    this.deps.onFault(error, 'engine');
    this.timeOutWaiters(Number.POSITIVE_INFINITY);
    this.drawRoom.close();
    this.inBatch = [];
  }

  /** Sets one timer for the earliest deadline, unwritten tally or delayed read, in steady ms. */
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
