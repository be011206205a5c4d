import { writeState } from '../domain/snapshot.ts';
import { loadState } from '../engine/load.ts';
import type { LogState, Rules } from '../engine/rules.ts';
import { shopRules } from '../engine/shop-rules.ts';
import { streamRules } from '../engine/stream-rules.ts';
import type { Head, Store, StoredSnapshot } from '../ports/store.ts';

/**
 * The snapshot of a log as it stands, or null if the newest one is as new as the log.
 * @param store must not move while it is read: its head stays where it is
 */
export function snapshotOf(
  store: Pick<Store, 'head' | 'snapshot' | 'factsAfter'>,
  logId: string,
  kind: Head['kind'],
): Promise<StoredSnapshot | null> {
  return kind === 'stream' ? by(streamRules, store, logId) : by(shopRules, store, logId);
}

async function by<State extends LogState, Fact extends { type: string }>(
  rules: Rules<State, Fact>,
  store: Pick<Store, 'head' | 'snapshot' | 'factsAfter'>,
  logId: string,
): Promise<StoredSnapshot | null> {
  const loaded = await loadState(store, rules, logId);
  if (!loaded || loaded.tail === 0) return null;
  const { state } = loaded;
  return { version: rules.snapshotVersion, seq: state.seq, state: writeState(state) };
}
