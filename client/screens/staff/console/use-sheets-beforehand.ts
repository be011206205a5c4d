import { useEffect } from 'react';
import { ConsoleSheets } from './sheets-later.ts';

/** Nobody may touch the desk for so long; a connection that is bad later finds the sheets here all the same. */
const QUIET_MS = 10_000;
const HANDS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** Brings the sheets at the first sign of a hand on the desk, or a while after the desk has come. */
export function useSheetsBeforehand(): void {
  useEffect(() => {
    const stop = () => {
      clearTimeout(timer);
      for (const hand of HANDS) document.removeEventListener(hand, bring);
    };
    const bring = () => {
      stop();
      ConsoleSheets.fetch();
    };
    const timer = setTimeout(bring, QUIET_MS);
    for (const hand of HANDS) document.addEventListener(hand, bring, { passive: true });
    return stop;
  }, []);
}
