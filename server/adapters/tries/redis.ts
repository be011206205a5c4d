import { createHmac } from 'node:crypto';
import type { Tries } from '../../ports/tries.ts';
import { deriveKey } from '../crypto/keys.ts';
import type { RedisClient } from '../redis/link.ts';
import type { Redis } from '../redis/redis.ts';
import { type Bucket, type Buckets, sizes, triesIn } from './buckets.ts';

/**
 * Tries counted over all nodes. While Redis is away, full or does not answer within a second, each node counts in its
 * own memory: nobody is let in more often than that, and nobody is refused for it. E-mail addresses stay here: Redis
 * sees them under a key of this market.
 */
export function redisTries(options: { redis: Redis; master: string }): Tries {
  const { redis } = options;
  const key = deriveKey(options.master, 'tries');
  const hidden = (who: string) => createHmac('sha256', key).update(who).digest('base64url');
  const tries = triesIn(() => redisBuckets(redis));
  return {
    signIn: (account, address) => tries.signIn(hidden(account), hidden(address)),
    signedIn: (account, address) => tries.signedIn(hidden(account), hidden(address)),
    code: (who) => tries.code(hidden(who)),
    voucherCode: (who) => tries.voucherCode(hidden(who)),
    rightVoucherCode: (who) => tries.rightVoucherCode(hidden(who)),
  };
}

async function redisBuckets(redis: Redis): Promise<Buckets> {
  const { RateLimiterMemory, RateLimiterRedis } = await import('rate-limiter-flexible');
  // All that the limiter asks goes through the link, which never keeps it waiting.
  const storeClient = {
    eval: (...question: Parameters<RedisClient['eval']>) =>
      redis.commands.ask((client) => client.eval(...question)),
    del: (name: string) => redis.commands.ask((client) => client.del(name)),
  };
  const bucket = ({ keyPrefix, points, duration }: (typeof sizes)['code']): Bucket => {
    const insuranceLimiter = new RateLimiterMemory({ keyPrefix, points, duration });
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
      async delete(key) {
        // A Redis that is full still deletes, but what was counted since stands here.
        await insuranceLimiter.delete(key);
        return limiter.delete(key);
      },
    };
  };
  return {
    account: bucket(sizes.account),
    address: bucket(sizes.address),
    code: bucket(sizes.code),
    voucher: bucket(sizes.voucher),
  };
}
