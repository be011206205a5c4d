import { insightsMessages } from '../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import type { FloorTold } from '../../screens/staff/insights/floor-told.ts';
import { ListScroll } from '../../screens/staff/insights/ListScroll.tsx';
import { amount } from '../../screens/staff/insights/number-words.ts';
import { OrdersLink } from '../../screens/staff/orders/OrdersLink.tsx';
import { clockTime } from '../../ui/time-words.ts';
import { flashResultWords } from './insights-words.ts';
import { useFlashResult } from './use-flash-result.ts';

/** Each flash afterwards: what became of its quota, who asked in vain, what was held for nothing. */
export function Flashes({ slug, floor: { flashes }, items, currency }: FloorTold) {
  const say = useMessages(flashResultWords);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const resultOf = useFlashResult();
  const count = (n: number) => n.toLocaleString(language);
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  /** A line says that it was at a flash price, and not in which flash of its product. */
  const isAlone = ({ itemNumber }: (typeof flashes)[number]) =>
    flashes.filter((each) => each.itemNumber === itemNumber).length === 1;
  if (flashes.length === 0) return null;
  return (
    <section className="review-block off-paper">
      <h2>{say.flashes}</h2>
      <ListScroll label={say.flashes}>
        <ol className="flashes figures">
          {flashes.map((flash) => (
            <li key={flash.flashId}>
              <p>
                <b>⚡{flash.itemNumber}</b> <bdi>{names.get(flash.itemNumber) ?? ''}</bdi>{' '}
                <span className="soft">
                  {clockTime(flash.startsAtMs, language)} · {amount(flash.priceMinor, currency, language)}{' '}
                  <s>{amount(flash.listPriceMinor, currency, language)}</s>
                </span>
              </p>
              <p className="soft">
                {[
                  resultOf(flash),
                  flash.refusedBuyers === 0
                    ? say.nobodyInVain
                    : say.inVain(
                        words.people(count(flash.refusedBuyers), flash.refusedBuyers),
                        words.pieces(count(flash.refusedUnits), flash.refusedUnits),
                      ),
                  say.expiredHolds(count(flash.expiredUnits)),
                  say.lateTaps(count(flash.lateTaps)),
                ].join(' · ')}
                {flash.soldUnits > 0 && (
                  <>
                    {' · '}
                    <OrdersLink
                      filter={{ stream: slug, item: flash.itemNumber, price: 'flash', outcome: 'paid' }}
                    >
                      {isAlone(flash) ? say.orders : say.ordersOfAll}
                    </OrdersLink>
                  </>
                )}
              </p>
            </li>
          ))}
        </ol>
      </ListScroll>
      <p className="soft note">{say.flashesDefined}</p>
    </section>
  );
}
