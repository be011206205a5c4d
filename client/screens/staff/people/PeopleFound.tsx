import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { FoundPerson } from '../../../../shared/contract/office-people.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { peopleFoundWords } from '../../../i18n/people-found.ts';
import { useWorld } from '../../../stores/world.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { clockTime, dayAndTime } from '../../../ui/time-words.ts';
import { buyerAddress } from '../buyers/buyers-address.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { orderAddress, ordersAddress } from '../orders/orders-address.ts';
import type { LookedUp } from './looked-up.ts';
import './people-found.css';

/**
 * Who was found, who ordered last first, each with the newest orders: what a call is about is one tap away.
 * @param onGo goes where a link leads, for whoever closes first; without it the link is a plain one
 */
export function PeopleFound({
  looked: { text, found, reason, atMs },
  onGo,
}: {
  looked: LookedUp;
  onGo?: (href: string) => void;
}) {
  const say = useMessages(peopleFoundWords);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  if (reason?.code === 'RATE_LIMITED')
    return <Notice tone="fault">{say.used(clockTime(atMs + reason.retryAfterMs, language))}</Notice>;
  if (reason)
    return <Notice tone="fault">{reason.code === 'BAD_REQUEST' ? say.findWrong : sentence(reason)}</Notice>;
  if (!found) return null;
  const { people, hasMore } = found;
  return (
    <section className="people-found" aria-label={say.found(people.length, text)}>
      <p className="soft small" role="status">
        {people.length === 0 ? say.none(text) : say.found(people.length, text)}
      </p>
      <ul>
        {people.map((person) => (
          <Person key={person.buyerId} person={person} onGo={onGo} />
        ))}
      </ul>
      {hasMore && <p className="soft small">{say.hasMore}</p>}
    </section>
  );
}

type FoundOrder = FoundPerson['orders'][number];

/** The page of an order for operators; for packers its stream's packing. */
function wayTo({ reference, stream }: FoundOrder, isOperator: boolean): string {
  return isOperator ? orderAddress(reference) : `/packing/${stream.slug}`;
}

function useIsOperator(): boolean {
  const { me } = useWorld();
  return useStore(me.store, ({ me: known }) => known?.staff?.role === 'operator');
}

/** Where the first of the found orders is; null where none is. */
export function useFirstFound(looked: LookedUp | null): string | null {
  const isOperator = useIsOperator();
  const first = looked?.found?.people.flatMap(({ orders }) => orders)[0];
  return first ? wayTo(first, isOperator) : null;
}

/**
 * A sheet that closes takes its entry out of the history, a turn later: a page that was gone to in between would be taken
 * out with it. So whoever closes a sheet goes there itself, in the same turn.
 */
function Way({
  href,
  className,
  onGo,
  children,
}: {
  href: string;
  className?: string;
  onGo: ((href: string) => void) | undefined;
  children: ReactNode;
}) {
  return (
    <a
      href={href}
      className={className}
      onClick={(event) => {
        if (!onGo || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onGo(href);
      }}
    >
      {children}
    </a>
  );
}

function Person({
  person: { buyerId, name, phoneEnd, orders },
  onGo,
}: {
  person: FoundPerson;
  onGo: ((href: string) => void) | undefined;
}) {
  const say = useMessages(peopleFoundWords);
  const sayOrders = useMessages(officeOrdersWords);
  const language = useLanguage();
  const isOperator = useIsOperator();
  return (
    <li>
      <p className="person-name">
        <b>
          <bdi>{name}</bdi>
        </b>{' '}
        <span className="soft figures">{say.phoneEnd(phoneEnd)}</span>
        {isOperator && (
          <span className="person-ways">
            <Way href={ordersAddress({ buyer: buyerId })} onGo={onGo}>
              {say.allOrders}
            </Way>
            <Way href={buyerAddress(buyerId)} onGo={onGo}>
              {say.buyerPage}
            </Way>
          </span>
        )}
      </p>
      <ul>
        {orders.map((order) => (
          <li key={order.reference}>
            <Way className="person-order" href={wayTo(order, isOperator)} onGo={onGo}>
              <b className="figures">{order.reference}</b>
              <span>{sayOrders.status[order.status]}</span>
              <span className="soft person-stream">
                <bdi>{titledIn(language, order.stream).title}</bdi>
              </span>
              <span className="soft figures">{dayAndTime(order.placedAtMs, language)}</span>
            </Way>
          </li>
        ))}
      </ul>
    </li>
  );
}
