import type { OfficeOrder } from '../../../../shared/contract/office-orders.ts';
import { useMessages } from '../../../i18n/language.ts';
import { officeOrdersWords } from '../../../i18n/office-orders.ts';
import { useMoney } from '../../../ui/Price.tsx';

const sum = (amounts: readonly { minor: number }[]) => amounts.reduce((all, { minor }) => all + minor, 0);

/** How the order adds up to its total, and what came back of it. */
export function OrderSums({ order: { sums, currency } }: { order: Pick<OfficeOrder, 'sums' | 'currency'> }) {
  const say = useMessages(officeOrdersWords);
  const money = useMoney(currency);
  const off = [
    [say.discounts, sum(sums.discounts)],
    [say.shippingDiscounts, sum(sums.shippingDiscounts)],
  ] as const;
  return (
    <dl className="sums figures order-sums">
      <div>
        <dt>{say.goods}</dt>
        <dd>{money(sums.goodsMinor)}</dd>
      </div>
      <div>
        <dt>{say.shipping}</dt>
        <dd>{money(sums.shippingMinor)}</dd>
      </div>
      {off
        .filter(([, minor]) => minor > 0)
        .map(([words, minor]) => (
          <div key={words}>
            <dt>{words}</dt>
            <dd>{money(0 - minor)}</dd>
          </div>
        ))}
      <div className="sum">
        <dt>{say.total}</dt>
        <dd>{money(sums.totalMinor)}</dd>
      </div>
      {sums.refundedMinor > 0 && (
        <div>
          <dt>{say.refunded}</dt>
          <dd>{money(sums.refundedMinor)}</dd>
        </div>
      )}
    </dl>
  );
}
