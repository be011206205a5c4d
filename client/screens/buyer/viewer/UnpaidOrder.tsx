import { useMessages } from '../../../i18n/language.ts';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { checkoutWords } from './checkout-words.ts';
import { useLive } from './viewer-stores.ts';

/** The way back to an order that waits for its payment, wherever its buyer left off. */
export function UnpaidOrder() {
  const say = useMessages(checkoutWords);
  const orders = useLive(({ mine }) => mine?.orders ?? none);
  const unpaid = orders.filter(({ status }) => status === 'PLACED');
  const [first] = unpaid.toSorted((a, b) => a.payByMs - b.payByMs);
  const isInTime = useServerTime((nowMs) => first !== undefined && nowMs < first.payByMs);
  if (!first || !isInTime) return null;
  return (
    <a className="unpaid-order" href={`/orders/${first.orderId}`}>
      <span>
        <b>{say.unpaid(first.reference)}</b>
        <span className="held-for">
          <Countdown untilMs={first.payByMs} />
        </span>
      </span>
      <span className="unpaid-go">
        {say.finishPaying}
        <Icon name="back" size={18} />
      </span>
    </a>
  );
}

const none: never[] = [];
