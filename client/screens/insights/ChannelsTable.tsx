import type { SalesChannel } from '../../../shared/contract/sales.ts';
import { channelMessages } from '../../i18n/channels.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { TableScroll } from '../../ui/TableScroll.tsx';
import { amount, decimal, percent } from './number-words.ts';

/** What each channel brought (C1); one that brought nothing is left out, unless none did. */
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
  const shown = channels.filter(({ placedOrders, channel }) => placedOrders > 0 || channel === 'direct');
  return (
    <>
      <TableScroll label={say.channel}>
        <table className="figures plain-table" aria-label={say.channel}>
          <thead>
            <tr>
              {[say.channel, say.gmv, say.share, say.orders, say.buyers, say.aov, say.upt, say.funnel].map(
                (head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ),
              )}
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
                  <td>{count(row.payingBuyers)}</td>
                  <td>{amount(row.aovMinor, currency, language)}</td>
                  <td>{decimal(row.upt, language, 2)}</td>
                  <td>{[row.orderingBuyers, row.payingBuyers, row.keptBuyers].map(count).join(' → ')}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </TableScroll>
      <p className="soft small">{say.defined}</p>
    </>
  );
}
