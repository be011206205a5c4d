import { type MouseEvent, useEffect, useRef } from 'react';
import { commonMessages } from '../../../i18n/common.ts';
import { useMessages } from '../../../i18n/language.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { useCard, useCart, useUnitsInCart, useViewer } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** Takes one out again where it was put in, and says how many there are by the ledger; nothing before the first. */
export function FewerUnits({ itemNumber }: { itemNumber: number }) {
  const common = useMessages(commonMessages);
  const say = useMessages(viewerWords);
  const { cart } = useViewer();
  const units = useUnitsInCart(itemNumber);
  const busy = useCart((state) => state.waiting[itemNumber] !== undefined);
  const name = useCard(itemNumber)?.name ?? '';
  /** Where the last one was taken out: with it this button goes. */
  const left = useRef<Element | null>(null);
  useEffect(() => {
    if (units > 0 || !left.current) return;
    // Only where the focus went with it: nobody is called back from elsewhere.
    if (document.activeElement === document.body)
      left.current.querySelector('button')?.focus({ preventScroll: true });
    left.current = null;
  }, [units]);
  if (units === 0) return null;
  const take = ({ currentTarget }: MouseEvent) => {
    left.current = units === 1 ? currentTarget.parentElement : null;
    void cart.remove(itemNumber, 1);
  };
  return (
    <>
      <IconButton
        className="fewer-button"
        icon={units === 1 ? 'trash' : 'minus'}
        name={`${common.fewer}: ${name}`}
        // More can be asked for while a tap has no answer yet, fewer can not.
        aria-busy={busy || undefined}
        aria-disabled={busy || undefined}
        onClick={busy ? undefined : take}
      />
      <b className="in-cart figures" title={say.unitsInCart(units)}>
        {units}
      </b>
    </>
  );
}
