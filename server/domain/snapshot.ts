import { canonicalJson } from '../../shared/values/canonical-json.ts';
import type { StreamState } from './state.ts';

/** A change of the shape of StreamState is a new version: older snapshots are passed over, the log is read instead. */
export const SNAPSHOT_VERSION = 1;

/** A state as canonical text. Maps and Sets keep their order, so equal histories give equal bytes. */
export function writeState(state: unknown): string {
  return canonicalJson(withoutMaps(state));
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

function withoutMaps(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return { $map: [...value].map(withoutMaps) };
  if (value instanceof Set) return { $set: [...value] };
  if (Array.isArray(value)) return value.map(withoutMaps);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutMaps(member)]));
}
