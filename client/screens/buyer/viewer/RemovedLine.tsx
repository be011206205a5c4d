import { useMessages } from '../../../i18n/language.ts';
import { setAsideOf } from '../../../stores/set-aside.ts';
import { useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { cartWords } from './cart-words.ts';
import { useAdd } from './use-add.ts';
import { useCanAdd } from './use-can-add.ts';
import { useCard, useCart, useCurrency, useMyCart, useShownPrice, useViewer } from './viewer-stores.ts';

/**
 * What was taken out of the cart last, and the way to put it back. Its units may be somebody else's by then: it is an add
 * like any other, at the price of now, which it says.
 */
export function RemovedLine({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(cartWords);
  const money = useMoney(useCurrency());
  const aside = setAsideOf(useViewer().live, useWorld().keep);
  const add = useAdd();
  const card = useCard(itemNumber);
  const price = useShownPrice(itemNumber);
  const canAdd = useCanAdd(itemNumber);
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const isInCart = useMyCart().lines.some((line) => line.itemNumber === itemNumber);
  if (isInCart || !card || !price) return null;
  return (
    <div className="cart-removed" role="status">
      <p className="soft">{say.removed(card.name)}</p>
      {canAdd && (
        <Button
          look="line"
          busy={busy}
          onClick={() => void add(itemNumber, 1).then((isTaken) => isTaken && aside.cameBack(itemNumber))}
        >
          {say.putBack(money(price.priceMinor))}
        </Button>
      )}
    </div>
  );
}
