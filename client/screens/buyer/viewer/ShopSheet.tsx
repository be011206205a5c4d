import { useDeferredValue } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { SpokenCart } from './SpokenCart.tsx';
import { Shop, ShopBar } from './shop-place.ts';
import { useLive } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** The shop over the picture, with the cart at its foot. */
export function ShopSheet({
  onClose,
  onCart,
  onCheckout,
}: {
  onClose(): void;
  onCart(): void;
  onCheckout(): void;
}) {
  const say = useMessages(viewerWords);
  const count = useLive((state) => state.view.order.length);
  // A slow phone takes longer than a tenth of a second for a long list: the sheet answers the tap, and the list follows.
  const hasList = useDeferredValue(true, false);
  return (
    <Sheet
      title={say.bagTitle(count)}
      className="shop"
      onClose={onClose}
      footer={<ShopBar onCart={onCart} onCheckout={onCheckout} fallback={<NoBar />} />}
    >
      <SpokenCart />
      {hasList && <Shop fallback={<Bones count={5} />} />}
    </Sheet>
  );
}

/** As high as the bar that comes. */
function NoBar() {
  return (
    <div className="cart-bar">
      <span className="cart-summary" />
    </div>
  );
}
