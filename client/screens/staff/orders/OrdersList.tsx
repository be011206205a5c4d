import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { MOST_COUNTED } from '../../../../shared/contract/office-lists.ts';
import type {
  OfficeOrderRow,
  OfficeOrders,
  OrdersFilter,
} from '../../../../shared/contract/office-orders.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { OrderPills } from './OrderPills.tsx';
import { askedSorting, type OrdersSorting, orderAddress } from './orders-address.ts';
import { VirtualRows } from './VirtualRows.tsx';

/** Orders that one question brings. */
const PAGE = 100;
/** Rows in px: one line on a desk, three in a hand (`orders.css`). */
const HEIGHTS = { wide: 40, hand: 84 };
/** A list that was not scrolled far is read anew so often; of a long one only what is asked for. */
const AGAIN_MS = 20_000;
const MOST_AGAIN = 2;

const NEWEST_FIRST: OrdersSorting = { sort: 'time', order: 'desc' };

/** The orders that a filter means, as they are sorted. However many they are, only those in sight are drawn. */
export function OrdersList({
  filter,
  clear,
  sorting = NEWEST_FIRST,
  onSort,
}: {
  filter: OrdersFilter;
  clear(): void;
  sorting?: OrdersSorting;
  /** Absent: it stands as it is, without heads. */
  onSort?(by: OrdersSorting): void;
}) {
  const say = useMessages(officeOrdersWords);
  const world = useWorld();
  const listed = useInfiniteQuery({
    queryKey: ['orders', filter, sorting],
    queryFn: ({ pageParam }) =>
      askRoute(world, 'officeOrders', {
        query: {
          ...filter,
          ...askedSorting(sorting),
          limit: PAGE,
          ...(pageParam === null ? {} : { after: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    // Sorted anew, or one filter more: the rows of before stand until the others are there.
    placeholderData: keepPreviousData,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= MOST_AGAIN ? AGAIN_MS : false),
  });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = listed;
  // Sorted by state, one that changed between two pages may come twice.
  const told = data?.pages.flatMap((page) => page.orders) ?? [];
  const orders = [...new Map(told.map((order) => [order.orderId, order])).values()];
  // One question looks through a bounded number of orders: a page may be empty, and the next one is not.
  useEffect(() => {
    if (orders.length === 0 && hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [orders.length, hasNextPage, isFetching, error, fetchNextPage]);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <section aria-label={sorting.sort === 'time' && sorting.order === 'desc' ? say.list : say.sortedList}>
      <NotRead fault={error} notYours={say.notYours} onAgain={() => void refetch()} />
      {!data && !error && <Bones count={8} />}
      {data && orders.length === 0 && !hasNextPage && (
        <Empty says={isFiltered ? say.none : say.noneYet}>
          {isFiltered && (
            <Button look="line" onClick={clear}>
              {say.clear}
            </Button>
          )}
        </Empty>
      )}
      {orders.length > 0 && (
        <>
          <Count count={orders.length} hasMore={hasNextPage} filter={onSort ? filter : null} />
          {onSort && <Heads sorting={sorting} onSort={onSort} />}
          <VirtualRows
            rows={orders}
            keyOf={({ orderId }) => orderId}
            heights={HEIGHTS}
            onNearEnd={() => {
              if (hasNextPage && !isFetching && !error) void fetchNextPage();
            }}
          >
            {(order, index) => <Row order={order} index={index} />}
          </VirtualRows>
          {hasNextPage && (
            <p className="soft small" role="status">
              {say.loading}
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** How many there are, of how many people, and what they come to; until that is counted how many are here. */
function Count({ count, hasMore, filter }: { count: number; hasMore: boolean; filter: OrdersFilter | null }) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const world = useWorld();
  const { data } = useQuery({
    queryKey: ['orderSums', filter],
    queryFn: () => askRoute(world, 'officeOrders', { query: { ...filter, sums: 'all', limit: 1 } }),
    enabled: filter !== null,
    staleTime: AGAIN_MS,
  });
  const told = data?.sums;
  const isOfLines = linesMeant.some((name) => filter?.[name] !== undefined);
  return (
    <p className="orders-count soft small figures">
      <span>
        {told && told.sums.length > 0 ? (
          <>
            {told.sums.map((sum) => (
              <OneSum key={sum.currency} {...sum} isOfLines={isOfLines} />
            ))}
            {!told.isAll && say.ofNewest(MOST_COUNTED.toLocaleString(language))}
          </>
        ) : (
          say.shown(count.toLocaleString(language), hasMore)
        )}
      </span>
      <span className="orders-keys">{say.keys}</span>
    </p>
  );
}

/** Filters that mean lines: an order that has one may have others. */
const linesMeant = ['item', 'product', 'producer', 'origin', 'category', 'price'] as const;

function OneSum({
  currency,
  orders,
  buyers,
  gmvPaidMinor,
  cancelledMinor = 0,
  refundedMinor = 0,
  isOfLines,
}: NonNullable<OfficeOrders['sums']>['sums'][number] & { isOfLines: boolean }) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const money = useMoney(currency);
  return (
    <span className="orders-sum">
      {say.people(buyers.toLocaleString(language), buyers)} ·{' '}
      {say.shown(orders.toLocaleString(language), false)} · {say.gmv(money(gmvPaidMinor), isOfLines)}{' '}
      {cancelledMinor > 0 && (
        <> · {say.lessCancelled(money(cancelledMinor), money(gmvPaidMinor - cancelledMinor))}</>
      )}
      {refundedMinor > 0 && (
        <> · {say.lessRefunded(money(refundedMinor), money(gmvPaidMinor - cancelledMinor - refundedMinor))}</>
      )}{' '}
    </span>
  );
}

const columns = ['number', 'time', 'goods', 'stream', 'sum', 'state'] as const;

/** What each column is, and a tap that sorts by it: once down, once up. In a hand there are no columns. */
function Heads({ sorting, onSort }: { sorting: OrdersSorting; onSort(by: OrdersSorting): void }) {
  const say = useMessages(officeOrdersWords);
  return (
    <fieldset className="orders-row orders-heads">
      <legend className="unseen">{say.sortBy}</legend>
      {columns.map((column) => {
        const words = say.columns[column];
        if (column === 'goods' || column === 'stream') {
          return (
            <span key={column} className={HEADS[column]}>
              {words}
            </span>
          );
        }
        const isSorted = sorting.sort === column;
        const isDown = isSorted && sorting.order === 'desc';
        return (
          <button
            key={column}
            type="button"
            className={HEADS[column]}
            aria-pressed={isSorted}
            title={say.sortTitle(words, isDown)}
            onClick={() => onSort({ sort: column, order: isDown ? 'asc' : 'desc' })}
          >
            {words}
            <span aria-hidden="true">{isSorted ? (isDown ? ' ↓' : ' ↑') : ''}</span>
          </button>
        );
      })}
    </fieldset>
  );
}

/** Where a head stands: over its column of the rows. */
const HEADS = {
  ...{ number: '', time: 'orders-time', goods: 'orders-goods', stream: 'orders-stream' },
  ...{ sum: 'orders-total', state: 'orders-pills' },
} as const;

function Row({ order, index }: { order: OfficeOrderRow; index: number }) {
  const say = useMessages(officeOrdersWords);
  const language = useLanguage();
  const money = useMoney(order.currency);
  const { reference, goods, otherGoods, placedAtMs, stream, totalMinor } = order;
  const named = goods.map(({ units, name, nameEn }) => `${units} × ${(language === 'en' && nameEn) || name}`);
  const others = otherGoods > 0 ? [say.more(otherGoods)] : [];
  const isUndone = ['CANCELLED', 'EXPIRED', 'EXPIRED_REFUNDED'].includes(order.status);
  return (
    <a
      className={isUndone ? 'orders-row undone' : 'orders-row'}
      href={orderAddress(reference)}
      data-row={index}
    >
      <b className="figures">{reference}</b>
      <span className="soft figures orders-time">{dayAndTime(placedAtMs, language)}</span>
      <span className="orders-goods">{[...named, ...others].join(say.between)}</span>
      <span className="soft orders-stream">{titledIn(language, stream).title}</span>
      <span className="orders-total figures">{money(totalMinor)}</span>
      <span className="orders-pills">
        <OrderPills order={order} />
      </span>
    </a>
  );
}
