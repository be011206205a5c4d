import { memo, useMemo, useRef, useState } from 'react';
import type { TickerOrder } from '../../../../../shared/market/order/contract.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { consoleFeedWords } from '../../../../i18n/console-feed.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { part } from '../../../../ui/part.tsx';
import { useHost, useMay } from '../host-context.ts';
import { useRowsInSight } from '../use-rows-in-sight.ts';
import { OlderButton, OrderCells, OrderRow } from './OrderRow.tsx';

/** So many orders are listed as frames tell them; whoever wants older ones asks for them. */
const MOST_LISTED = 200;
/** Whoever wants older ones waits for the part that asks for them. */
const Older = part(() => import('./OlderOrders.tsx').then(({ OlderOrders }) => OlderOrders));

/** Orders, newest first, each with what became of it; older ones page by page. */
export function OrderFeed() {
  const words = useMessages(consoleScreenMessages);
  const isOpen = useHost(({ desk }) => desk !== null);
  const orders = useHost(({ floor }) => floor.orders);
  const isAll = useHost(({ floor }) => floor.ordersKnownFromMs === 0);
  const maySee = useMay('orders:view');
  /** From here on older ones were asked for: what is newer stays in sight, however many come. */
  const [from, setFrom] = useState<TickerOrder | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const listed = useMemo(
    () => (from ? orders.filter((order) => !isBehind(order, from)) : orders.slice(0, MOST_LISTED)),
    [orders, from],
  );
  const ids = useMemo(() => listed.map(({ orderId }) => orderId), [listed]);
  const rows = useRowsInSight(list, ids);
  if (isOpen && !maySee) return <p className="column-none soft">{words.ordersHidden}</p>;
  const isWhole = rows.length === listed.length;
  const last = listed.at(-1);
  return (
    <>
      {isOpen && orders.length === 0 && <p className="column-none soft">{words.ordersNone}</p>}
      <ol className="ticker" aria-live="off" ref={list}>
        {rows.map(({ key, index, above, below }) => (
          <OrderRow
            key={key}
            status={listed[index]!.status}
            data-row={key}
            aria-posinset={isWhole ? undefined : index + 1}
            aria-setsize={isWhole ? undefined : listed.length}
            style={{ marginTop: above || undefined, marginBottom: below || undefined }}
          >
            <TickerCells order={listed[index]!} />
          </OrderRow>
        ))}
      </ol>
      {from ? (
        <Older from={from} />
      ) : (
        last && (!isAll || listed.length < orders.length) && <OlderButton onClick={() => setFrom(last)} />
      )}
    </>
  );
}

/** Whether an order comes after another one in a list that begins with the newest. */
function isBehind(order: Place, other: Place): boolean {
  return order.atMs < other.atMs || (order.atMs === other.atMs && order.orderId < other.orderId);
}
type Place = Pick<TickerOrder, 'atMs' | 'orderId'>;

const TickerCells = memo(function TickerCells({ order }: { order: TickerOrder }) {
  const words = useMessages(consoleScreenMessages);
  const say = useMessages(consoleFeedWords);
  const language = useLanguage();
  const { atMs, reference, status, units, totalMinor, nth, lines } = order;
  // As one text: a count that changes elsewhere draws no row anew.
  const goods = useHost(({ floor }) =>
    [...unitsOf(lines)]
      .flatMap(([itemNumber, each]) => {
        const item = floor.items[itemNumber];
        return item ? say.good(each, namedIn(language, item).name) : [];
      })
      .join(' · '),
  );
  return (
    <OrderCells {...{ atMs, reference, status, totalMinor, nth }} goods={goods || words.pieces(units)} />
  );
});

/** An item at two prices is two lines, and one product. */
function unitsOf(lines: TickerOrder['lines']): Map<number, number> {
  const all = new Map<number, number>();
  for (const { itemNumber, units } of lines) all.set(itemNumber, (all.get(itemNumber) ?? 0) + units);
  return all;
}
