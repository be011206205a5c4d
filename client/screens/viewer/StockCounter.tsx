import { StockLabel } from '../../ui/StockLabel.tsx';
import { useLive } from './viewer-stores.ts';

/** The shelf of one item; a change of another item's stock does not render it. */
export function StockCounter({ itemNumber }: { itemNumber: number }) {
  const stock = useLive((state) => state.view.stock[itemNumber]);
  return stock ? <StockLabel stock={stock} /> : null;
}
