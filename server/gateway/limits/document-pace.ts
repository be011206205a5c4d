import type { RequestHandler } from 'express';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { answerRefusal } from '../http/answer.ts';
import { Pace } from './pace.ts';
import { bucketSize } from './table.ts';

/**
 * Gives documents out one after the other, so many in a second to everybody together. They are large, for developers,
 * and can wait: fifty strangers who ask for them without a pause would else take the time of those who order. Waiting
 * costs a stranger more than it costs the server.
 */
export function documentPace(
  limits: Pick<Limits, 'documentsPerSecond'>,
  clock: Pick<Clock, 'nowMs' | 'at'>,
): RequestHandler {
  const pace = new Pace(bucketSize('documents', limits));
  return (_request, response, next) => {
    const nowMs = clock.nowMs();
    const { waitMs, isGiven } = pace.take(nowMs);
    if (!isGiven) {
      answerRefusal(response, { code: 'RATE_LIMITED', retryAfterMs: Math.ceil(waitMs) });
      return;
    }
    if (waitMs <= 0) {
      next();
      return;
    }
    clock.at(nowMs + waitMs, () => {
      if (!response.destroyed) next();
    });
  };
}
