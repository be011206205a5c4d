import type { StreamState } from './state.ts';

/** A change of the shape of StreamState is a new version: older snapshots are passed over, the log is read instead. */
export const SNAPSHOT_VERSION = 2;

/**
 * A state as canonical text: keys are sorted, Maps and Sets keep their order, so equal histories give equal bytes.
 * The engine's own writer does it in one go: a text put together piece by piece is a rope of millions of pieces.
 */
export function writeState(state: unknown): string {
  return JSON.stringify(plain(state));
}

/** The state that `writeState` wrote. */
export function readState<State = StreamState>(text: string): State {
  return JSON.parse(text, (_key, value) => {
    if (value && typeof value === 'object') {
      if ('$map' in value) return new Map(value.$map);
      if ('$set' in value) return new Set(value.$set);
    }
    return value;
  });
}

/** The same value without Maps and Sets, its keys sorted. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return { $map: Array.from(value, ([key, member]) => [key, plain(member)]) };
  if (value instanceof Set) return { $set: [...value] };
  if (Array.isArray(value)) return value.map(plain);
  const record = value as Record<string, unknown>;
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(record).sort()) sorted[key] = plain(record[key]);
  return sorted;
}
