import { Fragment } from 'react';
import type { OrderOutcome, OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import type { SalesChannel } from '../../../../shared/contract/sales.ts';
import type { Channel } from '../../../../shared/values/channel.ts';
import { channelMessages } from '../../../i18n/channels.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Table } from '../../../ui/Table.tsx';
import { OfOrders } from '../orders/OfOrders.tsx';
import { amount, countOf, decimal, percent } from './number-words.ts';

/** What each channel brought (C1); one that brought nobody is left out, unless none did. */
export function ChannelsTable({
  slug,
  channels,
  currency,
}: {
  slug: string;
  channels: readonly SalesChannel[];
  currency: string;
}) {
  const say = useMessages(channelMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  const wholeMinor = channels.reduce((sum, { gmvPaidMinor }) => sum + gmvPaidMinor, 0);
  const shown = channels.filter(
    ({ placedOrders, viewers, channel }) => placedOrders > 0 || viewers > 0 || channel === 'direct',
  );
  const heads = [
    ...[say.channel, say.gmv, say.share, say.orders, say.viewers, say.buyers, say.cvr],
    ...[say.aov, say.upt, say.funnel],
  ];
  return (
    <>
      <Table label={say.channel}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className={head === say.funnel ? 'steps' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown
            .toSorted((a, b) => b.gmvPaidMinor - a.gmvPaidMinor)
            .map((row) => (
              <tr key={row.channel}>
                <th scope="row">{say.channels[row.channel]}</th>
                <td>
                  <OfOrders filter={ordersOf(slug, row.channel, 'paid')} count={row.gmvPaidMinor}>
                    {amount(row.gmvPaidMinor, currency, language)}
                  </OfOrders>
                </td>
                <td>{percent(wholeMinor === 0 ? null : row.gmvPaidMinor / wholeMinor, language)}</td>
                <td>
                  <OfOrders filter={ordersOf(slug, row.channel, 'paid')} count={row.paidOrders}>
                    {count(row.paidOrders)}
                  </OfOrders>
                </td>
                <td>{count(row.viewers)}</td>
                <td>
                  <OfOrders filter={ordersOf(slug, row.channel, 'paid')} count={row.payingBuyers}>
                    {count(row.payingBuyers)}
                  </OfOrders>
                </td>
                <td>{percent(row.cvr, language)}</td>
                <td>{amount(row.aovMinor, currency, language)}</td>
                <td>{decimal(row.upt, language, 2)}</td>
                <td className="steps">
                  {funnelOf(slug, row).map(({ step, people, orders }) => (
                    <Fragment key={step}>
                      {step > 0 && ' → '}
                      <OfOrders filter={orders} count={people}>
                        {countOf(people, language)}
                      </OfOrders>
                    </Fragment>
                  ))}
                </td>
              </tr>
            ))}
        </tbody>
      </Table>
      <p className="soft small">{say.defined}</p>
    </>
  );
}

/** From the screens that showed a good to the buyers who kept one, and the orders of those who ordered. */
function funnelOf(slug: string, row: SalesChannel) {
  const { channel, exposedViewers, adders, orderingBuyers, payingBuyers, keptBuyers } = row;
  const steps: [number | null, OrdersFilter | null][] = [
    [exposedViewers, null],
    [adders, null],
    [orderingBuyers, ordersOf(slug, channel)],
    [payingBuyers, ordersOf(slug, channel, 'paid')],
    [keptBuyers, ordersOf(slug, channel, 'retained')],
  ];
  return steps.map(([people, orders], step) => ({ step, people, orders }));
}

/** The orders that a channel brought; of no outcome all of them. */
function ordersOf(slug: string, channel: Channel, outcome?: OrderOutcome): OrdersFilter {
  return { stream: slug, channel, ...(outcome && { outcome }) };
}
