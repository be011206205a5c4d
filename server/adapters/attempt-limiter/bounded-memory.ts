import type { RateLimiterMemory } from 'rate-limiter-flexible';
import { BoundedMap } from '../../../shared/values/bounded-map.ts';
import type { Size } from './attempt-limits.ts';

/** Counts that one bucket keeps in memory; to push one out, somebody has to try under as many other names. */
export const MOST_KEPT = 50_000;

/**
 * A bucket in memory that forgets who tried longest ago once it is full. The library keeps a count, with a timer, for each
 * name until its time is over; strangers can make up names (accounts, guests, networks of IPv6) faster than that.
 * @param Memory the library's own, which is loaded with the first try
 */
export function boundedMemory(Memory: typeof RateLimiterMemory, size: Size): RateLimiterMemory {
  const limiter = new Memory(size);
  const kept = new BoundedMap<string, true>(MOST_KEPT, (name) => void limiter.delete(name));
  const { consume, reward } = limiter;
  limiter.consume = (name, ...rest) => {
    kept.set(String(name), true);
    return consume.call(limiter, name, ...rest);
  };
  limiter.reward = (name, ...rest) => {
    kept.set(String(name), true);
    return reward.call(limiter, name, ...rest);
  };
  return limiter;
}
