import { lazy, Suspense } from 'react';
import { loadChunk } from '../../ui/load-chunk.ts';

/** Fetched with the touch that opens it, so that it stays off a phone's first picture. */
export const loadShop = () => loadChunk(() => import('./BagList.tsx'));
const BagList = lazy(async () => ({ default: (await loadShop()).BagList }));

/** The shop's list, as high as most lists will be while it comes. */
export function Shop() {
  return (
    <Suspense fallback={<div className="shop-coming" aria-busy="true" />}>
      <BagList />
    </Suspense>
  );
}
