import type { ShippingQuote } from '../../../shared/contract/order.ts';
import { useMessages } from '../../i18n/language.ts';
import { useMoney } from '../../ui/Price.tsx';
import { goodsThatFit } from './goods-that-fit.ts';
import { quoteWords } from './quote-words.ts';
import { useAdd } from './use-add.ts';
import { useBasket, useCurrency, useLive } from './viewer-stores.ts';
import './quote.css';

/**
 * What would make sending free, or cost nothing more: the goods value that is missing, the grams that are left in the
 * parcel, and goods that fit into it.
 * @param canAdd true where a good can be added on the spot
 */
export function ParcelHints({ shipping, canAdd = false }: { shipping: ShippingQuote[]; canAdd?: boolean }) {
  const say = useMessages(quoteWords);
  const money = useMoney(useCurrency());
  const hints = shipping.flatMap((quote) => {
    const { origin, missingToFreeMinor, gramsLeft } = quote;
    const isFree = missingToFreeMinor === 0;
    const free = missingToFreeMinor ? say.toFree(money(missingToFreeMinor), origin) : null;
    const left = !isFree && gramsLeft ? say.gramsLeft(gramsLeft, origin) : null;
    return free || left ? [{ quote, free, left }] : [];
  });
  if (hints.length === 0) return null;
  return (
    <ul className="parcel-hints">
      {hints.map(({ quote, free, left }) => (
        <li key={quote.origin}>
          {free && <p>{free}</p>}
          {left && <p className="soft">{left}</p>}
          {left && canAdd && <FittingGoods origin={quote.origin} grams={quote.gramsLeft ?? 0} />}
        </li>
      ))}
    </ul>
  );
}

/** Two goods of the bag that still fit, each a tap. */
function FittingGoods({ origin, grams }: { origin: string; grams: number }) {
  const say = useMessages(quoteWords);
  const add = useAdd();
  const view = useLive((state) => state.view);
  const waiting = useBasket((state) => state.waiting);
  return (
    <p className="fitting">
      {goodsThatFit(view, origin, grams).map(({ itemNumber, name, grams: weight }) => (
        <button
          key={itemNumber}
          type="button"
          disabled={waiting[itemNumber] === true}
          onClick={() => void add(itemNumber, 1)}
        >
          <span aria-hidden="true">+ </span>
          <bdi>{name}</bdi> · {say.grams(weight)}
        </button>
      ))}
    </p>
  );
}
