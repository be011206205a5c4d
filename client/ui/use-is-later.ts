import { useEffect, useState } from 'react';

/** So long after the page comes what nobody needs to see it, in ms: the first price does not share its line with that. */
const LATER_MS = 4_000;

/** True with the first touch or key on the page, or a little after it: for what is only used then, also if the line breaks later. */
export function useIsLater(): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const now = () => setLater(true);
    const timer = setTimeout(now, LATER_MS);
    const touches = ['pointerdown', 'keydown'] as const;
    for (const touch of touches) addEventListener(touch, now, { once: true });
    return () => {
      clearTimeout(timer);
      for (const touch of touches) removeEventListener(touch, now);
    };
  }, []);
  return isLater;
}
