import type { MouseEvent } from 'react';
import type { RefusalOf } from '../../../../shared/contract/refusals.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { leaveToPay } from '../orders/leave-to-pay.ts';
import { checkoutWords } from './checkout-words.ts';
import { useCurrency, useLive } from './viewer-stores.ts';

type OpenOrder = Pick<
  RefusalOf<'UNPAID_ORDERS'>['orders'][number],
  'orderId' | 'reference' | 'totalMinor' | 'payByMs' | 'payUrl'
>;

/**
 * Orders that wait for their payment, each with the way to pay it beside it, and to its page, where it can be cancelled.
 * What was paid meanwhile leaves the list.
 */
export function OpenOrders({ orders }: { orders: readonly OpenOrder[] }) {
  const known = useLive(({ mine }) => mine?.orders);
  const isOpen = ({ orderId }: OpenOrder) =>
    (known?.find((order) => order.orderId === orderId)?.status ?? 'PLACED') === 'PLACED';
  return (
    <ul className="open-orders">
      {orders.filter(isOpen).map((order) => (
        <OpenOrderRow key={order.orderId} order={order} />
      ))}
    </ul>
  );
}

function OpenOrderRow({ order }: { order: OpenOrder }) {
  const say = useMessages(checkoutWords);
  const money = useMoney(useCurrency());
  const { orderId, reference, totalMinor, payByMs, payUrl } = order;
  const pay = (event: MouseEvent) => {
    // A tap that asks for a tab of its own is the browser's.
    if (!payUrl || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leaveToPay(order, payUrl);
  };
  return (
    <li>
      <a className="open-order" href={`/orders/${orderId}`}>
        <span>{say.openOrder(reference, money(totalMinor))}</span>
        <span className="held-for">
          <Countdown untilMs={payByMs} />
        </span>
      </a>
      <a
        className="button buy"
        href={payUrl ?? `/orders/${orderId}`}
        aria-label={say.payOrder(reference)}
        onClick={pay}
      >
        {say.pay}
      </a>
    </li>
  );
}
