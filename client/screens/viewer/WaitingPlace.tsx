import { lazy, Suspense } from 'react';
import { loadChunk } from '../../ui/load-chunk.ts';
import { useHasStock } from './use-can-add.ts';
import { useIsSelling, useLive } from './viewer-stores.ts';

const load = () => loadChunk(() => import('./WaitingLine.tsx'));
const WaitingLine = lazy(async () => ({ default: (await load()).WaitingLine }));
const OfferBar = lazy(async () => ({ default: (await load()).OfferBar }));

/** The line for an item that can't be taken just now (H5); it comes with its own chunk. */
export function WaitingPlace({ itemNumber }: { itemNumber: number }) {
  const has = useHasStock(itemNumber);
  const isSelling = useIsSelling();
  const waits = useLive(({ mine }) => mine?.waiting?.some((line) => line.itemNumber === itemNumber));
  if (!waits && (has || !isSelling)) return null;
  return (
    <Suspense>
      <WaitingLine itemNumber={itemNumber} />
    </Suspense>
  );
}

/** What came free for this buyer, above everything else that can be tapped. */
export function Offers({ onOrder }: { onOrder(): void }) {
  const has = useLive(({ mine }) => mine?.cart.lines.some(({ holds }) => holds.some((hold) => hold.isOffer)));
  return has ? (
    <Suspense>
      <OfferBar onOrder={onOrder} />
    </Suspense>
  ) : null;
}
