import { QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query';
import type { TickerOrder } from '../../../../../shared/market/order/contract.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { consoleFeedWords } from '../../../../i18n/console-feed.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { askRoute, questionsOf } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { NotRead } from '../../shell/NotRead.tsx';
import { useConsole } from '../host-context.ts';
import { OlderButton, OrderCells, OrderRow } from './OrderRow.tsx';

/** Orders that one question brings. */
const PAGE = 100;

type Place = Pick<TickerOrder, 'atMs' | 'orderId'>;

/** What was ordered before, as the list of all orders has it. */
export function OlderOrders({ from }: { from: Place }) {
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      <Pages from={from} />
    </QueryClientProvider>
  );
}

function Pages({ from }: { from: Place }) {
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
      <ol className="ticker older">
        {data?.pages.flatMap((page) =>
          page.orders.map(({ orderId, placedAtMs, goods, ...order }) => (
            <OrderRow key={orderId} status={order.status}>
              <OrderCells
                {...order}
                atMs={placedAtMs}
                goods={goods.map((good) => say.good(good.units, namedIn(language, good).name)).join(' · ')}
              />
            </OrderRow>
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
