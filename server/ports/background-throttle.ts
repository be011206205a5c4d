/**
 * Says to threads that can wait that the market is busy right now. A long count on another core slows a rush down
 * whatever its priority (docs/performance.md), so it stands still for those milliseconds.
 */
export interface BackgroundThrottle {
  /** A short rush begins: a room is being served. Each call is followed by one of `free`. */
  take(): void;
  free(): void;
}
