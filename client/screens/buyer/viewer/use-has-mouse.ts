import { useSyncExternalStore } from 'react';

const MOUSE = '(pointer: fine)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(MOUSE);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** True where a mouse points: it needs no thumb's width, and its rows are lower. */
export function useHasMouse(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(MOUSE).matches);
}
