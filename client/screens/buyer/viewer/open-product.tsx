import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../../i18n/language.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { part } from '../../../ui/part.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { productAddress, streamAddress } from './product-address.ts';
import { useCard, useViewer } from './viewer-stores.ts';
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
export function ProductPlace({
  first,
  onCheckout,
  children,
}: {
  /** The product whose address was opened; null: the stream's was. */
  first: number | null;
  onCheckout(): void;
  children: ReactNode;
}) {
  const { slug } = useViewer();
  const [itemNumber, setItemNumber] = useState<number | null>(() => {
    // What lies under the sheet is the stream: a step back leads there.
    if (first !== null) streamAddress(slug);
    return first;
  });
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
  const { slug } = useViewer();
  useEffect(() => productAddress(slug, itemNumber), [slug, itemNumber]);
  return createPortal(
    <Sheet
      title={useCard(itemNumber)?.name ?? say.number(itemNumber)}
      className="product"
      onClose={onClose}
      footer={<ProductBuy itemNumber={itemNumber} onCheckout={onCheckout} />}
    >
      <ProductPage itemNumber={itemNumber} fallback={<Bones look="line" />} />
    </Sheet>,
    document.body,
  );
}
