import type { AttemptLimiter, AttemptSizes } from '../../ports/attempt-limiter.ts';
import { attemptsIn } from './attempt-limits.ts';
import { boundedMemory } from './bounded-memory.ts';

/** Attempts as one process counts them; a restart forgets. The library is loaded with the first try. */
export function memoryAttemptLimiter(sizes: AttemptSizes): AttemptLimiter {
  return attemptsIn(sizes, async () => {
    const { RateLimiterMemory } = await import('rate-limiter-flexible');
    return (size) => boundedMemory(RateLimiterMemory, size);
  });
}
