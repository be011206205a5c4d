import type { OrderView } from '../../../../shared/market/order/contract.ts';
import type { Step } from '../../../../shared/market/parcel/reach.ts';
import { useMessages } from '../../../i18n/language.ts';
import type { IconName } from '../../../ui/Icon.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { orderWords } from './words.ts';

/**
 * How an order stands, in a word.
 * @param isChecking a payment may be on its way
 * @param step how far all of it is; null: not on its way, or not known
 * @param arrived all of it was delivered, or some of it; null: nothing, or it is not known
 */
export function StatusPill({
  order,
  isChecking = false,
  step = null,
  arrived = null,
}: {
  order: Pick<OrderView, 'status' | 'payment'>;
  isChecking?: boolean;
  step?: Step | null;
  arrived?: 'all' | 'some' | null;
}) {
  const say = useMessages(orderWords);
  const looks: Record<OrderView['status'], ['done' | 'held' | 'plain' | 'attention', IconName]> = {
    PLACED: ['held', 'clock'],
    PAID: ['done', 'check'],
    COMPLETED: ['done', 'check'],
    EXPIRED: ['plain', 'clock'],
    EXPIRED_REFUNDED: ['attention', 'attention'],
    CANCELLED: ['plain', 'close'],
  };
  const [tone, icon] = looks[order.status];
  const isCash = order.payment === 'cash_on_delivery' && order.status === 'PAID';
  return (
    <Pill tone={tone} icon={icon}>
      {order.status === 'PAID' && arrived !== null
        ? say.arrivedPill[arrived]
        : isCash
          ? say.cashPill[step === 'packed' || step === 'shipped' ? step : 'ordered']
          : order.status === 'PLACED' && isChecking
            ? say.checkingShort
            : say[order.status]}
    </Pill>
  );
}
