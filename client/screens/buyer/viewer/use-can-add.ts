import type { LiveState } from '../../../stores/live-store.ts';
import { useAllowance } from './use-allowance.ts';
import { isSelling, useIsSelling, useLive, useMyCart } from './viewer-stores.ts';

/** Whether a tap may succeed, as far as the view knows: there is some, and this buyer may have one more. */
export function useCanAdd(itemNumber: number): boolean {
  const has = useHasStock(itemNumber);
  const may = useAllowance(itemNumber);
  return has && may?.units !== 0;
}

/** Whether there is any to take, whoever may. */
export function hasStock(live: LiveState, itemNumber: number): boolean {
  const state = live.view.stock[itemNumber]?.state;
  return isSelling(live) && (state === 'IN_STOCK' || state === 'LOW');
}
export function useHasStock(itemNumber: number): boolean {
  return useLive((state) => hasStock(state, itemNumber));
}

/** Whether there is a waiting list to join, as far as the view knows (H5). */
export function useCanWait(itemNumber: number): boolean {
  const sells = useIsSelling();
  const { firstPaid } = useMyCart();
  const state = useLive(({ view }) => view.stock[itemNumber]?.state);
  const isGone = state === 'SOLD_OUT' || state === 'ALL_HELD' || state === 'AWAITING_PAYMENT';
  return sells && !firstPaid && isGone;
}
