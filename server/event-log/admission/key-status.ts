import type { BatcherDeps } from '../commit/batcher-deps.ts';
import { type Outcome, type RefusedWith, refusedBy } from '../decision.ts';
import type { LogState } from '../log-type.ts';
import type { KeyRow } from '../ports/store.ts';
import type { Ownership } from '../replica/ownership.ts';
import type { Replica } from '../replica/replica.ts';
import type { DatedKey } from './gap-keys.ts';
import { firstAnswer, type IdempotencyCache, keyName } from './idempotency-cache.ts';

/** The outcome of a key, from memory and from the store. It only reads. */
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

  /** @param readOn reads the log up to its reported head; rejects if that can't be read */
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

  /** The outcome of a key, that it is in progress, or null if unknown (I3). */
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

  /** True if a key belongs to another request, here or in the store (I1). */
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

  /** True for a refusal that another node may have overtaken by accepting the key: only the store knows. */
  isInDoubt(outcome: Outcome<unknown, Refused>): boolean {
    return outcome.kind === 'refused' && this.ownership.isShared;
  }

  /** Looks a key up in the store, under all ids that the log knows of its actor (B2). */
  async findKey(ids: readonly string[], key: string): Promise<KeyRow | null> {
    const { store } = this.deps;
    const { logId } = this.replica.head;
    if (this.ownership.isShared) {
      const head = await store.head(logId);
      if (head && this.ownership.heard(head, this.replica.head, true)) await this.readOn();
    }
    return store.findKey(logId, this.replica.idsNow(ids), key);
  }

  /** The answer of a key unknown to the log: null, unless it may have been lost (I5). */
  private async lostInGap(dated: DatedKey): Promise<Outcome<unknown, Refused> | null> {
    const ask = await this.replica.read((state) => this.deps.rules.whomToAsk(state));
    const refusal = this.replica.gaps.whyLost(dated, this.replica.head.history, ask);
    return refusal && refusedBy(refusal);
  }
}
