import { StockLabel } from '../../ui/StockLabel.tsx';
import { useIsOver, useLive } from './viewer-stores.ts';

/**
 * The shelf of one item; a change of another item's stock does not render it. After the end there is no shelf.
 * @param isShort on one line, whatever there is to say
 */
export function StockCounter({ itemNumber, isShort = false }: { itemNumber: number; isShort?: boolean }) {
  const stock = useLive((state) => state.view.stock[itemNumber]);
  const isOver = useIsOver();
  return stock && !isOver ? <StockLabel stock={stock} isShort={isShort} /> : null;
}
