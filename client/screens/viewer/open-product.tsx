import { createContext, lazy, type ReactNode, Suspense, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/language.ts';
import { Bones } from '../../ui/Bones.tsx';
import { loadChunk } from '../../ui/load-chunk.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { viewerWords } from './words.ts';

const loadProduct = () => loadChunk(() => import('./product/ProductPage.tsx'));
const ProductPage = lazy(async () => ({ default: (await loadProduct()).ProductPage }));
const ProductBuy = lazy(async () => ({ default: (await loadProduct()).ProductBuy }));
const OpenProduct = createContext<(itemNumber: number) => void>(() => {});

/** A finger on the way to a product brings its page. */
export const fetchProduct = () => void loadProduct().catch(() => undefined);

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
        <ProductSheet key={itemNumber} itemNumber={itemNumber} onClose={() => setItemNumber(null)} />
      )}
    </OpenProduct>
  );
}

/**
 * The sheet opens with the tap, whatever the line; what is on it may still be on its way. It stands at the end of the
 * page, not in the card or row that opened it: those shorten and clip what they hold, and a title is never cut.
 */
function ProductSheet({ itemNumber, onClose }: { itemNumber: number; onClose(): void }) {
  const say = useMessages(viewerWords);
  return createPortal(
    <Sheet
      title={say.itemTitle(itemNumber)}
      className="product"
      onClose={onClose}
      footer={
        <Suspense fallback={null}>
          <ProductBuy itemNumber={itemNumber} />
        </Suspense>
      }
    >
      <Suspense fallback={<Bones look="line" />}>
        <ProductPage itemNumber={itemNumber} />
      </Suspense>
    </Sheet>,
    document.body,
  );
}
