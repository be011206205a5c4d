import type { Limits } from '../../ports/limits.ts';
import type { Tries } from '../../ports/tries.ts';
import { boundedMemory } from './bounded-memory.ts';
import { triesIn } from './buckets.ts';

/** Tries as one process counts them; a restart forgets. The library is loaded with the first try. */
export function memoryTries(limits: Limits): Tries {
  return triesIn(limits, async () => {
    const { RateLimiterMemory } = await import('rate-limiter-flexible');
    return (size) => boundedMemory(RateLimiterMemory, size);
  });
}
