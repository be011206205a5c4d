import { StoreAway } from '../../lib/store-away.ts';
import type { CommandQueue } from '../admission/command-queue.ts';
import type { DrawRoom } from '../admission/draw-room.ts';
import { type IdempotencyCache, RETRY_AFTER_MS, UNAVAILABLE } from '../admission/idempotency-cache.ts';
import { leavesDoubt, type Outcome } from '../decision.ts';
import type { LogState } from '../log-type.ts';
import type { AppendOutcome, Batch, KeyRow } from '../ports/store.ts';
import type { CatchUp } from '../replica/catch-up.ts';
import type { Ownership } from '../replica/ownership.ts';
import type { Replica } from '../replica/replica.ts';
import type { BatcherDeps } from './batcher-deps.ts';
import type { CommitLoopState } from './commit-loop-state.ts';
import type { DecidedBatch, QueuedCommand } from './decide-batch.ts';
import { TallyBuffer } from './tally-buffer.ts';

const MAX_ATTEMPTS = 10;
/** Duration of a prompt commit, in ms. After a slower one another node may have accepted what the batch refused. */
const PROMPT_MS = 25;

/**
 * Commits a decided batch in one transaction, publishes it, and answers it then. Each command gets the answer that the
 * log gives, whatever the store reports.
 */
export class Committer<State extends LogState, Fact extends { type: string }> {
  private readonly deps: BatcherDeps<State, Fact>;
  private readonly replica: Replica<State, Fact>;
  private readonly queue: CommandQueue<State, Fact>;
  private readonly idempotency: IdempotencyCache;
  private readonly ownership: Ownership;
  private readonly catchUp: CatchUp<State, Fact>;
  private readonly loop: CommitLoopState;
  private readonly drawRoom: DrawRoom<State, Fact>;
  readonly tallies: TallyBuffer;
  /** The end of the pause for deadlines after a failed commit, in steady ms: a full disk needs time. */
  pausedUntilMs = 0;
  /** Whether the last commit found the disk full (C25). */
  isStorageFull = false;

  constructor(
    deps: BatcherDeps<State, Fact>,
    replica: Replica<State, Fact>,
    queue: CommandQueue<State, Fact>,
    idempotency: IdempotencyCache,
    ownership: Ownership,
    catchUp: CatchUp<State, Fact>,
    loop: CommitLoopState,
    drawRoom: DrawRoom<State, Fact>,
  ) {
    this.deps = deps;
    this.replica = replica;
    this.queue = queue;
    this.idempotency = idempotency;
    this.ownership = ownership;
    this.catchUp = catchUp;
    this.loop = loop;
    this.drawRoom = drawRoom;
    this.tallies = new TallyBuffer(deps.rules.tally);
  }

  /**
   * Commits a decided batch, or only applies it if nothing changed. Afterwards each command is answered, parked or
   * queued again.
   * @param commands those of the batch, in their order
   */
  async commit(
    decided: DecidedBatch<State, Fact>,
    commands: readonly QueuedCommand<State, Fact>[],
  ): Promise<void> {
    const writesTallies =
      !this.tallies.isEmpty && (this.loop.isClosing || this.deps.clock.steadyMs() >= this.tallies.dueAtMs);
    const changesNothing = decided.facts.length === 0 && decided.keys.length === 0;
    if (changesNothing && decided.answers.length > 0 && (await this.catchUp.isOvertaken())) {
      // Another node may accept what is refused here, so it is decided again on the newer facts (I2).
      this.replica.take(decided);
      for (const { waiting, parked } of decided.parked) this.drawRoom.keep(waiting, parked);
      this.queue.putBack(this.again(decided.answers.map(({ waiting }) => waiting)));
      return;
    }
    if (changesNothing && !writesTallies) {
      this.replica.take(decided);
      for (const asked of decided.asked) this.tallies.note(asked);
      this.answer(decided);
      return;
    }
    this.loop.to('committing');
    const { head, state } = this.replica;
    const batch: Batch = {
      logId: head.logId,
      history: head.history,
      from: head.seq,
      to: decided.head.seq,
      atMs: decided.head.atMs,
      hash: decided.head.hash,
      isOpen: this.deps.rules.isOpen(state),
      facts: decided.facts,
      keys: decided.keys,
      effects: decided.changeSet.effects(state, this.tallies.with(decided.asked)),
      owner: this.ownership.claim(),
      ...(this.deps.rules.isPatient && { isPatient: true }),
    };
    const sentAtMs = this.deps.clock.steadyMs();
    const outcome = await this.append(batch);
    if (
      outcome.kind === 'committed' ||
      (outcome.kind === 'unknown' && (await this.catchUp.resolveUnknownCommit(batch)))
    ) {
      this.isStorageFull = false;
      this.ownership.committed(batch.owner);
      decided.head = { ...decided.head, isOpen: batch.isOpen, owner: batch.owner };
      this.catchUp.noteCommitted(batch);
      this.publish(decided);
      const isPrompt = outcome.kind === 'committed' && this.deps.clock.steadyMs() - sentAtMs <= PROMPT_MS;
      if (!isPrompt && decided.answers.some(isPassingNo)) await this.holdBackRefused(decided);
      this.answer(decided);
    } else if (outcome.kind === 'failed') {
      await this.failed(outcome, commands);
    } else {
      await this.catchUp.reload();
      this.queue.putBack(this.again(commands));
    }
  }

