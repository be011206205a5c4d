import { lazy, Suspense } from 'react';
import { loadChunk } from '../../ui/load-chunk.ts';

/** Fetched with the touch that opens it, so that it stays off a phone's first picture. */
export const loadShop = () => loadChunk(() => import('./BagList.tsx'));
const BagList = lazy(async () => ({ default: (await loadShop()).BagList }));

/** The shop's list. */
export function Shop() {
  return (
    <Suspense>
      <BagList />
    </Suspense>
  );
}
