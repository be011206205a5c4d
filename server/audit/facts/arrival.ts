import type { StreamFact } from '../../market/facts.ts';
import type { Stamp } from '../../market/kernel/stamp.ts';
import type { StreamState } from '../../market/state.ts';
import type { No } from './violation.ts';

/** When a fact's command was received, epoch ms (T3): the fact says so, or is dated with it. */
export function arrivalOf(fact: StreamFact, { atMs }: Stamp): number {
  return ('receivedAtMs' in fact ? fact.receivedAtMs : undefined) ?? atMs;
}

/** INV8: a fact is dated with its command's arrival, or with the head's later time; it says the arrival only then. */
export function checkArrival(state: StreamState, fact: StreamFact, { atMs }: Stamp, no: No): void {
  if (!('receivedAtMs' in fact) || fact.receivedAtMs === undefined) return;
  if (fact.receivedAtMs < atMs && atMs === state.atMs) return;
  throw no('INV8', `received at ${fact.receivedAtMs} and dated ${atMs}`, `dated as the head, ${state.atMs}`);
}
