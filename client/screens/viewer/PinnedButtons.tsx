import { useMessages } from '../../i18n/language.ts';
import { orderableLines, totalOf } from '../../stores/basket-lines.ts';
import { useWorld } from '../../stores/world.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { useStockWords } from '../../ui/StockLabel.tsx';
import { OnItsWay } from './OnItsWay.tsx';
import { useAdd } from './use-add.ts';
import {
  useBasket,
  useCurrency,
  useIsOver,
  useIsSelling,
  useLive,
  useMyBasket,
  useShownPrice,
} from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * One big button: it puts the product into the cart, and once it is there it orders. Beside it a small one for one more.
 */
export function PinnedButtons({ itemNumber, onOrder }: { itemNumber: number; onOrder(): void }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const price = useShownPrice(itemNumber);
  const add = useAdd();
  const canAdd = useCanAdd(itemNumber);
  const busy = useBasket((state) => state.waiting[itemNumber] !== undefined);
  const total = useOrderableTotal(itemNumber);
  const hasShipping = useLive(({ view }) => view.stream?.hasShipping);
  const plus = hasShipping ? say.plusShipping : '';
  if (!price) return null;
  const addOne = () => void add(itemNumber, 1);
  const isOrderable = total !== null;
  if (!isOrderable && !canAdd) return <ClosedButton itemNumber={itemNumber} />;
  // One and the same button for both, so that the keyboard's place stays on it when its word changes.
  return (
    <div className="two-buttons">
      <Button look="buy" wide busy={!isOrderable && busy} onClick={isOrderable ? onOrder : addOne}>
        {isOrderable ? (
          say.orderNow(money(total) + plus)
        ) : busy ? (
          <OnItsWay itemNumber={itemNumber} />
        ) : (
          say.add
        )}
      </Button>
      {isOrderable && canAdd && (
        <Button look="line" aria-busy={busy || undefined} onClick={addOne}>
          {busy ? (
            <OnItsWay itemNumber={itemNumber} />
          ) : (
            <>
              <Icon name="plus" />
              <span>1</span>
            </>
          )}
          <span className="unseen">{say.add}</span>
        </Button>
      )}
    </div>
  );
}

/** Why there is nothing to tap, on the button's own place. */
function ClosedButton({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const stock = useLive((state) => state.view.stock[itemNumber]);
  const isSelling = useIsSelling();
  const words = useStockWords(
    stock ?? { state: 'COMING', available: 0, nextFreeAtMs: null, flashLeft: null },
  );
  const isOver = useIsOver();
  return (
    <Button look="quiet" wide disabled>
      {isSelling ? words.text.split(' · ')[0] : isOver ? say.ended : say.scheduled}
    </Button>
  );
}

/** Whether a tap may succeed, as far as the view knows. */
export function useCanAdd(itemNumber: number): boolean {
  const isSelling = useIsSelling();
  const state = useLive(({ view }) => view.stock[itemNumber]?.state);
  return isSelling && (state === 'IN_STOCK' || state === 'LOW');
}

/** Whether there is a waiting list to join, as far as the view knows (H5). */
export function useCanWait(itemNumber: number): boolean {
  const isSelling = useIsSelling();
  const { firstPaid } = useMyBasket();
  const state = useLive(({ view }) => view.stock[itemNumber]?.state);
  const isGone = state === 'SOLD_OUT' || state === 'ALL_HELD' || state === 'AWAITING_PAYMENT';
  return isSelling && !firstPaid && isGone;
}

/** The total of all that can be ordered, if this item is part of it, else null. */
function useOrderableTotal(itemNumber: number): number | null {
  const { clock } = useWorld();
  const basket = useMyBasket();
  return useLive(({ view }) => {
    const lines = orderableLines(basket, view, clock.now());
    return lines.some((line) => line.itemNumber === itemNumber) ? totalOf(lines).totalMinor : null;
  });
}
