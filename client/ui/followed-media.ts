import { useSyncExternalStore } from 'react';

/** A hook that follows whether a media query holds. */
export function followed(media: string): () => boolean {
  const subscribe = (listener: () => void) => {
    const query = matchMedia(media);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  };
  return () => useSyncExternalStore(subscribe, () => matchMedia(media).matches);
}

/** True with letters so large, or a screen so narrow, that a line has room for a few words alone. */
export const useIsShortOfWords = followed('(max-width: 17em)');
