import { useEffect } from 'react';

/** What a hand does on a page before it opens a part of it. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;

/**
 * Brings parts of a page with the first sign of a hand on it: they are there when they are opened, and a page that is only
 * looked at does not wait for them.
 */
export function useFetchedByHand(parts: readonly { fetch(): void }[]): void {
  useEffect(() => {
    const stop = () => {
      for (const sign of SIGNS) removeEventListener(sign, bring);
    };
    const bring = () => {
      stop();
      for (const each of parts) each.fetch();
    };
    for (const sign of SIGNS) addEventListener(sign, bring);
    return stop;
  }, [parts]);
}
