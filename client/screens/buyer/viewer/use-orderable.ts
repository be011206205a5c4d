import { orderableLines, totalOf } from '../../../stores/cart-lines.ts';
import { useServerTime } from '../../../ui/server-time.ts';
import { usePaidNow } from './use-paid-now.ts';
import { useLive, useMyCart } from './viewer-stores.ts';

/**
 * What can be ordered now: units and total, as one plain value that changes only when they do.
 * @returns with it `inCart`: units that could be ordered, also those that are left for later
 */
export function useOrderable(): { units: number; totalMinor: number; inCart: number } {
  const cart = useMyCart();
  const now = usePaidNow();
  const view = useLive((state) => state.view);
  const reading = useServerTime((nowMs) => {
    const { units, totalMinor } = totalOf(orderableLines(now, view, nowMs));
    const inCart = now === cart ? units : totalOf(orderableLines(cart, view, nowMs)).units;
    return `${units} ${totalMinor} ${inCart}`;
  });
  const [units = 0, totalMinor = 0, inCart = 0] = reading.split(' ').map(Number);
  return { units, totalMinor, inCart };
}
