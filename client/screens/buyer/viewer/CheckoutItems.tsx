import { useMessages } from '../../../i18n/language.ts';
import type { OrderLine } from '../../../stores/cart-lines.ts';
import { Picture } from '../../../ui/Picture.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { checkoutWords } from './checkout-words.ts';
import { useCards } from './use-cards.ts';
import { useCurrency } from './viewer-stores.ts';

/** So many lines leave the first field in sight on a phone; more are behind a tap. */
const MOST_SHOWN = 3;

/**
 * What is about to be ordered: each line with its picture, name, units and what it costs.
 * @param lines JSON of order lines
 */
export function CheckoutItems({ lines }: { lines: string }) {
  const say = useMessages(checkoutWords);
  const list = JSON.parse(lines) as OrderLine[];
  if (list.length === 0) return null;
  const rest = list.length > MOST_SHOWN ? list.slice(MOST_SHOWN - 1) : [];
  return (
    <section className="checkout-items" aria-label={say.items}>
      <Lines lines={list.slice(0, list.length - rest.length)} />
      {rest.length > 0 && (
        <details>
          <summary>{say.moreItems(rest.length)}</summary>
          <Lines lines={rest} />
        </details>
      )}
    </section>
  );
}

function Lines({ lines }: { lines: readonly OrderLine[] }) {
  const cards = useCards();
  const money = useMoney(useCurrency());
  return (
    <ul>
      {lines.map(({ itemNumber, unitPriceMinor, units }) => {
        const card = cards[itemNumber];
        return (
          <li key={`${itemNumber} ${unitPriceMinor}`}>
            <Picture source={card?.picture ?? ''} size={44} />
            <span>
              <bdi>{card?.name}</bdi>
              <span className="soft figures">
                {money(unitPriceMinor)} × {units}
              </span>
            </span>
            <b className="figures">{money(units * unitPriceMinor)}</b>
          </li>
        );
      })}
    </ul>
  );
}
