import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { useMessages } from '../../../i18n/language.ts';
import type { IconName } from '../../../ui/Icon.tsx';
import { Pill } from '../../../ui/Pill.tsx';
import { farthestOf, type Shipping, strayedOf } from './order-steps.ts';
import { orderWords } from './words.ts';

/**
 * How an order stands, in a word; once it is paid for, or to be paid at the door, the word follows its parcels.
 * @param isChecking a payment may be on its way
 * @param shipping what is to be sent and was packed of it; null: not known
 */
export function StatusPill({
  order,
  isChecking = false,
  shipping,
}: {
  order: Pick<OrderView, 'status' | 'payment'>;
  isChecking?: boolean;
  shipping: Shipping | null;
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
  const strayed = strayedOf(order, shipping);
  const [tone, icon] = strayed ? (['attention', 'attention'] as const) : looks[order.status];
  const word = () => {
    if (order.status === 'PLACED' && isChecking) return say.checkingShort;
    if (order.status !== 'PAID') return say[order.status];
    if (strayed) return say.strayed[strayed];
    const farthest = farthestOf(order, shipping);
    const where = farthest && (farthest.isAll ? say.steps : say.partly)[farthest.step];
    if (order.payment !== 'cash_on_delivery') return where ?? say.PAID;
    // That courier was paid. What another one gets is said below.
    if (farthest?.step === 'delivered') return where;
    return say.payAtDoor(where ?? say.placedTitle);
  };
  return (
    <Pill tone={tone} icon={icon}>
      {word()}
    </Pill>
  );
}
