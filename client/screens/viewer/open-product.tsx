import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react';
import { loadChunk } from '../../ui/load-chunk.ts';

const ProductSheet = lazy(async () => ({
  default: (await loadChunk(() => import('./product/ProductSheet.tsx'))).ProductSheet,
}));
const OpenProduct = createContext<(itemNumber: number) => void>(() => {});

/** Opens a product's page over the stream. */
export function useOpenProduct(): (itemNumber: number) => void {
  return useContext(OpenProduct);
}

/**
 * Where a product's page stands. Cards and rows come and go while somebody reads it: the host pins another, a line leaves
 * the cart. So it is none of theirs.
 */
export function ProductPlace({ children }: { children: ReactNode }) {
  const [itemNumber, setItemNumber] = useState<number | null>(null);
  return (
    <OpenProduct value={setItemNumber}>
      {children}
      {itemNumber !== null && (
        <Suspense>
          <ProductSheet key={itemNumber} itemNumber={itemNumber} onClose={() => setItemNumber(null)} />
        </Suspense>
      )}
    </OpenProduct>
  );
}
