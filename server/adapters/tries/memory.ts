import type { Tries } from '../../ports/tries.ts';
import { type Buckets, sizes, triesIn } from './buckets.ts';

/** Tries as one process counts them; a restart forgets. */
export function memoryTries(): Tries {
  return triesIn(memoryBuckets);
}

/** The library is loaded with the first try. */
async function memoryBuckets(): Promise<Buckets> {
  const { RateLimiterMemory } = await import('rate-limiter-flexible');
  return {
    account: new RateLimiterMemory(sizes.account),
    address: new RateLimiterMemory(sizes.address),
    code: new RateLimiterMemory(sizes.code),
    voucher: new RateLimiterMemory(sizes.voucher),
  };
}
