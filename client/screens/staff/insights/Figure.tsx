import type { ReactNode } from 'react';
import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { TheseOrders } from './TheseOrders.tsx';

type NumberName = keyof typeof insightsMessages.en.numbers;

/** A number with its name; a tap opens what it means, in place, with the way to its orders. */
export function Figure({
  name,
  value,
  interval,
  orders = null,
}: {
  name: NumberName;
  value: ReactNode;
  /** The 95 % interval of a share of few. */
  interval?: { low: string; high: string } | null;
  /** What it counts orders of, or buyers by. */
  orders?: OrdersFilter | null;
}) {
  const say = useMessages(insightsMessages);
  return (
    <details className="figure">
      <summary>
        <span className="figure-name">{say.numbers[name]}</span>
        <span className="figure-value figures">{value}</span>
        {interval && <span className="figure-few">{say.interval(interval.low, interval.high)}</span>}
      </summary>
      <p>
        {say.defined[name]}
        <TheseOrders filter={orders} />
      </p>
    </details>
  );
}
