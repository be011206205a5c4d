import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/language.ts';
import { Bones } from '../../ui/Bones.tsx';
import { part } from '../../ui/part.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { viewerWords } from './words.ts';

const load = () => import('./product/ProductPage.tsx');
/** A finger on the way to a product brings its page. */
export const ProductPage = part(() => load().then((module) => module.ProductPage));
const ProductBuy = part(() => load().then((module) => module.ProductBuy));
const OpenProduct = createContext<(itemNumber: number) => void>(() => {});

/** Opens a product's page over the stream. */
export function useOpenProduct(): (itemNumber: number) => void {
  return useContext(OpenProduct);
}

/**
 * Where a product's page stands. Cards and rows come and go while somebody reads it: the host pins another, a line leaves
 * the cart. So it is none of theirs.
 */
export function ProductPlace({ onCheckout, children }: { onCheckout(): void; children: ReactNode }) {
  const [itemNumber, setItemNumber] = useState<number | null>(null);
  return (
    <OpenProduct value={setItemNumber}>
      {children}
      {itemNumber !== null && (
        <ProductSheet
          key={itemNumber}
          itemNumber={itemNumber}
          onClose={() => setItemNumber(null)}
          onCheckout={() => {
            setItemNumber(null);
            onCheckout();
          }}
        />
      )}
    </OpenProduct>
  );
}

/**
 * The sheet opens with the tap, whatever the line; what is on it may still be on its way. It stands at the end of the
 * page, not in the card or row that opened it: those shorten and clip what they hold, and a title is never cut.
 */
function ProductSheet({
  itemNumber,
  onClose,
  onCheckout,
}: {
  itemNumber: number;
  onClose(): void;
  onCheckout(): void;
}) {
  const say = useMessages(viewerWords);
  return createPortal(
    <Sheet
      title={say.itemTitle(itemNumber)}
      className="product"
      onClose={onClose}
      footer={<ProductBuy itemNumber={itemNumber} onCheckout={onCheckout} />}
    >
      <ProductPage itemNumber={itemNumber} fallback={<Bones look="line" />} />
    </Sheet>,
    document.body,
  );
}
