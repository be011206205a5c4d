import { StockLabel } from '../../ui/StockLabel.tsx';
import { useIsOver, useLive } from './viewer-stores.ts';

/** The shelf of one item; a change of another item's stock does not render it. After the end there is no shelf. */
export function StockCounter({ itemNumber }: { itemNumber: number }) {
  const stock = useLive((state) => state.view.stock[itemNumber]);
  const isOver = useIsOver();
  return stock && !isOver ? <StockLabel stock={stock} /> : null;
}
