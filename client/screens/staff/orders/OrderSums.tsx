import type { OfficeOrder } from '../../../../shared/contract/office-orders.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { useMoney } from '../../../ui/Price.tsx';

const sum = (amounts: readonly { minor: number }[]) => amounts.reduce((all, { minor }) => all + minor, 0);

/**
 * How the order adds up to its total, from its lines down: products, less discounts, and shipping at its full fee, less what
 * others give of it; then what came back, and what is left.
 */
export function OrderSums({ order: { sums, currency } }: { order: Pick<OfficeOrder, 'sums' | 'currency'> }) {
  const say = useMessages(officeOrdersWords);
  const money = useMoney(currency);
  const shippingOffMinor = sum(sums.shippingDiscounts);
  const rows = [
    [say.goods, sums.goodsMinor, true],
    [say.discounts, 0 - sum(sums.discounts), false],
    [say.shipping, sums.shippingMinor + shippingOffMinor, true],
    [say.shippingDiscounts, 0 - shippingOffMinor, false],
  ] as const;
  return (
    <dl className="sums figures order-sums">
      {rows
        .filter(([, minor, isAlways]) => isAlways || minor !== 0)
        .map(([words, minor]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>{money(minor)}</dd>
          </div>
        ))}
      <div className="sum">
        <dt>{say.total}</dt>
        <dd>{money(sums.totalMinor)}</dd>
      </div>
      {sums.refundedMinor > 0 && (
        <div>
          <dt>{say.refunded}</dt>
          <dd>{money(0 - sums.refundedMinor)}</dd>
        </div>
      )}
      {sums.shippingRefundedMinor > 0 && (
        <div className="soft">
          <dt>{say.shippingBack}</dt>
          <dd>{money(0 - sums.shippingRefundedMinor)}</dd>
        </div>
      )}
      {sums.refundedMinor > 0 && (
        <div className="sum">
          <dt>{say.afterRefunds}</dt>
          <dd>{money(sums.totalMinor - sums.refundedMinor)}</dd>
        </div>
      )}
    </dl>
  );
}
