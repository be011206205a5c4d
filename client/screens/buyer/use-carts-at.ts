import { useSyncExternalStore } from 'react';
import { unitsInCarts } from '../../stores/cart-goods.ts';
import { cartsAt } from '../../stores/carts-at.ts';
import { useWorld } from '../../stores/world.ts';

/**
 * The streams whose carts this device has filled last, the newest first; followed while other pages of it fill and empty
 * them, and over a step back, which may bring a page again as it was left.
 */
export function useCartsAt(): string[] {
  const { keep } = useWorld();
  // As one text, so that equal ones are equal.
  const slugs = useSyncExternalStore(follow, () => cartsAt(keep).join(' '));
  return slugs === '' ? [] : slugs.split(' ');
}

/** How many units stood in them when this device saw them last, whatever has run out since; followed in the same way. */
export function useUnitsInCarts(): number {
  const { keep } = useWorld();
  return useSyncExternalStore(follow, () => unitsInCarts(keep));
}

function follow(onChange: () => void): () => void {
  addEventListener('storage', onChange);
  addEventListener('pageshow', onChange);
  return () => {
    removeEventListener('storage', onChange);
    removeEventListener('pageshow', onChange);
  };
}
