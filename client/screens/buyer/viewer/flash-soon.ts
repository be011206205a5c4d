import { part } from '../../../ui/part.tsx';
import { useFlashPhase, useLive } from './viewer-stores.ts';

/** The button for a flash that counts down; it comes with the first one that is announced. */
export const FlashSoonAdd = part(() => import('./FlashSoonAdd.tsx').then((module) => module.FlashSoonAdd));
/** The same in a row of the shop, and what it says beside the price there. */
export const FlashSoonOne = part(() => import('./FlashSoonAdd.tsx').then((module) => module.FlashSoonOne));
export const FlashSoonPrice = part(() =>
  import('./FlashSoonAdd.tsx').then((module) => module.FlashSoonPrice),
);

/** Whether a flash of an item counts down, with units to sell. */
export function useIsFlashSoon(itemNumber: number): boolean {
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const hasLeft = useLive((state) => (state.view.stock[itemNumber]?.flashLeft ?? 0) > 0);
  return useFlashPhase(flash) === 'announced' && hasLeft;
}
