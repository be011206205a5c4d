import { useSyncExternalStore } from 'react';
import { followed } from '../../../ui/followed-media.ts';

const WIDE = '(min-width: 700px), (orientation: landscape) and (min-width: 640px)';

/** High enough as well that the picture has a frame of its own, with the card below; not a phone held sideways. */
const FRAMED = '(min-width: 640px) and (min-height: 481px)';

/** True where the shop stands with the picture: desktops, tablets, and phones held sideways. */
export const useIsWide = followed(WIDE);

/** True where the picture stands in a frame, and what is for sale below it. */
export const useIsFramed = followed(FRAMED);

/** From this width on a sheet would be a drawer over the picture; lower than this the shop has no column of its height. */
export const useIsDesktop = followed('(min-width: 900px) and (min-height: 481px)');

function subscribeOnline(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** False when the device itself says that it has no network. */
export function useIsOnline(): boolean {
  return useSyncExternalStore(subscribeOnline, () => navigator.onLine);
}
