import { lazy, Suspense } from 'react';
import { loadChunk } from '../../ui/load-chunk.ts';

/** Fetched with the first unit in the cart, before somebody opens it. */
export const loadCart = () => loadChunk(() => import('./Cart.tsx'));
/** A finger on the way to the cart brings it. */
export const fetchCart = () => void loadCart().catch(() => undefined);
const Cart = lazy(async () => ({ default: (await loadCart()).Cart }));

/** The cart over everything else: a sheet in a hand, a drawer on a wide screen. */
export function CartSheet({ onClose, onCheckout }: { onClose(): void; onCheckout(): void }) {
  return (
    <Suspense>
      <Cart onClose={onClose} onCheckout={onCheckout} />
    </Suspense>
  );
}
