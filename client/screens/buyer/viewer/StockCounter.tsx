import { StockLabel } from '../../../ui/StockLabel.tsx';
import { useIsOver, useLive, useUnitsInCart } from './viewer-stores.ts';

/**
 * The shelf of one item; a change of another item's stock does not render it. After the end there is no shelf.
 * @param isShort on one line, whatever there is to say
 */
export function StockCounter({ itemNumber, isShort = false }: { itemNumber: number; isShort?: boolean }) {
  const stock = useLive((state) => state.view.stock[itemNumber]);
  const isOver = useIsOver();
  const isMine = useUnitsInCart(itemNumber) > 0;
  if (!stock || isOver) return null;
  // What may come back soonest may be the buyer's own: their cart has its clock.
  const said = isMine && stock.state === 'ALL_HELD' ? { ...stock, nextFreeAtMs: null } : stock;
  return <StockLabel stock={said} isShort={isShort} isMine={isMine} />;
}
