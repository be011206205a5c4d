import { useMessages } from '../../i18n/language.ts';
import { IconButton } from '../../ui/Button.tsx';
import { FlashSoonOne, useIsFlashSoon } from './flash-soon.ts';
import { OnItsWay } from './OnItsWay.tsx';
import { useAdd } from './use-add.ts';
import { useCanAdd, useCanWait } from './use-can-add.ts';
import { useCard, useCart, useUnitsInCart } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * One more of an item, at the price of this moment.
 * @param onWait where somebody can wait for an item that is gone just now (H5), from the same place
 */
export function AddOneButton({ itemNumber, onWait }: { itemNumber: number; onWait?: () => void }) {
  const say = useMessages(viewerWords);
  const add = useAdd();
  const canAdd = useCanAdd(itemNumber);
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const name = useCard(itemNumber)?.name ?? '';
  const canWait = useCanWait(itemNumber) && onWait !== undefined;
  const isSoon = useIsFlashSoon(itemNumber) && canAdd;
  return (
    <span className="add-one">
      <CountInCart itemNumber={itemNumber} />
      {canWait ? (
        <IconButton className="wait-button" icon="clock" name={say.waitFor(name)} onClick={onWait} />
      ) : isSoon ? (
        // Who taps while a flash counts down means its price.
        <FlashSoonOne itemNumber={itemNumber} name={name} />
      ) : (
        <IconButton
          className="add-button"
          icon="plus"
          name={say.addOne(name)}
          disabled={!canAdd}
          aria-busy={busy || undefined}
          onClick={() => void add(itemNumber, 1)}
        />
      )}
    </span>
  );
}

/** Above a button that adds, where a thumb does not cover it: what is in the cart by the ledger, and what is on its way. */
export function CountInCart({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(viewerWords);
  const units = useUnitsInCart(itemNumber);
  return (
    <span className="add-count figures">
      {units > 0 && (
        <b className="in-cart" title={say.unitsInCart(units)}>
          {units}
        </b>
      )}
      <OnItsWay itemNumber={itemNumber} />
    </span>
  );
}
