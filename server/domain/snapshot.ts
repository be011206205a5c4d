import type { StreamState } from './state.ts';

/** A change of the shape of StreamState is a new version: older snapshots are passed over, the log is read instead. */
export const SNAPSHOT_VERSION = 1;

/** A state as text. Maps and Sets keep their order, so equal histories give equal bytes. */
export function writeState(state: unknown): string {
  return JSON.stringify(state, (_key, value) => {
    if (value instanceof Map) return { $map: [...value] };
    if (value instanceof Set) return { $set: [...value] };
    return value;
  });
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
