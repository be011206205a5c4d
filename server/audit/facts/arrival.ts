import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { StreamState } from '../../market/state.ts';
import type { No } from './violation.ts';

/** When a fact's command was received, as far as the log lets one know: at a time, or after one and not after another. */
export type Arrival = { kind: 'known'; atMs: number } | { kind: 'between'; afterMs: number; upToMs: number };

/** No page sends a command for longer, and no server keeps one waiting for longer. */
const LONGEST_WAIT_MS = 31_000;

/**
 * When a fact's command was received (T3): the fact says so, or is dated with it. A fact of version 1 says nothing; but if
 * it is later than the head before it, nothing but its arrival can have dated it.
 */
export function arrivalOf(state: StreamState, fact: StreamFact, { atMs }: Stamp, version: number): Arrival {
  const receivedAtMs = 'receivedAtMs' in fact ? fact.receivedAtMs : undefined;
  if (receivedAtMs !== undefined) return { kind: 'known', atMs: receivedAtMs };
  if (version > 1 || atMs > state.atMs) return { kind: 'known', atMs };
  return { kind: 'between', afterMs: atMs - LONGEST_WAIT_MS, upToMs: atMs };
}

/** INV8: a fact is dated with its command's arrival, or with the head's later time; it says the arrival only then. */
export function checkArrival(state: StreamState, fact: StreamFact, { atMs }: Stamp, no: No): void {
  if (!('receivedAtMs' in fact) || fact.receivedAtMs === undefined) return;
  if (fact.receivedAtMs < atMs && atMs === state.atMs) return;
  throw no('INV8', `received at ${fact.receivedAtMs} and dated ${atMs}`, `dated as the head, ${state.atMs}`);
}
