import { lazy, Suspense } from 'react';
import { useMessages } from '../../i18n/language.ts';
import { loadChunk } from '../../ui/load-chunk.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { type CartFrame, CartPanel } from './CartPanel.tsx';
import { SpokenCart } from './SpokenCart.tsx';
import { viewerWords } from './words.ts';

/** Fetched with the first unit in the cart, before somebody opens it. */
export const loadCart = () => loadChunk(() => import('./Cart.tsx'));
const Cart = lazy(async () => ({ default: (await loadCart()).Cart }));

/** The cart beside the picture, with its place kept while it comes. @param onClose where it stands in the shop's place */
export function CartBeside({ onClose, onCheckout }: { onClose?: () => void; onCheckout(): void }) {
  const say = useMessages(viewerWords);
  return (
    <Suspense fallback={<CartPanel title={say.basket} className="cart" onClose={onClose} />}>
      <Cart frame={CartPanel} onClose={onClose} onCheckout={onCheckout} />
    </Suspense>
  );
}

/** The cart in a sheet. */
export function CartSheet({ onClose, onCheckout }: { onClose(): void; onCheckout(): void }) {
  return (
    <Suspense>
      <Cart frame={InSheet} onClose={onClose} onCheckout={onCheckout} />
    </Suspense>
  );
}

function InSheet({ onClose, children, ...frame }: CartFrame) {
  return (
    <Sheet {...frame} onClose={() => onClose?.()}>
      <SpokenCart />
      {children}
    </Sheet>
  );
}
