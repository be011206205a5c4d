import { QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';
import type { OrderStatus, TickerOrder } from '../../../../../shared/market/order/contract.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { consoleFeedWords } from '../../../../i18n/console-feed.ts';
import { consoleScreenMessages } from '../../../../i18n/console-screen.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { askRoute, questionsOf } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Pill } from '../../../../ui/Pill.tsx';
import { useMoney } from '../../../../ui/Price.tsx';
import { clockSecond } from '../../../../ui/time-words.ts';
import { orderAddress } from '../../orders/orders-address.ts';
import { NotRead } from '../../shell/NotRead.tsx';
import { useConsole, useCurrency, useHost, useMay } from '../host-context.ts';

/** So many orders are drawn as frames tell them; whoever wants older ones asks for them. */
const MOST_DRAWN = 200;
/** Older ones that one question brings. */
const PAGE = 100;

/** Orders, newest first, each with what became of it; older ones page by page. */
export function OrderFeed() {
  const words = useMessages(consoleScreenMessages);
  const client = questionsOf(useWorld());
  const isOpen = useHost(({ desk }) => desk !== null);
  const orders = useHost(({ floor }) => floor.orders);
  const isAll = useHost(({ floor }) => floor.ordersKnownFromMs === 0);
  const maySee = useMay('orders:view');
  /** From here on older ones were asked for: what is newer stays in sight, however many come. */
  const [from, setFrom] = useState<TickerOrder | null>(null);
  if (isOpen && !maySee) return <p className="column-none soft">{words.ordersHidden}</p>;
  const drawn = from ? orders.filter((order) => !isBehind(order, from)) : orders.slice(0, MOST_DRAWN);
  const last = drawn.at(-1);
  return (
    <>
      {isOpen && orders.length === 0 && <p className="column-none soft">{words.ordersNone}</p>}
      <ol className="ticker" aria-live="off">
        {drawn.map((order) => (
          <TickerRow key={order.orderId} order={order} />
        ))}
      </ol>
      {from ? (
        <QueryClientProvider client={client}>
          <Older from={from} />
        </QueryClientProvider>
      ) : (
        last && (!isAll || drawn.length < orders.length) && <OlderButton onClick={() => setFrom(last)} />
      )}
    </>
  );
}

/** Whether an order comes after another one in a list that begins with the newest. */
function isBehind(order: Place, other: Place): boolean {
  return order.atMs < other.atMs || (order.atMs === other.atMs && order.orderId < other.orderId);
}
type Place = Pick<TickerOrder, 'atMs' | 'orderId'>;

function OlderButton({ onClick, isBusy = false }: { onClick(): void; isBusy?: boolean }) {
  const say = useMessages(consoleFeedWords);
  return (
    <p className="feed-older">
      <Button look="line" busy={isBusy} onClick={onClick}>
        {say.older}
      </Button>
    </p>
  );
}

/** What was ordered before, as the list of all orders has it. */
function Older({ from }: { from: Place }) {
  const world = useWorld();
  const { host } = useConsole();
  const say = useMessages(consoleFeedWords);
  const language = useLanguage();
  const asked = useInfiniteQuery({
    queryKey: ['feed', host.slug, from.orderId],
    queryFn: ({ pageParam }) =>
      askRoute(world, 'officeOrders', { query: { stream: host.slug, limit: PAGE, after: pageParam } }),
    initialPageParam: `${from.atMs}.${from.orderId}`,
    getNextPageParam: ({ next }) => next,
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = asked;
  return (
    <>
      <ol className="ticker">
        {data?.pages.flatMap((page) =>
          page.orders.map(({ orderId, placedAtMs, goods, ...order }) => (
            <Row
              key={orderId}
              {...order}
              atMs={placedAtMs}
              goods={goods.map((good) => say.good(good.units, namedIn(language, good).name)).join(' · ')}
            />
          )),
        )}
      </ol>
      <NotRead fault={error} onAgain={() => void refetch()} />
      {(hasNextPage || isFetching) && !error && (
        <OlderButton isBusy={isFetching} onClick={() => void fetchNextPage()} />
      )}
    </>
  );
}

const TickerRow = memo(function TickerRow({ order }: { order: TickerOrder }) {
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
  return <Row {...{ atMs, reference, status, totalMinor, nth }} goods={goods || words.pieces(units)} />;
});

/** An item at two prices is two lines, and one product. */
function unitsOf(lines: TickerOrder['lines']): Map<number, number> {
  const all = new Map<number, number>();
  for (const { itemNumber, units } of lines) all.set(itemNumber, (all.get(itemNumber) ?? 0) + units);
  return all;
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
const undone: ReadonlySet<OrderStatus> = new Set(['EXPIRED', 'EXPIRED_REFUNDED', 'CANCELLED']);

function Row({
  atMs,
  reference,
  status,
  totalMinor,
  nth,
  goods,
}: Pick<TickerOrder, 'atMs' | 'reference' | 'status' | 'totalMinor'> & {
  nth?: number | undefined;
  goods: string;
}) {
  const say = useMessages(consoleFeedWords);
  const words = useMessages(consoleScreenMessages);
  const language = useLanguage();
  const money = useMoney(useCurrency());
  return (
    <li className={undone.has(status) ? 'ticker-row undone' : 'ticker-row'}>
      <span className="ticker-about soft figures">
        <a
          className="ticker-order"
          href={orderAddress(reference)}
          // The floor stays where it is: somebody is on air.
          target="_blank"
          rel="noreferrer"
          aria-label={words.openOrder(reference)}
        >
          {reference}
        </a>
        <span>{clockSecond(atMs, language)}</span>
        {nth !== undefined && (
          <span className={nth === 1 ? 'ticker-first' : ''} title={say.nthHint}>
            {say.nth(nth)}
          </span>
        )}
      </span>
      <b className="ticker-total figures">{money(totalMinor)}</b>
      <span className="ticker-names figures" title={goods}>
        {goods}
      </span>
      <Pill tone={tones[status]}>{words.orderStatus[status]}</Pill>
    </li>
  );
}
