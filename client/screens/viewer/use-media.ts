import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 1000px), (orientation: landscape) and (min-width: 640px)';

/** Too low for two lists that each show two rows. */
const LOW = '(max-height: 640px)';

function subscribeTo(media: string): (listener: () => void) => () => void {
  return (listener) => {
    const query = matchMedia(media);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  };
}
const subscribeWide = subscribeTo(WIDE);
const subscribeLow = subscribeTo(LOW);

/** True where shop and cart stand beside the picture: desktops, and phones held sideways. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribeWide, () => matchMedia(WIDE).matches);
}

/** True where the column beside the picture has room for one list alone. */
export function useIsLow(): boolean {
  return useSyncExternalStore(subscribeLow, () => matchMedia(LOW).matches);
}

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
