import { answerIfSame, firstAnswer, type IdempotencyCache, keyName } from '../admission/idempotency-cache.ts';
import type { BatcherDeps } from '../commit/batcher-deps.ts';
import type { CommitLoopState } from '../commit/commit-loop-state.ts';
import type { Committed } from '../commit/committed.ts';
import type { QueuedCommand } from '../commit/decide-batch.ts';
import type { LogState } from '../log-type.ts';
import type { LogGap } from '../ports/log-gaps.ts';
import type { Batch, Head } from '../ports/store.ts';
import type { Ownership } from './ownership.ts';
import type { Replica } from './replica.ts';

/** Pause between retries while the store can't be read, and the time after which a command times out, in ms. */
const PAUSE_MS = 100;
export const PATIENCE_MS = 2_000;
/** Bound of concurrent key look-ups in the store. */
const LOOKS_AT_ONCE = 16;

/**
 * Keeps an engine's replica in step with the store: facts and keys of others, and outcomes of unanswered commits. It
 * runs between batches, never during one.
 */
export class CatchUp<State extends LogState, Fact extends { type: string }> {
  private readonly deps: BatcherDeps<State, Fact>;
  private readonly replica: Replica<State, Fact>;
  private readonly idempotency: IdempotencyCache;
  private readonly ownership: Ownership;
  private readonly loop: CommitLoopState;
  private readonly timeOutWaiters: (tooOldMs: number) => void;
  /** The seq up to which answered keys are in the index. */
  private keysKnownTo: number;
  /** When the log was last read on, in steady ms. */
  followedAtMs = 0;

  /** @param timeOutWaiters times out commands older than a steady time */
  constructor(
    deps: BatcherDeps<State, Fact>,
    replica: Replica<State, Fact>,
    idempotency: IdempotencyCache,
    ownership: Ownership,
    loop: CommitLoopState,
    timeOutWaiters: (tooOldMs: number) => void,
  ) {
    this.deps = deps;
    this.replica = replica;
    this.idempotency = idempotency;
    this.ownership = ownership;
    this.loop = loop;
    this.timeOutWaiters = timeOutWaiters;
    this.keysKnownTo = replica.head.seq;
  }

  /** Notes a durable batch of this process; its keys are in the index. */
  noteCommitted({ from, to }: Batch): void {
    if (this.keysKnownTo === from) this.keysKnownTo = to;
  }

  /** Reads what others have written, if they may have: always before deciding for a log that another node owns. */
  async readOn(): Promise<void> {
    const { ownership, replica, deps } = this;
    this.loop.to('catchingUp');
    if (!ownership.isBehind(replica.head) && ownership.owns()) return;
    for (;;) {
      const { headsHeard } = ownership;
      const followed = await this.retryUntilStoreAnswers(() => replica.follow());
      this.followedAtMs = deps.clock.steadyMs();
      if (followed.kind === 'moved') {
        this.tell(followed.committed);
        this.replica.letRead();
        if (followed.committed.head.seq < followed.head.seq) continue;
      } else if (followed.kind !== 'current') {
        await this.reload();
        return;
      }
      ownership.caughtUp(followed.head, headsHeard);
      return;
    }
  }

  /**
   * True if the log has grown without this process: it may have been paused or cut off while another decided. A commit
   * would be refused then; a batch without a commit has to ask, after its commands arrived.
   */
  async isOvertaken(): Promise<boolean> {
    const { ownership, replica, deps } = this;
    if (!ownership.isShared) return false;
    this.loop.to('confirming');
    const head = await this.retryUntilStoreAnswers(() => deps.store.head(replica.head.logId));
    return head !== null && ownership.heard(head, replica.head, true);
  }

  /**
   * Answers commands whose keys the store may have. The index is read from one seq before its end, since a key accepted
   * without a fact has the seq before.
   *
   * A merged sender may have been answered under another id (B2). With several writers those keys are looked up singly:
   * one without a fact may lie before the part read again.
   */
  async answerKnown(commands: readonly QueuedCommand<State, Fact>[]): Promise<void> {
    const { logId, seq } = this.replica.head;
    const isAnyNew = seq > this.keysKnownTo;
    if (isAnyNew && commands.some(({ key }) => key !== null)) {
      const since = this.keysKnownTo - 1;
      const fingerprints = await this.retryUntilStoreAnswers(() => this.deps.store.keysOf(logId, since));
      this.idempotency.notePersisted(fingerprints);
      this.keysKnownTo = seq;
    }
    for (const waiting of commands) waiting.ids = this.replica.idsNow(waiting.ids);
    await this.answerFromStore(commands.filter((waiting) => this.mayBeKnown(waiting)));
  }

  private mayBeKnown({ key, ids }: QueuedCommand<State, Fact>): boolean {
    if (!key) return false;
    const mayBeAnothers = ids.length > 1 && this.ownership.isShared;
    return mayBeAnothers || ids.some((actorId) => this.idempotency.mayBePersisted(keyName(actorId, key.key)));
  }

  /** Answers commands whose keys the store has, in bounded groups: a batch waits for all of them. */
  async answerFromStore(commands: readonly QueuedCommand<State, Fact>[]): Promise<void> {
    for (let from = 0; from < commands.length; from += LOOKS_AT_ONCE) {
      const some = commands.slice(from, from + LOOKS_AT_ONCE);
      await Promise.all(some.map((waiting) => this.answerOne(waiting)));
    }
  }

