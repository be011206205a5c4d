import type { SalesSummary } from '../../../../shared/contract/sales.ts';
import { givenMessages } from '../../../i18n/insights-given.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { Table } from '../../../ui/Table.tsx';
import { OfOrders } from '../orders/OfOrders.tsx';

/** What buyers paid for sending, beside every goods value; nothing where nobody did (P2, P3). */
export function Sending({ summary: { shipping }, currency }: { summary: SalesSummary; currency: string }) {
  const say = useMessages(givenMessages);
  const money = useMoney(currency);
  if (shipping.chargedMinor === 0) return null;
  return (
    <p className="soft figures">{say.sending(money(shipping.chargedMinor), money(shipping.refundedMinor))}</p>
  );
}

/** What promotions and vouchers took off paid orders, by who pays for it (V2); nothing where nothing was given. */
export function Given({
  slug,
  summary,
  currency,
}: {
  slug: string;
  summary: SalesSummary;
  currency: string;
}) {
  const say = useMessages(givenMessages);
  const language = useLanguage();
  const money = useMoney(currency);
  const { given } = summary;
  const rows = [
    { who: say.producer, goodsMinor: given.producerMinor, shippingMinor: 0 },
    { who: say.host, goodsMinor: given.hostMinor, shippingMinor: given.shippingHostMinor },
    { who: say.shop, goodsMinor: given.shopMinor, shippingMinor: given.shippingShopMinor },
  ];
  if (rows.every(({ goodsMinor, shippingMinor }) => goodsMinor + shippingMinor === 0)) return null;
  return (
    <details className="given" open>
      <summary>{say.title}</summary>
      <p className="soft">{say.defined}</p>
      <Table label={say.title}>
        <thead>
          <tr>
            <th scope="col">{say.whoPays}</th>
            <th scope="col">{say.offGoods}</th>
            <th scope="col">{say.offShipping}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ who, goodsMinor, shippingMinor }) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              <td>{money(goodsMinor)}</td>
              <td>{money(shippingMinor)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p>
        <OfOrders filter={{ stream: slug, outcome: 'paid', voucher: 'any' }} count={given.voucherOrders}>
          {say.orders(given.voucherOrders.toLocaleString(language))}
        </OfOrders>
      </p>
    </details>
  );
}
