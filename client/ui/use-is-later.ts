import { useEffect, useState } from 'react';

/** So long after the page comes what nobody needs to see it, in ms: the first price does not share its line with that. */
const LATER_MS = 4_000;
/** A first tap is answered before: what comes for the second would keep it waiting on a slow phone. */
const ANSWERED_MS = 400;

/**
 * True a moment after the first touch or key on the page, or some seconds after the page: for what is only used then, also
 * if the line breaks later.
 * @param answeredMs how long after the touch
 */
export function useIsLater(answeredMs = ANSWERED_MS): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const touches = ['pointerdown', 'keydown'] as const;
    let timer = setTimeout(() => setLater(true), LATER_MS);
    const soon = () => {
      stop();
      timer = setTimeout(() => setLater(true), answeredMs);
    };
    const stop = () => {
      clearTimeout(timer);
      for (const touch of touches) removeEventListener(touch, soon);
    };
    for (const touch of touches) addEventListener(touch, soon);
    return stop;
  }, [answeredMs]);
  return isLater;
}
