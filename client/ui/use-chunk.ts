import { useEffect, useState } from 'react';
import { loadChunk } from './load-chunk.ts';

/**
 * What a chunk holds, for a screen that goes on without it: null until it has come, and for good should it never come. It
 * is shown by hand: what React shows by itself after a fallback waits a third of a second.
 * @param load always the same function
 */
export function useChunk<Held>(load: () => Promise<Held>, isWanted = true): Held | null {
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    loadChunk(load).then(
      (come) => setHeld(() => come),
      () => undefined,
    );
  }, [load, isWanted]);
  return held;
}
