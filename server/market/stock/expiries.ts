import type { StreamState } from '../state.ts';
import type { Expiries } from './state.ts';

/** Notes that units of an item, held or waiting for a payment, expire then. */
export function addExpiry(state: StreamState, itemNumber: number, of: keyof Expiries, atMs: number): void {
  let expiries = state.expiries.get(itemNumber);
  if (!expiries) {
    expiries = { holds: [], newHolds: [], newUnpaid: [] };
    state.expiries.set(itemNumber, expiries);
  }
  const sorted = expiries[of];
  sorted.splice(lowerBound(sorted, atMs), 0, atMs);
}

/** What would have expired then has, or was ordered, paid or given up before. */
export function removeExpiry(state: StreamState, itemNumber: number, of: keyof Expiries, atMs: number): void {
  const expiries = state.expiries.get(itemNumber);
  const sorted = expiries?.[of] ?? [];
  const place = lowerBound(sorted, atMs);
  if (!expiries || sorted[place] !== atMs) {
    throw new Error(`Nothing of item ${itemNumber} of ${state.streamId} expires at ${atMs}.`);
  }
  sorted.splice(place, 1);
  const left = expiries.holds.length + expiries.newHolds.length + expiries.newUnpaid.length;
  if (left === 0) state.expiries.delete(itemNumber);
}

/** When the first of them expires, epoch ms, or null if there is none. */
export function earliestExpiry(
  state: Readonly<StreamState>,
  itemNumber: number,
  of: keyof Expiries,
): number | null {
  return state.expiries.get(itemNumber)?.[of][0] ?? null;
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
