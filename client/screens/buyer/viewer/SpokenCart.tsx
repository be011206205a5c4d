import { useMessages } from '../../../i18n/language.ts';
import { useIsDesktop } from './use-media.ts';
import { useCard, useCart, useUnitsInCart } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/**
 * What was put into the cart, for those who listen, once the ledger has it. An open sheet silences the page under it, so
 * each sheet has one of its own.
 */
export function SpokenCart() {
  const say = useMessages(viewerWords);
  const itemNumber = useCart((state) => state.lastAdded) ?? 0;
  const name = useCard(itemNumber)?.name;
  const units = useUnitsInCart(itemNumber);
  return (
    <p className="unseen" aria-live="polite">
      {name !== undefined && units > 0 ? say.inCart(name, units) : ''}
    </p>
  );
}

/** The same in what is a sheet in a hand: the shop's column on a desktop silences nothing, and is not spoken of twice. */
export function SpokenInSheet() {
  return !useIsDesktop() && <SpokenCart />;
}
