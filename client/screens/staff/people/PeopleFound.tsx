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
 * @param onGo somebody follows one of the links
 */
export function PeopleFound({
  looked: { text, found, reason, atMs },
  onGo,
}: {
  looked: LookedUp;
  onGo?: () => void;
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

function Person({
  person: { buyerId, name, phoneEnd, orders },
  onGo,
}: {
  person: FoundPerson;
  onGo: (() => void) | undefined;
}) {
  const say = useMessages(peopleFoundWords);
  const sayOrders = useMessages(officeOrdersWords);
  const language = useLanguage();
  const { me } = useWorld();
  const isOperator = useStore(me.store, ({ me: known }) => known?.staff?.role === 'operator');
  return (
    <li>
      <p className="person-name">
        <b>
          <bdi>{name}</bdi>
        </b>{' '}
        <span className="soft figures">{say.phoneEnd(phoneEnd)}</span>
        {isOperator && (
          <span className="person-ways">
            <a href={ordersAddress({ buyer: buyerId })} onClick={onGo}>
              {say.allOrders}
            </a>
            <a href={buyerAddress(buyerId)} onClick={onGo}>
              {say.buyerPage}
            </a>
          </span>
        )}
      </p>
      <ul>
        {orders.map(({ reference, stream, placedAtMs, status }) => (
          <li key={reference}>
            <a
              className="person-order"
              onClick={onGo}
              href={isOperator ? orderAddress(reference) : `/packing/${stream.slug}`}
            >
              <b className="figures">{reference}</b>
              <span>{sayOrders.status[status]}</span>
              <span className="soft person-stream">
                <bdi>{titledIn(language, stream).title}</bdi>
              </span>
              <span className="soft figures">{dayAndTime(placedAtMs, language)}</span>
            </a>
          </li>
        ))}
      </ul>
    </li>
  );
}
