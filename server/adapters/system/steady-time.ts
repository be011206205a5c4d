/**
 * The machine's time, epoch ms, read once and carried on by the monotonic clock: a machine whose clock is set, forth or
 * back, moves nothing while the server runs (T3).
 */
export function steadyTime(): () => number {
  const originMs = Date.now() - performance.now();
  return () => Math.floor(originMs + performance.now());
}
