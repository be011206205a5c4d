import { useMessages } from '../../../i18n/language.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { checkoutWords } from './checkout-words.ts';
import { useOrderable } from './use-orderable.ts';
import { useLive, useMyCart } from './viewer-stores.ts';

/** Whether a checkout has nothing to order, as far as stream and cart have come: while they are fetched it may have. */
export function useIsNothingLeft(): boolean {
  const hasCome = useLive(({ mine, view }) => mine !== null && view.stream !== null);
  return useOrderable().units === 0 && hasCome;
}

/** In place of a form that nothing could be ordered with: that the reservations ended, or that there is nothing (H1). */
export function NothingLeft() {
  const say = useMessages(checkoutWords);
  const { lines } = useMyCart();
  const hasEnded = lines.some(({ expiredUnits, holds }) => expiredUnits > 0 || holds.length > 0);
  return <Notice tone="held">{hasEnded ? say.reservationEnded : say.nothingLeft}</Notice>;
}
