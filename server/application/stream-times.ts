import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { factOf } from '../event-log/commit/hash-chain.ts';
import type { StreamFact } from '../market/facts.ts';
import { settingsIn } from '../market/stream/first-fact.ts';
import { defaultSettings, type StreamSettings } from '../market/stream/settings.ts';
import type { ApplicationDeps } from './deps.ts';

/** Times of a stream that its orders go by after it has ended, in ms. */
export type StreamTimes = Pick<StreamSettings, 'claimMs' | 'remorseMs'>;
type Deps = Pick<ApplicationDeps, 'store'>;

/** Streams whose times are kept, so that a look at old orders reads each of them once. */
const MAX_KNOWN = 2_000;

/** Settings are of a stream's first fact: they never change. */
const known = new WeakMap<Deps['store'], BoundedMap<string, StreamTimes>>();

/**
 * The times of these streams, as their rules go by them. They are read from the first fact, which wakes no stream. One that
 * can not be read has the usual times; nothing is decided of it meanwhile.
 */
export async function streamTimes(
  { store }: Deps,
  streamIds: readonly string[],
): Promise<(streamId: string) => StreamTimes> {
  const kept = known.get(store) ?? new BoundedMap<string, StreamTimes>(MAX_KNOWN);
  known.set(store, kept);
  const found = new Map<string, StreamTimes>();
  for (const streamId of new Set(streamIds)) {
    const times = kept.get(streamId) ?? (await timesOf({ store }, streamId).catch(() => null));
    if (!times) continue;
    kept.set(streamId, times);
    found.set(streamId, times);
  }
  return (streamId) => found.get(streamId) ?? defaultSettings;
}

async function timesOf({ store }: Deps, streamId: string): Promise<StreamTimes | null> {
  const first = await store.factAt(streamId, 1);
  const settings = first && settingsIn(factOf<StreamFact>(first));
  return settings && { claimMs: settings.claimMs, remorseMs: settings.remorseMs };
}
