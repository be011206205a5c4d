import type { ReactNode } from 'react';
import type { OrderView } from '../../../shared/contract/order.ts';
import { inOther } from '../../../shared/values/exchange.ts';
import { formatMoney } from '../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Countdown } from '../../ui/Countdown.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import { Pill } from '../../ui/Pill.tsx';
import { useMoney } from '../../ui/Price.tsx';
import { useServerTime } from '../../ui/server-time.ts';
import { clockTime, dayAndTime } from '../../ui/time-words.ts';
import { orderWords } from './words.ts';
import './orders.css';

/** One order: its number, what, how much, what is still to do and until when it can be undone for free. */
export function OrderCard({
  order,
  currency,
  from,
  isNew = false,
  children,
}: {
  order: OrderView;
  currency: string;
  /** Where it was ordered: a link to the stream. */
  from?: ReactNode;
  /** True right after the tap that ordered. */
  isNew?: boolean;
  children?: ReactNode;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const money = useMoney(currency);
  return (
    <article className={isNew ? 'order new' : 'order'} aria-label={say.number(order.number)}>
      <header>
        <div>
          <h2 className="figures">{say.number(order.number)}</h2>
          <p className="soft figures">
            {dayAndTime(order.placedAtMs, language)}
            {from && <> · {from}</>}
          </p>
        </div>
        <StatusPill order={order} />
      </header>
      <ul className="order-lines">
        {order.lines.map((line) => (
          <li key={`${line.itemNumber} ${line.unitPriceMinor}`}>
            <span className="item-number figures">{line.itemNumber}</span>
            <span className="order-name">
              <bdi>{line.name}</bdi>
              {line.unfilledUnits > 0 && <small> {say.unfilled(line.unfilledUnits)}</small>}
            </span>
            <span className="order-units figures soft">
              {line.units} × {money(line.unitPriceMinor)}
            </span>
            <span className="order-sum figures">{money(line.units * line.unitPriceMinor)}</span>
          </li>
        ))}
      </ul>
      <dl className="sums figures">
        <TakenOff order={order} money={money} />
        <div>
          <dt>{say.shipping}</dt>
          <dd>{shippingOf(order, say, money)}</dd>
        </div>
        <div className="sum">
          <dt>{say.total}</dt>
          <dd>
            {money(order.totalMinor)}
            {order.shown && (
              <small className="soft">
                {' '}
                ≈{' '}
                {formatMoney(
                  inOther(order.totalMinor, currency, order.shown),
                  order.shown.currency,
                  language,
                )}
              </small>
            )}
          </dd>
        </div>
        {order.refundedMinor > 0 && (
          <div>
            <dt>{say.refunded}</dt>
            <dd>{money(order.refundedMinor)}</dd>
          </div>
        )}
        {order.shippingRefundedMinor > 0 && (
          <div className="soft">
            <dt>{say.shippingBack}</dt>
            <dd>{money(order.shippingRefundedMinor)}</dd>
          </div>
        )}
      </dl>
      <ToDo order={order} total={money(order.totalMinor)} />
      {children}
    </article>
  );
}

/** What others paid of the goods, by what it was: a bundle, or vouchers of a producer, the host or the shop (V2). */
function TakenOff({ order, money }: { order: OrderView; money(minor: number): string }) {
  const say = useMessages(orderWords);
  const sums = new Map<string, number>();
  for (const { discounts = [] } of order.lines) {
    for (const { kind, funder, minor } of discounts) {
      // A flash price says itself what it takes off.
      if (kind === 'flash') continue;
      const name = kind === 'promotion' ? say.bundle : say.voucherOf[funder];
      sums.set(name, (sums.get(name) ?? 0) + minor);
    }
  }
  return [...sums].map(([name, minor]) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd>−{money(minor)}</dd>
    </div>
  ));
}

/** A fee that somebody else paid is free to the buyer, not included in the price. */
function shippingOf(
  { shippingMinor, shippingDiscounts = [] }: OrderView,
  say: (typeof orderWords)['en'],
  money: (minor: number) => string,
): string {
  if (shippingMinor > 0) return money(shippingMinor);
  return shippingDiscounts.length > 0 ? say.freeByVoucher : say.included;
}

function StatusPill({ order }: { order: OrderView }) {
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
      {isCash ? say.COD : say[order.status]}
    </Pill>
  );
}

/** What is left to do, and how long what is free stays free. */
function ToDo({ order, total }: { order: OrderView; total: string }) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const canPay = useServerTime((nowMs) => nowMs < order.payByMs);
  const isFree = useServerTime((nowMs) => (order.freeCancelUntilMs ?? 0) > nowMs);
  if (order.status === 'PLACED') {
    return canPay ? (
      <div className="to-pay">
        {order.payUrl && (
          <a className="button primary wide" href={order.payUrl} target="_blank" rel="noopener">
            {say.pay(total)}
          </a>
        )}
        <p className="held-for">
          <Countdown untilMs={order.payByMs} label={say.payBy} />
        </p>
        <p className="soft">{say.cancelUnpaid}</p>
      </div>
    ) : (
      <p className="soft">{say.payOver}</p>
    );
  }
  if (order.status !== 'PAID') return null;
  return (
    <p className="soft">
      {say.ships}{' '}
      {isFree &&
        order.freeCancelUntilMs !== null &&
        say.freeCancel(clockTime(order.freeCancelUntilMs, language))}
    </p>
  );
}
