import { useSyncExternalStore } from 'react';
import { type CartGoods, cartGoods } from '../../stores/cart-goods.ts';
import { cartsAt } from '../../stores/carts-at.ts';
import { useWorld, type World } from '../../stores/world.ts';

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

/** How many units stood in them when this device saw them last, at most {@link MOST_COUNTED}, whatever has run out since. */
export function useUnitsInCarts(): number {
  const { keep } = useWorld();
  return useSyncExternalStore(follow, () => unitsInCarts(keep));
}

/** A sum with more digits says no more to who looks at a mark. */
export const MOST_COUNTED = 99;

function unitsInCarts(keep: World['keep']): number {
  const all = cartGoods(keep);
  const sum = cartsAt(keep).reduce((units, slug) => units + unitsOf(all[slug]), 0);
  return Math.min(MOST_COUNTED, sum);
}

function unitsOf(cart: CartGoods | undefined): number {
  if (!cart) return 0;
  const units: unknown = cart.units ?? cart.goods.reduce((sum, good) => sum + good.units, cart.more);
  return Number.isSafeInteger(units) ? Math.max(0, units as number) : 0;
}

function follow(onChange: () => void): () => void {
  addEventListener('storage', onChange);
  addEventListener('pageshow', onChange);
  return () => {
    removeEventListener('storage', onChange);
    removeEventListener('pageshow', onChange);
  };
}
