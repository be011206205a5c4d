import { orderableLines, totalOf } from '../../../stores/cart-lines.ts';
import { useServerTime } from '../../../ui/server-time.ts';
import { useLive, useMyCart } from './viewer-stores.ts';

/** What can be ordered now: units and total, as one plain value that changes only when they do. */
export function useOrderable(): { units: number; totalMinor: number } {
  const cart = useMyCart();
  const view = useLive((state) => state.view);
  const reading = useServerTime((nowMs) => {
    const { units, totalMinor } = totalOf(orderableLines(cart, view, nowMs));
    return `${units} ${totalMinor}`;
  });
  const [units = 0, totalMinor = 0] = reading.split(' ').map(Number);
  return { units, totalMinor };
}
