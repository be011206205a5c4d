import { useState } from 'react';
import { askWords } from '../../../i18n/asked-shows.ts';
import { useMessages } from '../../../i18n/language.ts';
import { askToSee, hasAsked } from '../../../stores/ask-to-see.ts';
import { Button } from '../../../ui/Button.tsx';
import { Hand } from '../../../ui/Hand.tsx';
import { useIsFlashSoon } from './flash-soon.ts';
import { useCanWait } from './use-can-add.ts';
import { useCard, useLive, usePins, useUnitsInCart, useViewer } from './viewer-stores.ts';
import './ask-to-see.css';

/** Asks the host to show an item; null where nobody can, or it is shown already. */
function useAsk(itemNumber: number) {
  const { live } = useViewer();
  const isAsked = useLive((state) => hasAsked(state, itemNumber));
  const isShown = usePins().some((pin) => pin.itemNumber === itemNumber);
  const canAsk = useLive(({ view }) => {
    const status = view.stream?.status;
    return status === 'SCHEDULED' || status === 'LIVE' || status === 'INTERRUPTED';
  });
  const [state, setState] = useState<'still' | 'sending' | 'failed'>('still');
  if (isShown || !canAsk) return null;
  // At once: the answer takes half a second, and a tap is seen before.
  const looksAsked = isAsked || state === 'sending';
  const ask = async () => {
    if (looksAsked) return;
    setState('sending');
    setState((await askToSee(live, itemNumber)) ? 'still' : 'failed');
  };
  return { looksAsked, hasFailed: state === 'failed', ask: () => void ask() };
}

/** In a row of the shop, where − comes once some are in the cart: nothing moves, and who has it need not ask. */
export function AskOnRow({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(askWords);
  const name = useCard(itemNumber)?.name ?? '';
  const hasSome = useUnitsInCart(itemNumber) > 0;
  const asking = useAsk(itemNumber);
  // The door to the waitlist and the price of a flash to come are wider than +: they would push it aside.
  const [canWait, isSoon] = [useCanWait(itemNumber), useIsFlashSoon(itemNumber)];
  if (!asking || hasSome || canWait || isSoon) return null;
  const { looksAsked, hasFailed, ask } = asking;
  return (
    <button
      type="button"
      className="ask-row"
      aria-label={looksAsked ? say.askedFor(name) : say.askFor(name)}
      aria-pressed={looksAsked}
      title={hasFailed ? say.failed : undefined}
      onClick={ask}
    >
      <Hand />
      <span aria-hidden="true">{looksAsked ? say.asked : say.ask}</span>
      {hasFailed && (
        <span className="unseen" role="alert">
          {say.failed}
        </span>
      )}
    </button>
  );
}

/** On a product's page, in words. */
export function AskOnPage({ itemNumber }: { itemNumber: number }) {
  const say = useMessages(askWords);
  const asking = useAsk(itemNumber);
  if (!asking) return null;
  const { looksAsked, hasFailed, ask } = asking;
  return (
    <>
      <Button look="line" className="ask-page" aria-pressed={looksAsked} onClick={ask}>
        <Hand />
        {looksAsked ? say.askedPage : say.askPage}
      </Button>
      {hasFailed && (
        <p className="soft small" role="alert">
          {say.failed}
        </p>
      )}
    </>
  );
}
