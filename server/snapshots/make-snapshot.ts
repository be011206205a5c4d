import type { LogState, LogType } from '../event-log/log-type.ts';
import type { Store, StoredSnapshot } from '../event-log/ports/store.ts';
import { loadState } from '../event-log/replica/load.ts';
import { streamRules } from '../market/market.ts';
import { shopRules } from '../shop/shop.ts';

type Reads = Pick<Store, 'head' | 'snapshot' | 'factsAfter'>;

/** A snapshot to be written, and why the one that is there was passed over, in a sentence; null: it was not. */
export interface Made {
  snapshot: StoredSnapshot | null;
  passedOver: string | null;
}

/** The types of log that there are, by the kind that heads name. */
const logTypes: Readonly<Record<string, (reads: Reads, logId: string) => Promise<Made>>> = {
  [streamRules.kind]: (reads, logId) => by(streamRules, reads, logId),
  [shopRules.kind]: (reads, logId) => by(shopRules, reads, logId),
};

/**
 * The snapshot of a log as it stands at the start of the call, or null if there is no log, or the newest one is as new.
 * The log goes on growing meanwhile, and nothing is held back by the reader: facts that stand are never changed.
 */
export async function snapshotOf(reads: Reads, logId: string, kind: string): Promise<Made> {
  const head = await reads.head(logId);
  if (!head) return { snapshot: null, passedOver: null };
  const store = {
    head: async () => head,
    snapshot: reads.snapshot,
    factsAfter: (id: string, seq: number, limit: number) =>
      reads.factsAfter(id, seq, Math.min(limit, head.seq - seq)),
  };
  const ofType = logTypes[kind];
  if (!ofType) throw new Error(`No type of log is called ${kind}.`);
  return ofType(store, logId);
}

async function by<State extends LogState, Fact extends { type: string }>(
  rules: LogType<State, Fact>,
  store: Reads,
  logId: string,
): Promise<Made> {
  let passedOver: string | null = null;
  const loaded = await loadState(store, rules, logId, ({ message }) => {
    passedOver = message;
  });
  if (!loaded || loaded.tail === 0) return { snapshot: null, passedOver };
  const { state } = loaded;
  const snapshot = { version: rules.snapshotVersion, seq: state.seq, state: rules.writeState(state) };
  return { snapshot, passedOver };
}
