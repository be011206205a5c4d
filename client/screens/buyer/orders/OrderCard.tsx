import type { ReactNode } from 'react';
import type { AddressView } from '../../../../shared/market/account/contract.ts';
import type { MyOrder, OrderView } from '../../../../shared/market/order/contract.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { clockSecond, dayAndTime } from '../../../ui/time-words.ts';
import { CallShop } from './CallShop.tsx';
import { OrderLines } from './OrderLines.tsx';
import { OrderNext } from './OrderNext.tsx';
import { OrderRefund } from './OrderRefund.tsx';
import { isPromised, OrderShips } from './OrderShips.tsx';
import { OrderSteps } from './OrderSteps.tsx';
import { handedOverMs, type Shipping, stepOf } from './order-steps.ts';
import { StatusPill } from './StatusPill.tsx';
import { SumRows } from './SumRows.tsx';
import { orderWords } from './words.ts';
import './orders.css';

const nothingYet: Shipping = { unitsToSend: 0, parcels: [] };

/** One order: its number, what, how much, where it goes, what happens next and until when it can be undone for free. */
export function OrderCard({
  order,
  currency,
  pictures,
  sendTo,
  from,
  isNew = false,
  isOver = false,
  isLate = false,
  shipping = nothingYet,
  isChecking = false,
  isPayQuiet = false,
  refund,
  receiptUrl,
  children,
}: {
  order: OrderView;
  currency: string;
  /** Of the lines, in their order. */
  pictures: readonly string[];
  sendTo: AddressView | null;
  /** Where it was ordered: a link to the stream. */
  from?: ReactNode;
  /** True right after the tap that ordered. */
  isNew?: boolean;
  /** Nothing is sold on its stream any more. */
  isOver?: boolean | undefined;
  /** Something of it was not handed over by its day (P4). */
  isLate?: boolean | undefined;
  /** What is to be sent and was packed of it; null: not known yet. Left out: it was ordered a moment ago. */
  shipping?: Shipping | null;
  /** A payment may be on its way. */
  isChecking?: boolean;
  /** Something else is to be answered first: its button to pay stands back. */
  isPayQuiet?: boolean;
  /** How far its refund is; left out: not known, so it has started. */
  refund?: MyOrder['refund'];
  /** Where the receipt is of what was paid online. */
  receiptUrl?: string | undefined;
  children?: ReactNode;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const money = useMoney(currency);
  const isPacked = shipping === null || shipping.parcels.length > 0;
  const step = (shipping && stepOf(order, shipping)?.step) ?? null;
  return (
    <article className={isNew ? 'order new' : 'order'} aria-label={say.number(order.reference)}>
      <header>
        <div>
          <h2 className="figures">
            <a href={`/orders/${order.orderId}`}>{say.number(order.reference)}</a>
          </h2>
          <p className="soft figures">
            {dayAndTime(order.placedAtMs, language)}
            {from && <> · {from}</>}
          </p>
          <Arrived order={order} />
        </div>
        <StatusPill order={order} isChecking={isChecking} shipping={shipping} />
      </header>
      <OrderLines lines={order.lines} pictures={pictures} money={money} />
      <SumRows order={order} currency={currency} money={money} />
      {sendTo && <SendTo address={sendTo} />}
      <OrderSteps order={order} shipping={shipping} />
      {isPromised(order) && (
        <OrderShips lines={order.lines} step={step} isLate={isLate} shippedAtMs={handedOverMs(shipping)} />
      )}
      {isLate && order.status === 'PAID' && <CallToCancel order={order} isPacked={isPacked} />}
      <OrderNext
        order={order}
        money={money}
        isOver={isOver}
        step={step}
        isPacked={isPacked}
        parcels={shipping?.parcels.length ?? 0}
        isChecking={isChecking}
        isPayQuiet={isPayQuiet}
      />
      {order.refundedMinor > 0 && (
        <OrderRefund
          backMinor={order.refundedMinor}
          refund={refund}
          isTest={order.payment === 'sandbox'}
          money={money}
        />
      )}
      {receiptUrl && (
        <a className="receipt" href={receiptUrl}>
          <Icon name="receipt" size={18} />
          {say.receipt}
        </a>
      )}
      {children}
    </article>
  );
}

/** What is late and can't be cancelled here any more: whom to call, who cancels it while it is not packed (O11). */
function CallToCancel({ order: { freeCancelUntilMs }, isPacked }: { order: OrderView; isPacked: boolean }) {
  const say = useMessages(orderWords);
  const isFree = useServerTime((nowMs) => nowMs < (freeCancelUntilMs ?? 0));
  if (isFree) return null;
  return (
    <div>
      {!isPacked && <p className="soft">{say.callToCancel}</p>}
      <CallShop />
    </div>
  );
}

/** A tap that had to wait says when it came: that judged its prices (T3). */
function Arrived({ order: { placedAtMs, receivedAtMs } }: { order: OrderView }) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const time = receivedAtMs === undefined ? null : clockSecond(receivedAtMs, language);
  if (time === null || time === clockSecond(placedAtMs, language)) return null;
  return <p className="soft figures">{say.arrived(time)}</p>;
}

/** Where it goes, as far as a device shows it: whoever looks over a shoulder learns no number. */
function SendTo({ address: { name, phoneEnd, address, country } }: { address: AddressView }) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const land = country && new Intl.DisplayNames([language], { type: 'region' }).of(country);
  return (
    <div className="send-to">
      <p className="soft">{say.sendTo}</p>
      <p>
        <bdi>{name}</bdi> · <span className="figures">…{phoneEnd}</span>
      </p>
      <p>
        <bdi>{address}</bdi>
        {land && <> · {land}</>}
      </p>
    </div>
  );
}
