import type { ReactNode } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { FlashSoonOne, useIsFlashSoon } from './flash-soon.ts';
import { OnItsWay } from './OnItsWay.tsx';
import { useAdd } from './use-add.ts';
import { useCanAdd, useCanWait } from './use-can-add.ts';
import { useCard, useCart, useLive, useUnitsInCart } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * One more of an item, at the price of this moment.
 * @param fewer stands before it, with how many are in the cart; without it that stands above the button
 * @param onWait where somebody can wait for an item that is gone just now (H5), from the same place
 */
export function AddOneButton({
  itemNumber,
  fewer,
  onWait,
}: {
  itemNumber: number;
  fewer?: ReactNode;
  onWait?: () => void;
}) {
  const say = useMessages(viewerWords);
  const add = useAdd();
  const canAdd = useCanAdd(itemNumber);
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const name = useCard(itemNumber)?.name ?? '';
  const hasSome = useUnitsInCart(itemNumber) > 0;
  // Who has some goes on with − and +, which stay where they are.
  const canWait = useCanWait(itemNumber) && onWait !== undefined && !hasSome;
  const isSoon = useIsFlashSoon(itemNumber) && canAdd;
  const isWaiting = useLive(({ mine }) => mine?.waiting?.some((line) => line.itemNumber === itemNumber));
  return (
    <span className="add-one">
      {fewer === undefined ? (
        <CountInCart itemNumber={itemNumber} />
      ) : (
        <>
          <span className="add-count figures">
            <OnItsWay itemNumber={itemNumber} />
          </span>
          {fewer}
        </>
      )}
      {canWait ? (
        <Button
          look="line"
          className="wait-door"
          aria-label={say.waitFor(name)}
          aria-disabled={isWaiting || undefined}
          onClick={isWaiting ? undefined : onWait}
        >
          {say.waitlist}
        </Button>
      ) : isSoon ? (
        // Who taps while a flash counts down means its price.
        <FlashSoonOne itemNumber={itemNumber} name={name} />
      ) : (
        <IconButton
          className="add-button"
          icon="plus"
          name={say.addOne(name)}
          // Not `disabled`: who has just added the last one by the keyboard goes on from here.
          aria-disabled={!canAdd || undefined}
          aria-busy={busy || undefined}
          onClick={canAdd ? () => void add(itemNumber, 1) : undefined}
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
