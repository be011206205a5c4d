import type { BatcherDeps } from '../commit/batcher-deps.ts';
import { type Outcome, type RefusedWith, refusedBy } from '../decision.ts';
import type { LogState } from '../log-type.ts';
import type { KeyRow } from '../ports/store.ts';
import type { Ownership } from '../replica/ownership.ts';
import type { Replica } from '../replica/replica.ts';
import type { DatedKey } from './gap-keys.ts';
import { firstAnswer, type IdempotencyCache, keyName } from './idempotency-cache.ts';

/** Says what became of a key, out of memory and out of the store. It only looks: nothing is queued or written for it. */
export class KeyStatus<
  State extends LogState,
  Fact extends { type: string },
  Refused extends RefusedWith = RefusedWith,
> {
  private readonly deps: Pick<BatcherDeps<State, Fact>, 'store' | 'rules' | 'clock'>;
  private readonly replica: Replica<State, Fact>;
  private readonly idempotency: IdempotencyCache;
  private readonly ownership: Ownership;
  private readonly readOn: () => Promise<void>;

  /** @param readOn reads the log on as far as was heard of; rejects if that can't be had */
  constructor(
    deps: Pick<BatcherDeps<State, Fact>, 'store' | 'rules' | 'clock'>,
    replica: Replica<State, Fact>,
    idempotency: IdempotencyCache,
    ownership: Ownership,
    readOn: () => Promise<void>,
  ) {
    this.deps = deps;
    this.replica = replica;
    this.idempotency = idempotency;
    this.ownership = ownership;
    this.readOn = readOn;
  }

  /** What became of a key: its outcome, that it is in progress, or nothing known (I3). */
  async statusOf(
    actorIds: readonly string[],
    dated: DatedKey,
  ): Promise<Outcome<unknown, Refused> | 'in_progress' | null> {
    const { key } = dated;
    let refused: Outcome<unknown, Refused> | null = null;
    for (const actorId of actorIds) {
      const name = keyName(actorId, key);
      if (this.idempotency.inProgress(name)) return 'in_progress';
      const known = this.idempotency.known(name, this.deps.clock.steadyMs());
      if (known && !this.isInDoubt(known.outcome)) return known.outcome;
      refused ??= known?.outcome ?? null;
    }
    const row = await this.findKey(actorIds, key);
    return row ? firstAnswer(row) : (refused ?? (await this.lostInGap(dated)));
  }

  /** True if a key stands for something else, here or in the store (I1). */
  async isUsedOtherwise(
    ids: readonly string[],
    { key, payloadHash }: { key: string; payloadHash: string },
  ): Promise<boolean> {
    const names = ids.map((id) => keyName(id, key));
    for (const name of names) {
      const known =
        this.idempotency.inProgress(name) ?? this.idempotency.known(name, this.deps.clock.steadyMs());
      if (known) return known.payloadHash !== payloadHash;
    }
    if (!names.some((name) => this.idempotency.mayBePersisted(name))) return false;
    const row = await this.findKey(ids, key);
    return row !== null && row.payloadHash !== payloadHash;
  }

  /** A key that was refused here may have been accepted by another node since: only the store knows. */
  isInDoubt(outcome: Outcome<unknown, Refused>): boolean {
    return outcome.kind === 'refused' && this.ownership.isShared;
  }

  /** Looks in the store for a key, under all the ids by which the log knows its actor there (B2). */
  async findKey(ids: readonly string[], key: string): Promise<KeyRow | null> {
    const { store } = this.deps;
    const { logId } = this.replica.head;
    if (this.ownership.isShared) {
      const head = await store.head(logId);
      if (head && this.ownership.heard(head, this.replica.head, true)) await this.readOn();
    }
    return store.findKey(logId, this.replica.idsNow(ids), key);
  }

  /** What is said of a key that the log does not know: null, never seen, unless it may have been lost (I5). */
  private async lostInGap(dated: DatedKey): Promise<Outcome<unknown, Refused> | null> {
    const ask = await this.replica.read((state) => this.deps.rules.whomToAsk(state));
    const refusal = this.replica.gaps.whyLost(dated, this.replica.head.history, ask);
    return refusal && refusedBy(refusal);
  }
}
