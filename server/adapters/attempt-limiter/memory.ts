import type { AttemptLimiter } from '../../ports/attempt-limiter.ts';
import type { Limits } from '../../ports/limits.ts';
import { attemptsIn } from './attempt-limits.ts';
import { boundedMemory } from './bounded-memory.ts';

/** Attempts as one process counts them; a restart forgets. The library is loaded with the first try. */
export function memoryAttemptLimiter(limits: Limits): AttemptLimiter {
  return attemptsIn(limits, async () => {
    const { RateLimiterMemory } = await import('rate-limiter-flexible');
    return (size) => boundedMemory(RateLimiterMemory, size);
  });
}
