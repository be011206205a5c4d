import { type ComponentProps, type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { commonMessages } from '../../../i18n/common.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { part } from '../../../ui/part.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useChunk } from '../../../ui/use-chunk.ts';
import { useIsLater } from '../../../ui/use-is-later.ts';
import { productAddress, streamAddress } from './product-address.ts';
import { useIsDesktop } from './use-media.ts';
import { OpenProduct } from './use-open-product.ts';
import { useCard, useLive, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

const load = () => import('./product/ProductPage.tsx');
/** A finger on the way to a product brings its page. */
export const ProductPage = part(() => load().then((module) => module.ProductPage));
const ProductBuy = part(() => load().then((module) => module.ProductBuy));
/** The shop's column, on a desktop; no phone asks for it. */
const column = () => import('./SideSheet.tsx').then((module) => module.Column);

/**
 * Where a product's page stands. Cards and rows come and go while somebody reads it: the host pins another, a line leaves
 * the cart. So it is none of theirs.
 */
export function ProductPlace({
  first,
  isOverShop,
  onCheckout,
  children,
}: {
  /** The product whose address was opened; null: the stream's was. */
  first: number | null;
  /** What a step back leads to on a desktop is the shop; else what was opened before. */
  isOverShop: boolean;
  onCheckout(): void;
  children: ReactNode;
}) {
  const { slug } = useViewer();
  const [itemNumber, setItemNumber] = useState<number | null>(() => {
    // What lies under the sheet is the stream: a step back leads there.
    if (first !== null) streamAddress(slug);
    return first;
  });
  const isLater = useIsLater();
  const isDesktop = useIsDesktop();
  const Column = useChunk(column, isDesktop && (isLater || itemNumber !== null));
  const In = isDesktop ? Column : Sheet;
  // Of a stream that is not shown no product is.
  const isTurnedAway = useLive(({ turnedAway }) => turnedAway !== null);
  return (
    <OpenProduct value={setItemNumber}>
      {children}
      {itemNumber !== null && In && !isTurnedAway && (
        <ProductSheet
          key={itemNumber}
          itemNumber={itemNumber}
          In={In}
          isOverShop={isOverShop}
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
 * page, not in the card or row that opened it: those shorten and clip what they hold, and a title is never cut. On a
 * desktop it takes the shop's column, over a cart or a checkout that was open there.
 */
function ProductSheet({
  itemNumber,
  In,
  isOverShop,
  onClose,
  onCheckout,
}: {
  itemNumber: number;
  In: ComponentType<ComponentProps<typeof Sheet> & { back?: string }>;
  isOverShop: boolean;
  onClose(): void;
  onCheckout(): void;
}) {
  const say = useMessages(viewerWords);
  const sayCommon = useMessages(commonMessages);
  const { slug } = useViewer();
  useEffect(() => productAddress(slug, itemNumber), [slug, itemNumber]);
  return createPortal(
    <In
      title={useCard(itemNumber)?.name ?? say.number(itemNumber)}
      className="product"
      back={isOverShop ? say.bag : sayCommon.back}
      onClose={onClose}
      footer={<ProductBuy itemNumber={itemNumber} onCheckout={onCheckout} />}
    >
      <ProductPage itemNumber={itemNumber} fallback={<Bones look="line" />} />
    </In>,
    (In !== Sheet && document.querySelector('.viewer')) || document.body,
  );
}
