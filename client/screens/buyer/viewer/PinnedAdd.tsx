import { useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { useStockWords } from '../../../ui/StockLabel.tsx';
import { CountInCart } from './AddOneButton.tsx';
import { ReservedShort, WhyNone } from './AllowancePlace.tsx';
import { FlashSoonAdd, useIsFlashSoon } from './flash-soon.ts';
import { useAdd } from './use-add.ts';
import { useAllowance } from './use-allowance.ts';
import { useCanAdd, useCanWait, useHasStock } from './use-can-add.ts';
import { useCart, useIsOver, useIsSelling, useLive, useShownPrice } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * The one button of the pinned card. It adds, and never becomes another one under the thumb: the way to the checkout
 * stands below the card.
 */
export function PinnedAdd({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const price = useShownPrice(itemNumber);
  const add = useAdd();
  const canAdd = useCanAdd(itemNumber);
  const canWait = useCanWait(itemNumber);
  const isSoon = useIsFlashSoon(itemNumber);
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  if (!price) return null;
  const atOnce = (
    <Button
      look="buy"
      className="add-pinned"
      aria-busy={busy || undefined}
      onClick={() => void add(itemNumber, 1)}
    >
      {say.add} <ReservedShort itemNumber={itemNumber} />
    </Button>
  );
  return (
    <span className="add-one pinned-add">
      <CountInCart itemNumber={itemNumber} />
      {canAdd ? (
        // Who taps under a flash price that is about to start means that price.
        isSoon ? (
          <FlashSoonAdd itemNumber={itemNumber} fallback={atOnce} />
        ) : (
          atOnce
        )
      ) : (
        // Where one can wait, the way to wait is the button.
        !canWait && <ClosedButton itemNumber={itemNumber} />
      )}
    </span>
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
  const bound = useAllowance(itemNumber)?.bound;
  const has = useHasStock(itemNumber);
  return (
    <Button look="quiet" disabled>
      {has && bound ? (
        <WhyNone itemNumber={itemNumber} fallback={say.add} />
      ) : isSelling ? (
        words.text.split(' · ')[0]
      ) : isOver ? (
        say.ended
      ) : (
        say.scheduled
      )}
    </Button>
  );
}
