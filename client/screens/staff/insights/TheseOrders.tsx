import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';

/**
 * Beside what a number means, the way to exactly its orders: the number itself opens the one, so it cannot be a link too.
 * @param filter null: no list has exactly these
 * @param count 0: there are none
 */
export function TheseOrders({ filter, count }: { filter: OrdersFilter | null; count?: number | null }) {
  const say = useMessages(insightsMessages);
  const mayOpen = useMayOpen('orders');
  if (!filter || count === 0 || !mayOpen) return null;
  return (
    <>
      {' '}
      <OrdersLink filter={filter}>{say.theseOrders}</OrdersLink>
    </>
  );
}
