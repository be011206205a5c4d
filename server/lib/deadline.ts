import type { Clock } from './clock.ts';

/** What {@link within} gives when time was up first. */
export const LATE = Symbol('late');

/** Calls back once, after `ms`; returns how to call it off. */
export type Timer = (ms: number, callback: () => void) => () => void;

/** Real time. A program stays until it is over or called off: who waits wants to go on afterwards. */
const realTimer: Timer = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/** The time of a clock, which a test may hold. */
export const timerOf =
  (clock: Pick<Clock, 'nowMs' | 'at'>): Timer =>
  (ms, callback) =>
    clock.at(clock.nowMs() + ms, callback);

/**
 * Waits for work, but not longer than `ms`.
 * @returns what the work gave, or `LATE`; late work goes on, and its failure then is not reported here
 * @throws what the work threw in time
 */
export async function within<T>(
  ms: number,
  work: Promise<T>,
  timer: Timer = realTimer,
): Promise<T | typeof LATE> {
  let callOff = () => {};
  const late = new Promise<typeof LATE>((resolve) => {
    callOff = timer(ms, () => resolve(LATE));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    callOff();
  }
}
