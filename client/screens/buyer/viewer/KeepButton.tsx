import { useStore } from 'zustand';
import { secondNames } from '../../../../shared/values/names.ts';
import { useMessages } from '../../../i18n/language.ts';
import { keptProducts } from '../../../stores/kept-products.ts';
import { useWorld } from '../../../stores/world.ts';
import { Heart } from '../../../ui/Heart.tsx';
import { keepWords } from './keep-words.ts';
import { useCard, useLive, useViewer } from './viewer-stores.ts';

/**
 * Keeps a product on this device: its shop lists it first from the next time on, and the first page says where it can be
 * bought. @param isSmall the heart alone, with its words for who hears the page
 */
export function KeepButton({ itemNumber, isSmall = false }: { itemNumber: number; isSmall?: boolean }) {
  const say = useMessages(keepWords);
  const { slug } = useViewer();
  const products = keptProducts(useWorld().keep);
  const card = useLive((state) => state.view.cards[itemNumber]);
  const shown = useCard(itemNumber);
  useStore(products.store);
  if (!card || !shown) return null;
  const isKept = products.has(card);
  const { name, producer, picture } = card;
  const toggle = () => products.toggle({ slug, itemNumber, name, producer, ...secondNames(card), picture });
  return (
    <button
      type="button"
      className={isSmall ? 'icon-button keep' : 'button line keep'}
      aria-pressed={isKept}
      // What is read is part of what is heard: whoever speaks to the page says it (WCAG 2.5.3).
      aria-label={isSmall ? say.keepOf(shown.name) : undefined}
      title={isKept ? say.kept : say.keep}
      onClick={toggle}
    >
      <Heart isKept={isKept} />
      {!isSmall && <span>{isKept ? say.kept : say.keep}</span>}
    </button>
  );
}
