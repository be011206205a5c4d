import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';

/**
 * Beside what a number means, the way to exactly its orders: the number itself opens the one, so it cannot be a link too.
 * @param filter null: no list has exactly these
 * @param count 0: there are none
 * @param isNet the number is less than what they paid, so that the list's sum differs from it
 */
export function TheseOrders({
  filter,
  count,
  isNet = false,
}: {
  filter: OrdersFilter | null;
  count?: number | null;
  isNet?: boolean;
}) {
  const say = useMessages(insightsMessages);
  const mayOpen = useMayOpen('orders');
  if (!filter || count === 0 || !mayOpen) return null;
  return (
    <>
      {' '}
      <OrdersLink filter={filter}>{isNet ? say.theseOrdersWhole : say.theseOrders}</OrdersLink>
    </>
  );
}
