import { createContext, useContext, useSyncExternalStore } from 'react';

/** The server's epoch ms, given from above; countdowns know no other clock. */
export const ServerTime = createContext<() => number>(() => Date.now());

const TICK_MS = 250;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One ticker for all countdowns of the page; it rests when nobody counts. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of [...listeners]) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * Something read off the server's clock, four times a second; renders only when the reading changes.
 * @param read gives a plain value (text, number, boolean), so that equal readings are equal
 */
export function useServerTime<Reading extends string | number | boolean | null>(
  read: (nowMs: number) => Reading,
): Reading {
  const now = useContext(ServerTime);
  return useSyncExternalStore(subscribe, () => read(now()));
}
