import { useState } from 'react';
import { useMessages } from '../../../i18n/language.ts';
import { keptProducts } from '../../../stores/kept-products.ts';
import { useWorld } from '../../../stores/world.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { Price } from '../../../ui/Price.tsx';
import { KeepButton } from './KeepButton.tsx';
import { quietWords } from './quiet-words.ts';
import { useCards } from './use-cards.ts';
import { useOpenProduct } from './use-open-product.ts';
import { useLive } from './viewer-stores.ts';

/** So many stand there before the stream begins; all of them are in the shop. */
const SHOWN = 6;

/** What a planned stream will sell, at its list prices: to look at, each a tap from its page, since nothing is sold before it begins (S1). */
export function PreviewProducts() {
  const say = useMessages(quietWords);
  const open = useOpenProduct();
  const cards = useCards();
  const raw = useLive((state) => state.view.cards);
  const order = useLive((state) => state.view.order);
  const currency = useLive((state) => state.view.stream?.currency ?? 'CNY');
  const products = keptProducts(useWorld().keep);
  // As it was when the page came: a heart moves no row under a thumb.
  const [kept] = useState(products.store.getState().kept);
  if (order.length === 0) return null;
  const isKept = (n: number) =>
    kept.some(({ name, producer }) => name === raw[n]?.name && producer === raw[n].producer);
  const shown = [...order.filter(isKept), ...order.filter((n) => !isKept(n))].slice(0, SHOWN);
  return (
    <section className="preview" aria-label={say.preview}>
      <h2>{say.preview}</h2>
      <ul>
        {shown.map((itemNumber) => {
          const card = cards[itemNumber];
          return (
            card && (
              <li key={itemNumber}>
                <button type="button" className="preview-open" onClick={() => open(itemNumber)}>
                  <Picture source={card.picture} size={56} />
                  <span>
                    <bdi>{card.name}</bdi>
                    <small className="soft">
                      <bdi>{card.producer}</bdi>
                    </small>
                  </span>
                </button>
                <Price minor={card.listPriceMinor} currency={currency} />
                <KeepButton itemNumber={itemNumber} isSmall />
              </li>
            )
          );
        })}
      </ul>
      {order.length > SHOWN && <p className="soft">{say.moreProducts(order.length - SHOWN)}</p>}
    </section>
  );
}
