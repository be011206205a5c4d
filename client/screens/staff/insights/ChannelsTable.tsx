import type { SalesChannel } from '../../../../shared/contract/sales.ts';
import { channelMessages } from '../../../i18n/channels.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Table } from '../../../ui/Table.tsx';
import { amount, countOf, decimal, percent } from './number-words.ts';

/** What each channel brought (C1); one that brought nobody is left out, unless none did. */
export function ChannelsTable({
  channels,
  currency,
}: {
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
                <td>{amount(row.gmvPaidMinor, currency, language)}</td>
                <td>{percent(wholeMinor === 0 ? null : row.gmvPaidMinor / wholeMinor, language)}</td>
                <td>{count(row.paidOrders)}</td>
                <td>{count(row.viewers)}</td>
                <td>{count(row.payingBuyers)}</td>
                <td>{percent(row.cvr, language)}</td>
                <td>{amount(row.aovMinor, currency, language)}</td>
                <td>{decimal(row.upt, language, 2)}</td>
                <td className="steps">
                  {funnelOf(row)
                    .map((people) => countOf(people, language))
                    .join(' → ')}
                </td>
              </tr>
            ))}
        </tbody>
      </Table>
      <p className="soft small">{say.defined}</p>
    </>
  );
}

/** From the screens that showed a good to the buyers who kept one. */
function funnelOf(row: SalesChannel): (number | null)[] {
  const { exposedViewers, adders, orderingBuyers, payingBuyers, keptBuyers } = row;
  return [exposedViewers, adders, orderingBuyers, payingBuyers, keptBuyers];
}
