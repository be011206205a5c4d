import type { RequestHandler } from 'express';
import type { Clock } from '../../lib/clock.ts';
import { answerRefusal } from '../http/answer.ts';

/** A page of documents is several files: so much of what nobody took before is given at once. */
const BURST_MS = 1_000;
/** Whoever would wait for longer is told when to come again. */
const MOST_WAIT_MS = 5_000;

/**
 * Gives documents out one after the other, so many in a second to everybody together. They are large, for developers,
 * and can wait: fifty strangers who ask for them without a pause would else take the time of those who order. Waiting
 * costs a stranger more than it costs the server.
 * @param perSecond 0: there is no limit
 */
export function documentPace(perSecond: number, clock: Pick<Clock, 'nowMs' | 'at'>): RequestHandler {
  if (perSecond === 0) return (_request, _response, next) => next();
  const apartMs = 1_000 / perSecond;
  /** When the turn that was given last is due. */
  let lastMs = Number.NEGATIVE_INFINITY;
  return (_request, response, next) => {
    const nowMs = clock.nowMs();
    // A clock that was set back makes nobody wait for the time that it lost.
    const dueMs = Math.max(Math.min(lastMs, nowMs + MOST_WAIT_MS) + apartMs, nowMs - BURST_MS + apartMs);
    const waitMs = dueMs - nowMs;
    if (waitMs > MOST_WAIT_MS) {
      answerRefusal(response, { code: 'RATE_LIMITED', retryAfterMs: Math.ceil(waitMs) });
      return;
    }
    lastMs = dueMs;
    if (waitMs <= 0) {
      next();
      return;
    }
    clock.at(dueMs, () => {
      if (!response.destroyed) next();
    });
  };
}