  private async append(batch: Batch): Promise<AppendOutcome> {
    // Not the log's clock, which counts whole milliseconds and may be set.
    const beganMs = performance.now();
    const outcome = await this.appended(batch);
    this.deps.commitTimes?.[outcome.kind].observe(performance.now() - beganMs);
    return outcome;
  }

  private async appended(batch: Batch): Promise<AppendOutcome> {
    try {
      return await this.deps.store.append(batch);
    } catch (error) {
      this.deps.onFault(error, 'append');
      return { kind: 'unknown' };
    }
  }

  /**
   * Handles an append that wrote nothing. A command that breaks a constraint alone is to blame (C27); a full disk is
   * waited for.
   */
  private async failed(
    { reason, message, isAway }: Extract<AppendOutcome, { kind: 'failed' }>,
    commands: readonly QueuedCommand<State, Fact>[],
  ): Promise<void> {
    const error = isAway ? new StoreAway(message) : new Error(message);
    if (reason === 'fatal') {
      this.deps.onFatal(error);
      throw error;
    }
    this.isStorageFull = reason === 'full';
    this.deps.onFault(error, `append: ${reason}`);
    this.pausedUntilMs = this.deps.clock.steadyMs() + RETRY_AFTER_MS;
    if (reason !== 'constraint') {
      await this.catchUp.reload();
      for (const waiting of commands) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    if (commands.length === 0) throw error;
    await this.catchUp.reload();
    // The store may have a key that the index lacks, which would break the constraint again.
    this.loop.to('answeringRepeats');
    await this.catchUp.answerFromStore(commands);
    const rest = this.again(commands);
    if (commands.length > 1) {
      this.queue.isolateNext(rest.length);
      this.queue.putBack(rest);
    } else {
      for (const waiting of rest) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
    }
  }

  /** The commands to decide once more. After `MAX_ATTEMPTS` one is answered UNAVAILABLE. */
  again(commands: readonly QueuedCommand<State, Fact>[]): QueuedCommand<State, Fact>[] {
    for (const waiting of commands) {
      waiting.attempts += 1;
      if (waiting.attempts >= MAX_ATTEMPTS) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
    }
    return commands.filter(({ isSettled }) => !isSettled);
  }

  /** Publishes a durable batch, before its answers. A failing subscriber reverts nothing. */
  private publish(decided: DecidedBatch<State, Fact>): void {
    const from = this.replica.head.seq;
    this.replica.take(decided);
    this.tallies.written(this.deps.clock.steadyMs());
    const { head, changeSet } = decided;
    if (decided.facts.length > 0)
      this.catchUp.tell({ from, head, state: this.replica.state, changeSet, isOwn: true });
  }

  /**
   * Queues refusals again if others have written since. After a slow or unknown commit another node may have accepted
   * them (I2, INV23). A found batch may even be another node's, since deadlines make equal facts everywhere, and be
   * older than the commands.
   */
  private async holdBackRefused(decided: DecidedBatch<State, Fact>): Promise<void> {
    if (!(await this.catchUp.isOvertaken())) return;
    const refused = decided.answers.filter(isPassingNo);
    decided.answers = decided.answers.filter((answer) => !isPassingNo(answer));
    this.queue.putBack(this.again(refused.map(({ waiting }) => waiting)));
  }

  private answer(decided: DecidedBatch<State, Fact>): void {
    const steadyMs = this.deps.clock.steadyMs();
    for (const { waiting, parked } of decided.parked) this.drawRoom.keep(waiting, parked);
    for (const { waiting, outcome, key, isForgotten } of decided.answers) {
      if (waiting.key) {
        const { id, payloadHash } = waiting.key;
        if (key) this.idempotency.keepPersisted(id, key);
        else if (outcome.kind === 'refused' && !isForgotten && !leavesDoubt(outcome.refusal)) {
          this.idempotency.keepRefused(id, payloadHash, outcome, steadyMs);
        }
      }
      waiting.settle(outcome);
    }
  }
}

/** True for a refusal that was not committed. */
function isPassingNo({ outcome, key }: { outcome: Outcome<unknown>; key: KeyRow | null }): boolean {
  return outcome.kind === 'refused' && key === null;
}
