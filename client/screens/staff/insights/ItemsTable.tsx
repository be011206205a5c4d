import { useState } from 'react';
import type { SalesItem } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Table } from '../../../ui/Table.tsx';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { amount, countOf, fewInterval, NO_VALUE, percent } from './number-words.ts';
import { type ItemColumn, type ItemOrder, itemColumns, sortItems } from './sort-items.ts';

/** Every item of the lineup, by whichever column is tapped. */
export function ItemsTable({
  slug,
  items,
  currency,
}: {
  slug: string;
  items: readonly SalesItem[];
  currency: string;
}) {
  const say = useMessages(insightsMessages);
  const [order, setOrder] = useState<ItemOrder>({ by: 'gmvPaidMinor', isDescending: true });
  const sortBy = (by: ItemColumn) =>
    setOrder((now) => ({
      by,
      isDescending: now.by === by ? !now.isDescending : by !== 'itemNumber' && by !== 'name',
    }));
  const defined: Partial<Record<ItemColumn, string>> = say.columnsDefined;
  return (
    <>
      <Table label={say.items} className="items-table">
        <thead>
          <tr>
            {itemColumns.map((column) => (
              <th
                key={column}
                scope="col"
                className={classOf(column)}
                aria-sort={order.by !== column ? 'none' : order.isDescending ? 'descending' : 'ascending'}
              >
                <button type="button" title={defined[column]} onClick={() => sortBy(column)}>
                  {say.columns[column]}
                  <span aria-hidden="true">
                    {order.by !== column ? '' : order.isDescending ? ' ↓' : ' ↑'}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sortItems(items, order).map((item) => (
            <Row key={item.itemNumber} slug={slug} item={item} currency={currency} />
          ))}
        </tbody>
      </Table>
      <dl className="columns-defined soft">
        {Object.entries(say.columnsDefined).map(([column, words]) => (
          <div key={column}>
            <dt>{say.columns[column as ItemColumn]}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const classOf = (column: ItemColumn) => (column === 'itemNumber' ? 'number' : column);

function Row({ slug, item, currency }: { slug: string; item: SalesItem; currency: string }) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  const few = fewInterval(item.paidUnits, item.allotted + item.restocked, language);
  const clicks = fewInterval(item.openedViewers, item.exposedViewers, language);
  return (
    <tr>
      <td className="number">{item.itemNumber}</td>
      <th scope="row" className="name">
        <OrdersLink filter={{ stream: slug, item: item.itemNumber }}>{item.name}</OrdersLink>
        <span className="soft">{item.producer}</span>
      </th>
      <td>{amount(item.gmvPaidMinor, currency, language)}</td>
      <td>{count(item.paidUnits)}</td>
      <td>{count(item.paidOrders)}</td>
      <td>{count(item.flashUnits)}</td>
      <td>{item.exposureSeconds === 0 ? NO_VALUE : count(Math.round(item.exposureSeconds))}</td>
      <td title={clicks ? say.interval(clicks.low, clicks.high) : undefined}>
        {percent(item.ctr, language)}
        {clicks && (
          <span className="soft few">
            {clicks.low}–{clicks.high}
          </span>
        )}
      </td>
      <td>{count(item.showRequests)}</td>
      <td>{countOf(item.adders, language)}</td>
      <td title={few ? say.interval(few.low, few.high) : undefined}>
        {percent(item.sellThrough, language)}
        <span className="sell-through" aria-hidden="true">
          <i style={{ width: `${Math.min(1, item.sellThrough ?? 0) * 100}%` }} />
        </span>
        {few && (
          <span className="soft few">
            {few.low}–{few.high}
          </span>
        )}
      </td>
      <td className={item.unmetUnits > 0 ? 'unmet' : ''}>{count(item.unmetUnits)}</td>
    </tr>
  );
}
