import { useInfiniteQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { OfficeBuyerRow } from '../../../../shared/contract/office-buyers.ts';
import { buyerSorts } from '../../../../shared/contract/office-lists.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeBuyersWords } from '../../../i18n/office-buyers.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { onAddress, replaceAddress } from '../../../ui/navigation.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { VirtualRows } from '../orders/VirtualRows.tsx';
import { FindPeople } from '../people/FindPeople.tsx';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { BuyerPills } from './BuyerPills.tsx';
import { askedBy, type BuyersAsked, buyerAddress, endOf, listAddress } from './buyers-address.ts';
import { useSpent } from './use-spent.ts';

/** Buyers that one question brings. Each looks through all orders, so it is asked again by the page's next opening alone. */
const PAGE = 100;
/** Rows in px: one line on a desk, three in a hand (`buyers.css`). */
const HEIGHTS = { wide: 40, hand: 84 };

/** Everybody who ordered, by what they spent, how often, or when last. */
export function BuyersList() {
  const say = useMessages(officeBuyersWords);
  const search = useSyncExternalStore(onAddress, () => location.search);
  const asked = askedBy(search);
  const { sort, isSilenced, isLimited } = asked;
  return (
    <main className="page orders-page buyers-page">
      <StaffHead title={say.title} />
      <p className="soft">{say.about}</p>
      <FindPeople isForOrders={false} />
      <div className="buyers-asked">
        <fieldset className="orders-chips">
          <legend className="unseen">{say.sortBy}</legend>
          {buyerSorts.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === sort}
              onClick={() => replaceAddress(listAddress({ ...asked, sort: each }))}
            >
              {say.sorts[each]}
            </button>
          ))}
        </fieldset>
        <fieldset className="orders-chips">
          <legend className="unseen">{say.filter}</legend>
          <button
            type="button"
            aria-pressed={isSilenced}
            onClick={() => replaceAddress(listAddress({ ...asked, isSilenced: !isSilenced }))}
          >
            {say.silenced}
          </button>
          <button
            type="button"
            aria-pressed={isLimited}
            onClick={() => replaceAddress(listAddress({ ...asked, isLimited: !isLimited }))}
          >
            {say.limitedOnly}
          </button>
        </fieldset>
      </div>
      <Listed {...asked} />
    </main>
  );
}

function Listed({ sort, isSilenced, isLimited }: BuyersAsked) {
  const say = useMessages(officeBuyersWords);
  const sayOrders = useMessages(officeOrdersWords);
  const language = useLanguage();
  const world = useWorld();
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['buyers', sort, isSilenced, isLimited],
    queryFn: ({ pageParam }) =>
      askRoute(world, 'officeBuyers', {
        query: {
          ...{ sort, limit: PAGE },
          ...(isSilenced && { chat: 'silenced' }),
          ...(isLimited && { ordering: 'limited' }),
          ...(pageParam !== null && { after: pageParam }),
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  // Between two pages an order may move a buyer to another place: nobody stands in the list twice.
  const buyers = [
    ...new Map(
      data?.pages.flatMap((page) => page.buyers).map((buyer) => [buyer.buyerId, buyer] as const),
    ).values(),
  ];
  return (
    <section aria-label={say.list}>
      <NotRead fault={error} notYours={say.notYours} onAgain={() => void refetch()} />
      {!data && !error && <Bones count={8} />}
      {data && buyers.length === 0 && (
        <Empty says={isLimited ? say.noneLimited : isSilenced ? say.noneSilenced : say.noneYet} />
      )}
      {buyers.length > 0 && (
        <>
          <p className="orders-count soft small figures">
            <span>{say.shown(buyers.length.toLocaleString(language), hasNextPage)}</span>
            <span className="orders-keys">{sayOrders.keys}</span>
          </p>
          <div className="orders-row buyers-row orders-heads small" aria-hidden="true">
            <span>{say.heads.buyer}</span>
            <span className="buyers-orders">{say.heads.orders}</span>
            <span className="buyers-claims">{say.heads.claims}</span>
            <span className="orders-pills">{say.heads.state}</span>
            <span className="orders-time">{say.heads.last}</span>
            <span className="orders-total">{say.heads.spent}</span>
          </div>
          <VirtualRows
            rows={buyers}
            keyOf={({ buyerId }) => buyerId}
            heights={HEIGHTS}
            onNearEnd={() => {
              if (hasNextPage && !isFetching && !error) void fetchNextPage();
            }}
          >
            {(buyer, index) => <Row buyer={buyer} index={index} />}
          </VirtualRows>
        </>
      )}
    </section>
  );
}

function Row({ buyer, index }: { buyer: OfficeBuyerRow; index: number }) {
  const say = useMessages(officeBuyersWords);
  const language = useLanguage();
  const spent = useSpent(buyer.spent);
  const { buyerId, orders, claims, lastAtMs } = buyer;
  return (
    <a className="orders-row buyers-row" href={buyerAddress(buyerId)} data-row={index}>
      <b className="figures">{say.buyer(endOf(buyerId))}</b>
      <span className="figures buyers-orders">{say.orders(orders)}</span>
      <span className="soft figures buyers-claims">{claims > 0 && say.claims(claims)}</span>
      <span className="orders-pills">
        <BuyerPills buyer={buyer} />
      </span>
      <span className="soft figures orders-time">{dayAndTime(lastAtMs, language)}</span>
      <span className="orders-total figures">{spent}</span>
    </a>
  );
}
