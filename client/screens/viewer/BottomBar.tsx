import { useMessages } from '../../i18n/language.ts';
import { earliestHold, orderableLines, totalOf } from '../../stores/basket-lines.ts';
import { useWorld } from '../../stores/world.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useMoney } from '../../ui/Price.tsx';
import type { OpenSheet } from './open-sheet.ts';
import { loadShop } from './shop-place.tsx';
import { useCurrency, useLive, useMyBasket } from './viewer-stores.ts';
import { viewerWords } from './words.ts';

/** A finger on the way to the shop brings it. */
const fetchShop = () => void loadShop().catch(() => undefined);

/** Under the thumb: the shop, my orders, and the cart with its total and its earliest deadline. */
export function BottomBar({ onOpen }: { onOpen(sheet: OpenSheet): void }) {
  const say = useMessages(viewerWords);
  const count = useLive((state) => state.view.order.length);
  const hasBasket = useLive((state) => (state.mine?.basket.lines.length ?? 0) > 0);
  return (
    <nav className={hasBasket ? 'bottom-bar full' : 'bottom-bar'}>
      <button type="button" className="bar-button" onPointerDown={fetchShop} onClick={() => onOpen('bag')}>
        <Icon name="bag" />
        {/* With a full cart beside it the word makes room; the drawing and the name stay. */}
        <span className={hasBasket ? 'unseen' : ''}>{say.bag}</span>
        {count > 0 && <b className="figures">{count}</b>}
      </button>
      <a className="bar-button" href="/orders" aria-label={say.myOrders} title={say.myOrders}>
        <Icon name="receipt" />
      </a>
      <BasketPill onOpen={() => onOpen('basket')} />
    </nav>
  );
}

function BasketPill({ onOpen }: { onOpen(): void }) {
  const say = useMessages(viewerWords);
  const money = useMoney(useCurrency());
  const { clock } = useWorld();
  const basket = useMyBasket();
  const view = useLive((state) => state.view);
  const nowMs = clock.now();
  const { units, totalMinor } = totalOf(orderableLines(basket, view, nowMs));
  const untilMs = earliestHold(basket, nowMs);
  const isEmpty = basket.lines.length === 0;
  return (
    <button type="button" className={isEmpty ? 'basket-pill' : 'basket-pill full'} onClick={onOpen}>
      {isEmpty ? (
        <>
          <Icon name="basket" />
          <span>{say.basket}</span>
        </>
      ) : (
        <>
          <span className="unseen">{`${say.basket}: `}</span>
          <b className="figures">{units}</b>
          <span className="figures"> · {money(totalMinor)}</span>
          {untilMs !== null && <Countdown untilMs={untilMs} />}
        </>
      )}
    </button>
  );
}
