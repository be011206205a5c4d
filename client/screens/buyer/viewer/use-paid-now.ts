import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CartView } from '../../../../shared/market/cart/contract.ts';
import { type LeftOut, leftOutOf, paidNow } from '../../../stores/left-out.ts';
import { useWorld } from '../../../stores/world.ts';
import { useMyCart, useViewer } from './viewer-stores.ts';

/** Which lines of this cart are not paid now. */
export function useLeftOut(): LeftOut {
  return leftOutOf(useViewer().live, useWorld().keep);
}

/** The cart as it goes to the checkout: without the lines that its buyer leaves for later. */
export function usePaidNow(): CartView {
  const cart = useMyCart();
  const out = useStore(useLeftOut().store, ({ items }) => items);
  return useMemo(() => paidNow(cart, out), [cart, out]);
}
