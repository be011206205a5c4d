import { useMessages } from '../../i18n/language.ts';
import { Picture } from '../../ui/Picture.tsx';
import { Price } from '../../ui/Price.tsx';
import { quietWords } from './quiet-words.ts';
import { useCards } from './use-cards.ts';
import { useLive } from './viewer-stores.ts';

/** So many stand there before the stream begins; all of them are in the shop. */
const SHOWN = 6;

/** What a planned stream will sell, at its list prices: to look at, since nothing is sold before it begins (S1). */
export function PreviewProducts() {
  const say = useMessages(quietWords);
  const cards = useCards();
  const order = useLive((state) => state.view.order);
  const currency = useLive((state) => state.view.stream?.currency ?? 'CNY');
  if (order.length === 0) return null;
  return (
    <section className="preview" aria-label={say.preview}>
      <h3>{say.preview}</h3>
      <ul>
        {order.slice(0, SHOWN).map((itemNumber) => {
          const card = cards[itemNumber];
          return (
            card && (
              <li key={itemNumber}>
                <Picture source={card.picture} size={56} />
                <bdi>{card.name}</bdi>
                <Price minor={card.listPriceMinor} currency={currency} />
              </li>
            )
          );
        })}
      </ul>
      {order.length > SHOWN && <p className="soft">{say.moreProducts(order.length - SHOWN)}</p>}
    </section>
  );
}
