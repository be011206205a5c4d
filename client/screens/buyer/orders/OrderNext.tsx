import type { MouseEvent } from 'react';
import type { OrderView } from '../../../../shared/market/order/contract.ts';
import type { Step } from '../../../../shared/market/parcel/reach.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { leaveToPay } from './leave-to-pay.ts';
import { orderWords } from './words.ts';

/** What happens next with an order, what is left to do, and how long what is free stays free. */
export function OrderNext({
  order,
  money,
  isOver,
  step,
  isPacked,
  parcels,
  isChecking,
  isPayQuiet,
}: {
  order: OrderView;
  money(minor: number): string;
  /** Nothing is sold on its stream any more: it is packed next. */
  isOver: boolean;
  /** How far all of it is; null: it is not on its way. */
  step: Step | null;
  /** Its parcels say where it is. */
  isPacked: boolean;
  /** How many parcels it comes in, as far as is known. */
  parcels: number;
  /** A payment may be on its way: nobody is asked to pay again. */
  isChecking: boolean;
  /** The button to pay is not the main one. */
  isPayQuiet: boolean;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const isFree = useServerTime((nowMs) => (order.freeCancelUntilMs ?? 0) > nowMs);
  const total = money(order.totalMinor);
  switch (order.status) {
    case 'PLACED':
      return <ToPay order={order} total={total} isChecking={isChecking} isQuiet={isPayQuiet} />;
    case 'PAID': {
      const isAtDoor = order.payment === 'cash_on_delivery' && step !== 'delivered';
      const says = [
        !isPacked && (isOver ? say.shipsNow : say.ships),
        isAtDoor && (parcels > 1 ? say.payCouriers : say.payCourier)(total),
        isFree &&
          order.freeCancelUntilMs !== null &&
          say.freeCancel(clockTime(order.freeCancelUntilMs, language)),
      ].filter(Boolean);
      return says.length > 0 && <p className="soft">{says.join(language === 'en' ? ' ' : '')}</p>;
    }
    case 'COMPLETED':
      return <p className="soft">{say.allDone}</p>;
    case 'CANCELLED':
      if (order.isReleased) return <p>{say.releasedByShop}</p>;
      if (order.calledOff)
        return (
          <p>
            {say.calledOff[order.calledOff]} {order.refundedMinor === 0 && say.nothingCharged}
          </p>
        );
      // What comes back is said once, below.
      return order.refundedMinor > 0 ? null : <p className="soft">{say.nothingCharged}</p>;
    case 'EXPIRED':
      return <p className="soft">{say.released}</p>;
    case 'EXPIRED_REFUNDED':
      return <p className="soft">{say.tooLate}</p>;
  }
}

function ToPay({
  order,
  total,
  isChecking,
  isQuiet,
}: {
  order: OrderView;
  total: string;
  isChecking: boolean;
  isQuiet: boolean;
}) {
  const say = useMessages(orderWords);
  const canPay = useServerTime((nowMs) => nowMs < order.payByMs);
  const { payUrl } = order;
  if (!canPay) return <p className="soft">{say.payOver}</p>;
  const pay = (event: MouseEvent) => {
    // A tap that asks for a tab of its own is the browser's.
    if (!payUrl || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leaveToPay(order, payUrl);
  };
  return (
    <div className="to-pay">
      {payUrl && isChecking && (
        <Button look="line" wide busy>
          {say.checkingShort}
        </Button>
      )}
      {payUrl && !isChecking && (
        <a className={`button wide ${isQuiet ? 'line' : 'buy'}`} href={payUrl} onClick={pay}>
          {say.pay(total)}
        </a>
      )}
      <p className="held-for">
        <Countdown untilMs={order.payByMs} label={say.payBy} />
      </p>
      <p className="soft">
        {/* A flash line has a time to pay of its own, whatever else is ordered with it (S10). */}
        {order.lines.some(({ tapAtMs }) => tapAtMs !== undefined) && `${say.flashTime} `}
        {say.unpaid}
      </p>
    </div>
  );
}
