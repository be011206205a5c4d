import type { RequestHandler } from 'express';
import type { Clock } from '../../lib/clock.ts';
import type { Limits } from '../../ports/limits.ts';
import { answerRefusal } from '../http/answer.ts';
import { Pace } from './pace.ts';
import { bucketSize } from './table.ts';

/**
 * The pace of the API documents: a few a second for the whole server. They are large and can wait, so a flood of
 * readers must not delay orders. A long wait is refused with a retry-after.
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
