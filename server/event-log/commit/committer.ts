import { type AppendOutcome, type Batch, type KeyRow, StoreAway } from '../../ports/store.ts';
import type { WaitingRoom } from '../admission/command-queue.ts';
import {
  type Answers,
  isNoAnswer,
  type Outcome,
  RETRY_AFTER_MS,
  UNAVAILABLE,
} from '../admission/idempotency-cache.ts';
import type { LogState } from '../log-type.ts';
import type { Upkeep } from '../replica/catch-up.ts';
import type { Standing } from '../replica/ownership.ts';
import type { LogCopy } from '../replica/replica.ts';
import type { CutterDeps } from './batcher-deps.ts';
import type { Cut, Waiting } from './open-batch.ts';
import { RefusalCounts } from './refusal-tally.ts';

const MAX_ATTEMPTS = 10;
/** A store that took longer to say that a cut is durable leaves others the time to accept what the cut refused. */
const PROMPT_MS = 25;

/**
 * What becomes of a decided cut: it is committed in one transaction, published, and only then answered. Whatever the
 * store says, each command gets the answer that the log gives.
 */
export class Committer<State extends LogState, Fact extends { type: string }> {
  private readonly deps: CutterDeps<State, Fact>;
  private readonly copy: LogCopy<State, Fact>;
  private readonly room: WaitingRoom<State, Fact>;
  private readonly answers: Answers;
  private readonly standing: Standing;
  private readonly upkeep: Upkeep<State, Fact>;
  private readonly crew: { isOver(): boolean; join(waiting: Waiting<State, Fact>): void };
  readonly refusals = new RefusalCounts();
  /** After a failed commit deadlines are not tried again at once: a full disk takes its time. */
  pausedUntilMs = 0;
  /** The last commit found no room on the disk (C25). */
  isStorageFull = false;

  /** @param crew whether the engine was closed; and how a command that was parked comes into a cut again */
  constructor(
    deps: CutterDeps<State, Fact>,
    copy: LogCopy<State, Fact>,
    room: WaitingRoom<State, Fact>,
    answers: Answers,
    standing: Standing,
    upkeep: Upkeep<State, Fact>,
    crew: { isOver(): boolean; join(waiting: Waiting<State, Fact>): void },
  ) {
    this.deps = deps;
    this.copy = copy;
    this.room = room;
    this.answers = answers;
    this.standing = standing;
    this.upkeep = upkeep;
    this.crew = crew;
  }

  /**
   * Commits a cut, or takes it as it is if nothing changed. When this resolves each command has its answer, is parked, or
   * waits in the room to be decided again.
   * @param commands those of the cut, in their order
   */
  async commit(cut: Cut<State, Fact>, commands: readonly Waiting<State, Fact>[]): Promise<void> {
    const writesRefusals =
      !this.refusals.isEmpty && (this.crew.isOver() || this.deps.clock.nowMs() >= this.refusals.dueAtMs);
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
      if (isLate && cut.answers.some(isPassingNo)) await this.holdBackRefused(cut);
      this.answer(cut);
    } else if (outcome.kind === 'failed') {
      await this.failed(outcome, commands);
    } else {
      await this.upkeep.reload();
      this.room.putBack(this.again(commands));
    }
  }

  private async append(batch: Batch): Promise<AppendOutcome> {
    // Not the market's clock: that counts whole milliseconds, and may be set.
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

  /** Nothing was written. A command whose constraint breaks alone is the one to blame (C27); a full disk is waited for. */
  private async failed(
    { reason, message, isAway }: Extract<AppendOutcome, { kind: 'failed' }>,
    commands: readonly Waiting<State, Fact>[],
  ): Promise<void> {
    const error = isAway ? new StoreAway(message) : new Error(message);
    if (reason === 'fatal') {
      this.deps.onFatal(error);
      throw error;
    }
    this.isStorageFull = reason === 'full';
    this.deps.onFault(error, `append: ${reason}`);
    this.pausedUntilMs = this.deps.clock.nowMs() + RETRY_AFTER_MS;
    if (reason !== 'constraint') {
      await this.upkeep.reload();
      for (const waiting of commands) waiting.settle({ kind: 'refused', refusal: UNAVAILABLE });
      return;
    }
    if (commands.length === 0) throw error;
    await this.upkeep.reload();
    // A key may be in the store that is not in the index: that would break the constraint again.
    await this.upkeep.answerFromStore(commands);
    const rest = this.again(commands);
    if (commands.length > 1) {
      this.room.takeAlone(rest.length);
      this.room.putBack(rest);
    } else {
      for (const waiting of rest) waiting.settle({ kind: 'refused', refusal: { code: 'INTERNAL' } });
    }
  }

  /** Those of the commands that may be decided once more; one that was tried too often is let go. */
  again(commands: readonly Waiting<State, Fact>[]): Waiting<State, Fact>[] {
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
    this.refusals.written(this.deps.clock.nowMs());
    const { head, gatherer } = cut;
    if (cut.facts.length > 0) this.upkeep.tell({ from, head, state: this.copy.state, gatherer, isOwn: true });
  }

  /**
   * A cut has been durable for a while: another node may have accepted by now what it refused. If others have written
   * since, that is decided again (I2).
   */
  private async holdBackRefused(cut: Cut<State, Fact>): Promise<void> {
    if (!(await this.upkeep.isOvertaken())) return;
    const refused = cut.answers.filter(isPassingNo);
    cut.answers = cut.answers.filter((answer) => !isPassingNo(answer));
    this.room.putBack(this.again(refused.map(({ waiting }) => waiting)));
  }

  private answer(cut: Cut<State, Fact>): void {
    const nowMs = this.deps.clock.nowMs();
    for (const { waiting, untilMs } of cut.parked) this.park(waiting, untilMs);
    for (const { waiting, outcome, key } of cut.answers) {
      if (waiting.key) {
        const { id, payloadHash } = waiting.key;
        if (key) this.answers.keepWritten(id, key);
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
      this.crew.join(waiting);
    });
  }
}

/** A no that was not committed. */
function isPassingNo({ outcome, key }: { outcome: Outcome<unknown>; key: KeyRow | null }): boolean {
  return outcome.kind === 'refused' && key === null;
}
