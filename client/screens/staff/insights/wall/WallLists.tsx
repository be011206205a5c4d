import type { ReactNode } from 'react';
import type { SalesItem, SalesReport } from '../../../../../shared/contract/sales.ts';
import { wallMessages } from '../../../../i18n/insights-wall.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { amount } from '../number-words.ts';
import { atTheClose, runningOut, topOf, unsoldUnits } from './wall-numbers.ts';

/** The five that bring the most, and the five that run out first; after the close nothing runs out, and what was left is told. */
export function WallLists({ report: { items, currency, status } }: { report: SalesReport }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  return (
    <div className="wall-lists">
      <List title={say.top} items={topOf(items)} none={say.noneSold}>
        {({ gmvPaidMinor, paidUnits }) => (
          <>
            <b>{amount(gmvPaidMinor, currency, language)}</b>{' '}
            <span>{say.units(count(paidUnits), paidUnits)}</span>
          </>
        )}
      </List>
      {status === 'CLOSED' ? (
        <List title={say.close} items={atTheClose(items)} none={say.noneSold}>
          {(item) => <Unsold item={item} />}
        </List>
      ) : (
        <List title={say.low} items={runningOut(items)} none={say.noneLow}>
          {(item) => <Left item={item} />}
        </List>
      )}
    </div>
  );
}

function Left({ item: { available, held, unpaid, unmetUnits } }: { item: SalesItem }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  const reserved = held + unpaid;
  return (
    <>
      <b>{available + reserved === 0 ? say.gone : say.left(count(available))}</b>{' '}
      <span>
        {reserved > 0 ? say.reserved(count(reserved)) : unmetUnits > 0 && say.wanted(count(unmetUnits))}
      </span>
    </>
  );
}

function Unsold({ item }: { item: SalesItem }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  const unsold = unsoldUnits(item);
  const { allotted, restocked, unmetUnits } = item;
  return (
    <>
      <b>{unsold === 0 ? say.gone : say.unsold(count(unsold))}</b>{' '}
      <span>
        {unsold === 0
          ? unmetUnits > 0 && say.wanted(count(unmetUnits))
          : say.ofUnits(count(allotted + restocked))}
      </span>
    </>
  );
}

function List({
  title,
  items,
  none,
  children,
}: {
  title: string;
  items: readonly SalesItem[];
  none: string;
  children(item: SalesItem): ReactNode;
}) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {items.length === 0 && <p>{none}</p>}
      <ol>
        {items.map((item) => (
          <li key={item.itemNumber}>
            <span className="wall-item">
              <b>{item.itemNumber}</b> <bdi>{item.name}</bdi>
            </span>
            <span className="wall-of-item">{children(item)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
