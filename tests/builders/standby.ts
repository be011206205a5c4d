import { openMemory } from '../../server/adapters/memory/open.ts';
import type { Store } from '../../server/event-log/ports/store.ts';

/** A store with a standby that hears of each commit until it falls behind, and may be promoted in its place. */
export interface ReplicatedStore {
  store: Store;
  /** From now on the standby hears of nothing. */
  fallBehind(): void;
  /** The standby takes over: what it did not hear of is gone. */
  promote(): void;
}

export function replicated(primary: Store): ReplicatedStore {
  const standby = openMemory().store;
  let current = primary;
  let isBehind = false;
  const store: Store = {
    ...primary,
    async create(head) {
      if (!isBehind) await standby.create(head);
      return current.create(head);
    },
    async append(batch) {
      const outcome = await current.append(batch);
      if (outcome.kind === 'committed' && !isBehind && current === primary) await standby.append(batch);
      return outcome;
    },
    head: (logId) => current.head(logId),
    heads: (logIds) => current.heads(logIds),
    renewHistory: (logId, from, gap) => current.renewHistory(logId, from, gap),
    gapsOf: (logId) => current.gapsOf(logId),
    factsAfter: (logId, seq, limit, types) => current.factsAfter(logId, seq, limit, types),
    factAt: (logId, seq) => current.factAt(logId, seq),
    keysOf: (logId, afterSeq) => current.keysOf(logId, afterSeq),
    findKey: (logId, buyerIds, key) => current.findKey(logId, buyerIds, key),
    snapshot: (logId, version) => current.snapshot(logId, version),
    saveSnapshot: (logId, snapshot) => current.saveSnapshot(logId, snapshot),
  };
  return {
    store,
    fallBehind() {
      isBehind = true;
    },
    promote() {
      current = standby;
    },
  };
}
