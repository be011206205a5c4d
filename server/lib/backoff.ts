import { HOUR, SECOND } from '../../shared/values/time.ts';

/** Exponential backoff without jitter: `firstMs` after one failure, twice as long after each more, `maxMs` at most. */
export function doubledMs(failures: number, firstMs: number, maxMs: number): number {
  // 2 ** 30 ms is twelve days: beyond it the bound holds in any case, and the power stays finite.
  return Math.min(firstMs * 2 ** Math.min(failures - 1, 30), maxMs);
}

/** After a first failure so long, and then twice as long each time. */
const FIRST_MS = 5 * SECOND;
const LONGEST_MS = HOUR;
/** Pauses differ by up to so much, so that endpoints that fell together do not come back together. */
const JITTER = 0.5;

/**
 * How long to wait before an event is tried again: from 5 seconds to an hour, each by up to a half longer.
 * @param name whose pause it is; the same name waits as long after as many failures
 */
export function backoffMs(failures: number, name: string, firstMs = FIRST_MS): number {
  const plainMs = doubledMs(failures, firstMs, LONGEST_MS);
  return Math.round(plainMs * (1 + JITTER * spread(`${name} ${failures}`)));
}

/** A number from 0 to 1 that a text always gives, and texts of one letter's difference give differently (FNV-1a). */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}
