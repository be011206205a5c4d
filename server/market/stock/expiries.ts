import type { StreamState } from '../state.ts';

/** Notes that held units of an item expire then. */
export function addExpiry(state: StreamState, itemNumber: number, atMs: number): void {
  const sorted = state.expiries.get(itemNumber) ?? [];
  if (sorted.length === 0) state.expiries.set(itemNumber, sorted);
  sorted.splice(lowerBound(sorted, atMs), 0, atMs);
}

/** What would have expired then has, or was ordered or given up before. */
export function removeExpiry(state: StreamState, itemNumber: number, atMs: number): void {
  const sorted = state.expiries.get(itemNumber) ?? [];
  const place = lowerBound(sorted, atMs);
  if (sorted[place] !== atMs) {
    throw new Error(`Nothing of item ${itemNumber} of ${state.streamId} expires at ${atMs}.`);
  }
  sorted.splice(place, 1);
  if (sorted.length === 0) state.expiries.delete(itemNumber);
}

/** When the first of them expires, epoch ms, or null if there is none. */
export function earliestExpiry(state: Readonly<StreamState>, itemNumber: number): number | null {
  return state.expiries.get(itemNumber)?.[0] ?? null;
}

/** The first place of a sorted list whose time is not before this one. Most new times are the latest: nothing moves. */
function lowerBound(sorted: readonly number[], atMs: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < atMs) from = middle + 1;
    else to = middle;
  }
  return from;
}
