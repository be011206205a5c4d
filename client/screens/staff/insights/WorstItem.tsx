import { useMemo } from 'react';
import { itemsMessages } from '../../../i18n/insights-items.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { ordersLost, partRows, worstOf } from './items-rows.ts';
import { LostWhen } from './LostMost.tsx';
import { tabAddress } from './review-tabs.ts';
import type { ReviewTold } from './review-told.ts';
import { useParts } from './use-parts.ts';

/** The product that lost most, in one sentence that leads to its orders; with too few orders it says so. */
export function WorstItem({ slug, report }: Pick<ReviewTold, 'slug' | 'report'>) {
  const say = useMessages(itemsMessages);
  const language = useLanguage();
  const { data } = useParts(report, 'item');
  const rows = useMemo(
    () => (data ? partRows('item', data.parts, report.items, ({ name, of }) => name ?? of) : []),
    [data, report.items],
  );
  const worst = worstOf(rows);
  // Room is kept for it: nothing below moves when it comes.
  if (!worst) return <p className="worst-item soft">{isAnySold(rows) ? say.fewOrders : ''}</p>;
  const { name, part, most } = worst;
  const count = (n: number) => n.toLocaleString(language);
  const words = say.lost[most.step](count(most.lost), count(most.of));
  const all = ordersLost(slug, 'item', part.of, most);
  return (
    <p className="worst-item">
      <span className="soft">{say.worst}</span> <b className="figures">{part.of}</b> <b>{name}</b>
      {' · '}
      {all ? <OrdersLink filter={all}>{words}</OrdersLink> : words}
      {most.when && ' · '}
      <LostWhen slug={slug} liveStartMs={report.liveStartMs} by="item" of={part.of} loss={most} />
      {' · '}
      <a href={tabAddress(`/insights/${slug}`, '', 'items')}>{say.allItems}</a>
    </p>
  );
}

/** Something came to a step from which it could be lost, though nowhere enough of it to tell a share. */
function isAnySold(rows: ReturnType<typeof partRows>): boolean {
  return rows.every((row) => row.isTooFew) && rows.some(({ part }) => part.losses.some(({ of }) => of > 0));
}
