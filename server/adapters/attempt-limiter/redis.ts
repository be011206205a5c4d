import { createHmac } from 'node:crypto';
import type { AttemptLimiter, AttemptSizes } from '../../ports/attempt-limiter.ts';
import { deriveKey } from '../crypto/keys.ts';
import type { RedisClient } from '../redis/link.ts';
import type { Redis } from '../redis/redis.ts';
import { attemptsIn, type Bucket, type Size } from './attempt-limits.ts';
import { boundedMemory } from './bounded-memory.ts';

/**
 * Attempts counted over all nodes. While Redis is away, full or does not answer within a second, each node counts in its
 * own memory: nobody is let in more often than that, and nobody is refused for it. E-mail addresses stay here: Redis
 * sees them under a key of this market.
 */
export function redisAttemptLimiter(options: {
  redis: Redis;
  master: string;
  sizes: AttemptSizes;
}): AttemptLimiter {
  const { redis } = options;
  const key = deriveKey(options.master, 'tries');
  const hidden = (who: string) => createHmac('sha256', key).update(who).digest('base64url');
  const tries = attemptsIn(options.sizes, () => openBuckets(redis));
  return {
    count: (what, who) => tries.count(what, hidden(who)),
    uncount: (what, who) => tries.uncount(what, hidden(who)),
    take: (what, who) => tries.take(what, hidden(who)),
    waitMs: (what, who, kept) => tries.waitMs(what, hidden(who), kept),
    forget: (what, who) => tries.forget(what, hidden(who)),
  };
}

async function openBuckets(redis: Redis): Promise<(size: Size) => Bucket> {
  const { RateLimiterMemory, RateLimiterRedis } = await import('rate-limiter-flexible');
  // All that the limiter asks goes through the link, which never keeps it waiting.
  const storeClient = {
    eval: (...question: Parameters<RedisClient['eval']>) =>
      redis.commands.ask((client) => client.eval(...question)),
    del: (name: string) => redis.commands.ask((client) => client.del(name)),
    /** The one pair of questions that the limiter asks together: what is counted of a name, and until when. */
    multi() {
      let asked = '';
      const pair = {
        get(name: string) {
          asked = name;
          return pair;
        },
        pTTL: () => pair,
        exec: () => redis.commands.ask((client) => client.multi().get(asked).pTTL(asked).exec()),
      };
      return pair;
    },
  };
  return ({ keyPrefix, points, duration }) => {
    const insuranceLimiter = boundedMemory(RateLimiterMemory, { keyPrefix, points, duration });
    const limiter = new RateLimiterRedis({
      storeClient,
      useRedisPackage: true,
      keyPrefix: redis.nameOf('tries', keyPrefix),
      points,
      duration,
      insuranceLimiter,
    });
    return {
      consume: (key) => limiter.consume(key),
      reward: (key) => limiter.reward(key),
      async get(key) {
        // A Redis that is full is still read, but what was counted since stands here.
        const [there, here] = await Promise.all([limiter.get(key), insuranceLimiter.get(key)]);
        return (here?.consumedPoints ?? 0) > (there?.consumedPoints ?? 0) ? here : there;
      },
      async delete(key) {
        // A Redis that is full still deletes, but what was counted since stands here.
        await insuranceLimiter.delete(key);
        return limiter.delete(key);
      },
    };
  };
}
