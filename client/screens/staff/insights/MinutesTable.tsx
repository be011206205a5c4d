import type { SalesMinute } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Table } from '../../../ui/Table.tsx';
import { clockTime } from '../../../ui/time-words.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { countOf } from './number-words.ts';

/** The chart's numbers for whoever would rather read them. */
export function MinutesTable({ slug, minutes }: { slug: string; minutes: readonly SalesMinute[] }) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  return (
    <details className="minutes-table">
      <summary className="text-button">{say.asTable}</summary>
      <Table label={say.minutes}>
        <thead>
          <tr>
            <th scope="col">{say.minute}</th>
            <th scope="col">{say.viewersLine}</th>
            <th scope="col">{say.joins}</th>
            <th scope="col">{say.leaves}</th>
            <th scope="col">{say.addsLine}</th>
            <th scope="col">{say.ordersLine}</th>
          </tr>
        </thead>
        <tbody>
          {minutes.map(({ atMs, viewers, joins, leaves, adds, orders }) => (
            <tr key={atMs}>
              <th scope="row">{clockTime(atMs, language)}</th>
              <td>{viewers.toLocaleString(language)}</td>
              <td>{joins.toLocaleString(language)}</td>
              <td>{leaves.toLocaleString(language)}</td>
              <td>{countOf(adds, language)}</td>
              <td>
                {orders === 0 ? (
                  0
                ) : (
                  <OrdersLink filter={{ stream: slug, minuteMs: atMs }}>
                    {orders.toLocaleString(language)}
                  </OrdersLink>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