  private async answerOne(waiting: QueuedCommand<State, Fact>): Promise<void> {
    const { key, ids } = waiting;
    if (!key || waiting.isSettled) return;
    const row = await this.retryUntilStoreAnswers(() =>
      this.deps.store.findKey(this.replica.head.logId, ids, key.key),
    );
    if (!row) return;
    if (row.payloadHash === key.payloadHash) this.idempotency.keepPersisted(key.id, row);
    waiting.settle(await answerIfSame(row.payloadHash, key.payloadHash, firstAnswer(row)));
  }

  /**
   * Whether an append of unknown outcome is in the log: the fact at `to` has our hash, and our keys their seqs. Another
   * node may have committed equal facts for other tries. A batch without facts has no such mark; its keys decide later.
   */
  async resolveUnknownCommit(batch: Batch): Promise<boolean> {
    this.loop.to('resolving');
    const resolveUnknownCommit = await this.hasLanded(batch);
    if (!resolveUnknownCommit) this.ownership.outcomeUnknown();
    return resolveUnknownCommit;
  }

  private async hasLanded({ logId, to, hash, facts, keys }: Batch): Promise<boolean> {
    if (facts.length === 0) return false;
    const fact = await this.retryUntilStoreAnswers(() => this.deps.store.factAt(logId, to));
    if (fact?.hash !== hash) return false;
    for (const { actorId, key, seq } of keys) {
      const row = await this.retryUntilStoreAnswers(() => this.deps.store.findKey(logId, [actorId], key));
      if (row?.seq !== seq) return false;
    }
    return true;
  }

  /**
   * Reads the log again. Others' changes can't be named, so every view is read anew. If known facts are gone (C24), the
   * log gets another history, unless another node gave it one. Each node reports what it knew, since none knows all.
   */
  async reload(): Promise<void> {
    const { deps, replica } = this;
    this.loop.to('reloading');
    const known = { head: replica.head, state: replica.state };
    const { seq: from, history, logId } = known.head;
    const { headsHeard } = this.ownership;
    await this.retryUntilStoreAnswers(() => replica.reload());
    const isDiverged = await this.hasDiverged(known.head);
    if (isDiverged) this.idempotency.forget();
    if (isDiverged && replica.head.history === history) {
      const nextNumber = deps.rules.numberAfterGap(known.state);
      const gap = { ...(await this.gapBefore(known.head)), nextNumber };
      await this.retryUntilStoreAnswers(() => deps.store.renewHistory(logId, history, gap));
      await this.retryUntilStoreAnswers(() => replica.reload());
    }
    const { head, state } = replica;
    this.ownership.caughtUp(head, headsHeard);
    // It is unknown which keys came with the new facts, or with an unanswered commit.
    this.keysKnownTo = head.history === history ? Math.min(this.keysKnownTo, head.seq) - 1 : 0;
    if (head.seq === from && head.history === history) return;
    this.tell({ from, head, state, changeSet: null, isOwn: false });
    if (isDiverged) deps.onLogDiverged(known, head);
  }

  /** True if the log does not contain its known head any more. */
  private async hasDiverged({ logId, seq, hash }: Head): Promise<boolean> {
    const { head } = this.replica;
    if (seq === 0 || (head.seq === seq && head.hash === hash)) return false;
    if (head.seq < seq) return true;
    return (await this.retryUntilStoreAnswers(() => this.deps.store.factAt(logId, seq)))?.hash !== hash;
  }

  /**
   * The gap of a log that lost its known head: it begins at the last fact left from before. The log may have grown
   * again by younger facts. Each node reports its own loss.
   */
  private async gapBefore(known: Head): Promise<Omit<LogGap, 'keys' | 'nextNumber'>> {
    const { clock, store, ids } = this.deps;
    const { logId } = known;
    const atMsOf = async (seq: number) =>
      (await this.retryUntilStoreAnswers(() => store.factAt(logId, seq)))?.atMs ?? Number.POSITIVE_INFINITY;
    let [left, gone] = [0, Math.min(this.replica.head.seq, known.seq) + 1];
    let fromMs = 0;
    while (gone - left > 1) {
      const middle = Math.floor((left + gone) / 2);
      const atMs = await atMsOf(middle);
      if (atMs <= known.atMs) [left, fromMs] = [middle, atMs];
      else gone = middle;
    }
    return {
      history: ids.history(),
      fromMs,
      toMs: Math.max(clock.nowMs(), this.replica.time.nowMs()),
      lost: null,
    };
  }

  tell(committed: Committed<State, Fact>): void {
    try {
      this.deps.onCommitted(committed);
    } catch (error) {
      this.deps.onFault(error, 'publish');
    }
  }

  /**
   * Retries until the store answers. Nothing is decided meanwhile, since the head is unknown. Commands older than 2 s
   * are answered UNAVAILABLE; their keys get the outcome later.
   */
  private async retryUntilStoreAnswers<T>(look: () => Promise<T>): Promise<T> {
    const { clock, onFault } = this.deps;
    for (;;) {
      try {
        return await look();
      } catch (error) {
        onFault(error, 'read');
      }
      if (this.loop.isClosing) throw new Error('Closed while the store could not be read.');
      this.timeOutWaiters(clock.steadyMs() - PATIENCE_MS);
      await new Promise<void>((resolve) => clock.at(clock.nowMs() + PAUSE_MS, resolve));
    }
  }
}
