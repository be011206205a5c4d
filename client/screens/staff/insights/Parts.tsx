import type { SalesItem } from '../../../../shared/contract/sales.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Table } from '../../../ui/Table.tsx';
import { byPriceType, partsBy } from './breakdowns.ts';
import { amount, percent } from './number-words.ts';

/** What was paid of each producer's goods, and at which kind of price. */
export function Parts({ items, currency }: { items: readonly SalesItem[]; currency: string }) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  const prices = byPriceType(items);
  return (
    <div className="review-pair">
      <Table label={say.producer}>
        <thead>
          <tr>
            <th scope="col">{say.producer}</th>
            <th scope="col">{say.gmv}</th>
            <th scope="col">{say.share}</th>
            <th scope="col">{say.pieces}</th>
            <th scope="col">{say.unmet}</th>
          </tr>
        </thead>
        <tbody>
          {partsBy(items, ({ producer }) => producer).map((part) => (
            <tr key={part.name}>
              <th scope="row">
                <bdi>{part.name}</bdi>
              </th>
              <td>{amount(part.gmvPaidMinor, currency, language)}</td>
              <td>{percent(part.share, language)}</td>
              <td>{count(part.paidUnits)}</td>
              <td className={part.unmetUnits > 0 ? 'unmet' : ''}>{count(part.unmetUnits)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Table label={say.priceType}>
        <thead>
          <tr>
            <th scope="col">{say.priceType}</th>
            <th scope="col">{say.gmv}</th>
            <th scope="col">{say.share}</th>
            <th scope="col">{say.pieces}</th>
            <th scope="col">{say.goods}</th>
          </tr>
        </thead>
        <tbody>
          {(['list', 'flash'] as const).map((type) => (
            <tr key={type}>
              <th scope="row">{type === 'list' ? say.atList : say.atFlash}</th>
              <td>{amount(prices[type].gmvPaidMinor, currency, language)}</td>
              <td>{percent(prices[type].share, language)}</td>
              <td>{count(prices[type].paidUnits)}</td>
              <td>{count(prices[type].items)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
