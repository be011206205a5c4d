import { MAX_COUNTDOWN_SECONDS } from '../../../../shared/market/flash-sale/bounds.ts';
import { SECOND } from '../../../../shared/values/time.ts';
import { part } from '../../../ui/part.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { useFlashPhase, useLive } from './viewer-stores.ts';

/** The button for a flash that counts down; it comes with the first one that is announced. */
export const FlashSoonAdd = part(() => import('./FlashSoonAdd.tsx').then((module) => module.FlashSoonAdd));
/** The same in a row of the shop, and what it says beside the price there. */
export const FlashSoonOne = part(() => import('./FlashSoonAdd.tsx').then((module) => module.FlashSoonOne));
export const FlashSoonPrice = part(() =>
  import('./FlashSoonAdd.tsx').then((module) => module.FlashSoonPrice),
);

/** Whether a flash of an item counts down its last minutes, with units to sell: until then the list price is what is sold. */
export function useIsFlashSoon(itemNumber: number): boolean {
  const flash = useLive((state) => state.view.flash[itemNumber]);
  const hasLeft = useLive((state) => (state.view.stock[itemNumber]?.flashLeft ?? 0) > 0);
  const isNear = useServerTime(
    (nowMs) => !!flash && flash.startsAtMs - nowMs <= MAX_COUNTDOWN_SECONDS * SECOND,
  );
  return useFlashPhase(flash) === 'announced' && hasLeft && isNear;
}
