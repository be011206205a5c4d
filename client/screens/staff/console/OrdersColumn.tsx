import { memo } from 'react';
import type { OrderStatus, TickerOrder } from '../../../../shared/market/order/contract.ts';
import { namedIn } from '../../../../shared/values/names.ts';
import { consoleScreenMessages } from '../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { totalsOf } from '../../../stores/host/floor.ts';
import { Pill } from '../../../ui/Pill.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { clockSecond } from '../../../ui/time-words.ts';
import { orderAddress } from '../orders/orders-address.ts';
import { useCurrency, useHost, useMay } from './host-context.ts';

/** So many orders are drawn; the rest is counted, and stands in the insights. */
const MOST_DRAWN = 100;

/** Orders as they are written down, newest first, each with what became of it. */
export function OrdersColumn() {
  const say = useMessages(consoleScreenMessages);
  const isOpen = useHost(({ desk }) => desk !== null);
  const orders = useHost(({ floor }) => floor.orders);
  const maySee = useMay('orders:view');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and holds nothing to focus, so it is focused itself.
    <section className="orders-column" aria-label={say.orders} tabIndex={0}>
      <header className="column-head">
        <h2>{say.orders}</h2>
        <Today />
      </header>
      {isOpen && !maySee && <p className="column-none soft">{say.ordersHidden}</p>}
      {isOpen && maySee && orders.length === 0 && <p className="column-none soft">{say.ordersNone}</p>}
      <ol className="ticker" aria-live="off">
        {orders.slice(0, MOST_DRAWN).map((order) => (
          <TickerRow key={order.orderId} order={order} />
        ))}
      </ol>
    </section>
  );
}

function Today() {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const items = useHost(({ floor }) => floor.items);
  const { held, unpaid, sold } = totalsOf({ items });
  const write = (n: number) => n.toLocaleString(language);
  return <span className="soft figures">{say.today(write(held), write(unpaid), write(sold))}</span>;
}

const tones: Record<OrderStatus, 'plain' | 'done' | 'attention'> = {
  PLACED: 'attention',
  PAID: 'done',
  EXPIRED: 'plain',
  EXPIRED_REFUNDED: 'plain',
  CANCELLED: 'plain',
  COMPLETED: 'done',
};

/** Its total is paid by nobody. */
const undone: ReadonlySet<TickerOrder['status']> = new Set(['EXPIRED', 'EXPIRED_REFUNDED', 'CANCELLED']);

const TickerRow = memo(function TickerRow({ order }: { order: TickerOrder }) {
  const say = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const money = useMoney(useCurrency());
  const { atMs, reference, status, units, totalMinor, lines } = order;
  // As one text: a count that changes elsewhere draws no row anew.
  const names = useHost(({ floor }) =>
    lines
      .flatMap(({ itemNumber }) => floor.items[itemNumber] ?? [])
      .map((item) => namedIn(language, item).name)
      .join(say.between),
  );
  return (
    <li className={undone.has(status) ? 'ticker-row undone' : 'ticker-row'}>
      <span className="soft figures">{clockSecond(atMs, language)}</span>
      <span className="ticker-lines figures">
        {lines.map((line) => (
          <span key={`${line.itemNumber} ${line.unitPriceMinor}`}>
            <b>{line.itemNumber}</b>×{line.units}
          </span>
        ))}
      </span>
      <b className="ticker-total figures">{money(totalMinor)}</b>
      <span className="soft figures">
        <a
          className="ticker-order"
          href={orderAddress(reference)}
          // The floor stays where it is: somebody is on air.
          target="_blank"
          rel="noreferrer"
          aria-label={say.openOrder(reference)}
        >
          {reference}
        </a>
      </span>
      <span className="soft ticker-names">{names === '' ? say.pieces(units) : names}</span>
      <Pill tone={tones[status]}>{say.orderStatus[status]}</Pill>
    </li>
  );
});
