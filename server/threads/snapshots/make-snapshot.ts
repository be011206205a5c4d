import type { LogState, LogType } from '../../event-log/log-type.ts';
import type { Store, StoredSnapshot } from '../../event-log/ports/store.ts';
import { loadState } from '../../event-log/replica/load.ts';

type Reads = Pick<Store, 'head' | 'snapshot' | 'factsAfter'>;

/** A snapshot to be written, and why the one that is there was passed over, in a sentence; null: it was not. */
export interface Made {
  snapshot: StoredSnapshot | null;
  passedOver: string | null;
}

type Rules = LogType<LogState, { type: string }>;

/**
 * The snapshot of a log as it stands at the start of the call, or null if there is no log, or the newest one is as new.
 * The log goes on growing meanwhile, and nothing is held back by the reader: facts that stand are never changed.
 * @param kinds every kind of log that there is (server/logs.ts)
 */
export async function snapshotOf(
  kinds: readonly { rules: Rules }[],
  reads: Reads,
  logId: string,
  kind: string,
): Promise<Made> {
  const head = await reads.head(logId);
  if (!head) return { snapshot: null, passedOver: null };
  const store = {
    head: async () => head,
    snapshot: reads.snapshot,
    factsAfter: (id: string, seq: number, limit: number) =>
      reads.factsAfter(id, seq, Math.min(limit, head.seq - seq)),
  };
  const rules = kinds.find((each) => each.rules.kind === kind)?.rules;
  if (!rules) throw new Error(`No kind of log is called ${kind}.`);
  let passedOver: string | null = null;
  const loaded = await loadState(store, rules, logId, ({ message }) => {
    passedOver = message;
  });
  if (!loaded || loaded.tail === 0) return { snapshot: null, passedOver };
  const { state } = loaded;
  const snapshot = { version: rules.snapshotVersion, seq: state.seq, state: rules.writeState(state) };
  return { snapshot, passedOver };
}
