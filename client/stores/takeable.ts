import type { LiveView } from '../../shared/live-view/entries.ts';
import { shownPrice } from '../../shared/live-view/price.ts';
import type { CartView } from '../../shared/market/cart/contract.ts';

/**
 * The flashes whose price is shown now, below that at which units of their item are held in the cart (F7). The market says
 * how many of these can have it, and whether the whole order gets cheaper.
 */
export function takeableFlashes(cart: CartView, view: LiveView, nowMs: number): string[] {
  return cart.lines.flatMap(({ itemNumber, holds }) => {
    const price = shownPrice(view, itemNumber, nowMs);
    if (!price || price.flashId === null) return [];
    const isAbove = holds.some(
      ({ flashId, unitPriceMinor, untilMs }) =>
        flashId === null && unitPriceMinor > price.priceMinor && untilMs > nowMs,
    );
    return isAbove ? [price.flashId] : [];
  });
}
