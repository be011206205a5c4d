import type { OrderView } from '../../../../shared/market/order/contract.ts';
import { orderSums } from '../../../../shared/market/order/sums.ts';
import { inOther } from '../../../../shared/values/exchange.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { orderWords } from './words.ts';

/** The sums of an order, so that who adds them up comes to the total; what came back since, and by which way it is paid. */
export function SumRows({
  order,
  currency,
  money,
}: {
  order: OrderView;
  currency: string;
  money(minor: number): string;
}) {
  const say = useMessages(orderWords);
  const language = useLanguage();
  const { productsMinor, discountsMinor } = orderSums(order);
  const isShippingOnly = order.shippingRefundedMinor === order.refundedMinor;
  const isPaid = order.refundedMinor > 0 || order.status === 'PAID' || order.status === 'COMPLETED';
  const why = whyShippingBack(order, say) ?? whyShippingKept(order, say, money);
  return (
    <>
      <dl className="sums figures">
        <div>
          <dt>{say.products}</dt>
          <dd>{money(productsMinor)}</dd>
        </div>
        {discountsMinor > 0 && (
          <div>
            <dt>{say.discounts}</dt>
            <dd>−{money(discountsMinor)}</dd>
          </div>
        )}
        <div>
          <dt>{say.shipping}</dt>
          {/* The cart's word, whether the price, a threshold (P3) or a voucher (V1) pays for it. */}
          <dd>{order.shippingMinor > 0 ? money(order.shippingMinor) : say.free}</dd>
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
            <dt>{isShippingOnly ? say.shippingOnly : say.refund}</dt>
            <dd>−{money(order.refundedMinor)}</dd>
          </div>
        )}
        {order.shippingRefundedMinor > 0 && !isShippingOnly && (
          <div className="soft">
            <dt>{say.shippingBack}</dt>
            <dd>−{money(order.shippingRefundedMinor)}</dd>
          </div>
        )}
        {isPaid && (
          <div>
            <dt>{say.payment}</dt>
            <dd>{say.ways[order.payment]}</dd>
          </div>
        )}
      </dl>
      {why && <p className="soft small">{why}</p>}
    </>
  );
}

/** Why shipping came back of an order that goes on (P3); of one that does not, everything does. */
function whyShippingBack(
  { status, refundedMinor, shippingRefundedMinor }: OrderView,
  say: (typeof orderWords)['en'],
): string | null {
  if (shippingRefundedMinor === 0 || (status !== 'PAID' && status !== 'COMPLETED')) return null;
  // No product came back with it: what its buyer ordered since goes into the same parcel.
  return refundedMinor === shippingRefundedMinor ? say.togetherWhy : say.shippingWhy;
}

/** Why an order that is called off does not get all of its shipping back (P3): the rest of its parcel needs it. */
function whyShippingKept(
  { status, refundedMinor, shippingMinor, shippingRefundedMinor }: OrderView,
  say: (typeof orderWords)['en'],
  money: (minor: number) => string,
): string | null {
  const keptMinor = shippingMinor - shippingRefundedMinor;
  if (status !== 'CANCELLED' || refundedMinor === 0 || keptMinor <= 0) return null;
  return say.keptWhy(money(keptMinor));
}
