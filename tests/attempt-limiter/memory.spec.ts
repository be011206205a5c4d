import { expect, test } from 'vitest';
import { MOST_KEPT } from '../../server/adapters/attempt-limiter/bounded-memory.ts';
import { memoryAttemptLimiter } from '../../server/adapters/attempt-limiter/memory.ts';
import { attemptSizes } from '../../server/gateway/limits/table.ts';
import { usualLimits } from '../../server/ports/limits.ts';
import { attemptLimiterSuite } from './attempt-limiter-suite.ts';

attemptLimiterSuite(async (sizes) => memoryAttemptLimiter(sizes));

test('[X88] names that strangers make up fill no memory: the one that tried longest ago is forgotten', async () => {
  const tries = memoryAttemptLimiter(attemptSizes(usualLimits));
  const spend = async (who: string) => {
    while ((await tries.count('contactOfBuyer', who)) === 0);
  };
  await spend('first');
  await spend('second');
  for (let made = 1; made < MOST_KEPT; made += 1) await tries.count('contactOfBuyer', `made up ${made}`);
  expect(await tries.waitMs('contactOfBuyer', 'first')).toBe(0);
  expect(await tries.waitMs('contactOfBuyer', 'second')).toBeGreaterThan(0);
  await tries.uncount('contactOfBuyer', 'one more');
  expect(await tries.waitMs('contactOfBuyer', 'second')).toBe(0);
});
