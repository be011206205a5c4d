import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 900px)';

/** Whether a row has room for one line of everything. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(WIDE);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(WIDE).matches,
  );
}
