import type { AfterStream } from '../../../../../shared/contract/after-stream.ts';
import { namedIn } from '../../../../../shared/values/names.ts';
import { afterStreamWords } from '../../../../i18n/after-stream.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { useMoney } from '../../../../ui/Price.tsx';
import { Table } from '../../../../ui/Table.tsx';
import { OfOrders } from '../../orders/OfOrders.tsx';
import { useConsole, useMaySeeInsights } from '../host-context.ts';

type Item = AfterStream['items'][number];

/** Rows that are shown of what was wanted: the rest stands in the insights. */
const MOST_WANTED = 8;

const missing = ({ waitedUnits, unmetUnits }: Item) => Math.max(waitedUnits, unmetUnits);

/** What somebody asked for and did not get, the most wanted first; what leads to more of it. */
export function Wanted({ items }: { items: readonly Item[] }) {
  const say = useMessages(afterStreamWords);
  const language = useLanguage();
  const { slug } = useConsole().host;
  const maySeeInsights = useMaySeeInsights();
  const wanted = items
    .filter((item) => missing(item) > 0)
    .toSorted((a, b) => missing(b) - missing(a) || a.itemNumber - b.itemNumber);
  return (
    <section className="after-part" aria-label={say.wanted}>
      <header>
        <h3>{say.wanted}</h3>
        {maySeeInsights && (
          <a className="text-button" href={`/insights/${slug}?tab=items`}>
            {say.toInsights}
          </a>
        )}
      </header>
      {wanted.length === 0 && <p className="soft">{say.allMet}</p>}
      <ul className="after-rows">
        {wanted.slice(0, MOST_WANTED).map((item) => (
          <li key={item.itemNumber}>
            <span>
              <span className="after-what">
                <span>
                  <span className="soft figures">{item.itemNumber}</span> {namedIn(language, item).name}
                </span>
                <small className="soft figures">
                  {[
                    item.waitedUnits > 0 && say.waited(item.waitedBuyers, item.waitedUnits),
                    item.unmetUnits > 0 && say.unmet(item.unmetUnits),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The orders of an item that were paid by the close, as its units and its money count them. */
const paidOf = (stream: string, { itemNumber }: Item) =>
  ({ stream, item: itemNumber, outcome: 'paid' }) as const;

/** The lineup as it sold; its units and its money lead to those orders. */
export function SoldProducts({ after: { items, currency } }: { after: AfterStream }) {
  const say = useMessages(afterStreamWords);
  const language = useLanguage();
  const money = useMoney(currency);
  const { slug } = useConsole().host;
  const hasMoney = items.some(({ gmvPaidMinor }) => gmvPaidMinor !== undefined);
  if (items.length === 0) return null;
  return (
    <section className="after-products" aria-label={say.products}>
      <h3>{say.products}</h3>
      <Table label={say.products}>
        <thead>
          <tr>
            <th scope="col">{say.product}</th>
            <th scope="col">{say.soldUnits}</th>
            {hasMoney && <th scope="col">{say.money}</th>}
            <th scope="col">{say.had}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.itemNumber}>
              <th scope="row">
                <span className="soft">{item.itemNumber}</span> {namedIn(language, item).name}
              </th>
              <td>
                <OfOrders filter={paidOf(slug, item)} count={item.paidUnits}>
                  {item.paidUnits}
                </OfOrders>
              </td>
              {hasMoney && (
                <td>
                  <OfOrders filter={paidOf(slug, item)} count={item.paidUnits}>
                    {money(item.gmvPaidMinor ?? 0)}
                  </OfOrders>
                </td>
              )}
              <td>{item.hadUnits}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
