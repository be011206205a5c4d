import type { StreamState } from './state.ts';

/** A change of the shape of StreamState is a new version: older snapshots are passed over, the log is read instead. */
export const SNAPSHOT_VERSION = 3;

/**
 * A state as canonical text: keys are sorted, Maps and Sets keep their order, so equal histories give equal bytes.
 * The engine's own writer does it in one go: a text put together piece by piece is a rope of millions of pieces.
 */
export function writeState(state: unknown): string {
  return JSON.stringify(plain(state));
}

/** The state that `writeState` wrote. Walked once by hand: JSON.parse with a reviver took twice the time of the log. */
export function readState<State = StreamState>(text: string): State {
  return revived(JSON.parse(text)) as State;
}

/** The same value with its Maps and Sets again; what is plain is kept as it was parsed. */
function revived(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      if (typeof value[i] === 'object') value[i] = revived(value[i]);
    }
    return value;
  }
  const record = value as Record<string, unknown>;
  if ('$map' in record) return new Map(revived(record.$map) as [unknown, unknown][]);
  if ('$set' in record) return new Set(record.$set as unknown[]);
  for (const key in record) {
    if (typeof record[key] === 'object') record[key] = revived(record[key]);
  }
  return record;
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
