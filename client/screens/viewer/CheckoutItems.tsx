import { useMessages } from '../../i18n/language.ts';
import type { OrderLine } from '../../stores/cart-lines.ts';
import { Picture } from '../../ui/Picture.tsx';
import { checkoutWords } from './checkout-words.ts';
import { useCards } from './use-cards.ts';

/** More than these are known by their pictures. */
const MOST_NAMED = 2;

/**
 * What is about to be ordered, as a strip of pictures.
 * @param lines JSON of order lines
 */
export function CheckoutItems({ lines }: { lines: string }) {
  const say = useMessages(checkoutWords);
  const cards = useCards();
  const list = JSON.parse(lines) as OrderLine[];
  if (list.length === 0) return null;
  return (
    <ul className="checkout-items" aria-label={say.items}>
      {list.map(({ itemNumber, unitPriceMinor, units }) => {
        const card = cards[itemNumber];
        return (
          <li key={`${itemNumber} ${unitPriceMinor}`}>
            <Picture source={card?.picture ?? ''} size={44} />
            <bdi className={list.length > MOST_NAMED ? 'unseen' : ''}>{card?.name}</bdi>
            <b className="figures">×{units}</b>
          </li>
        );
      })}
    </ul>
  );
}
