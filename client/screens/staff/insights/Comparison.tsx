import { useMemo, useState } from 'react';
import type { PastStream, SalesReport } from '../../../../shared/contract/sales.ts';
import { categoryIn } from '../../../../shared/values/names.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { Button } from '../../../ui/Button.tsx';
import { Table } from '../../../ui/Table.tsx';
import { pageZone } from '../../../ui/time-words.ts';
import { OfOrders } from '../orders/OfOrders.tsx';
import {
  type ComparedNumber,
  comparedCategories,
  comparedRows,
  FEWEST_COMPARED,
  groupedStreams,
  hostedIn,
} from './comparison.ts';
import { HandFold } from './HandFold.tsx';
import { amount, decimal, NO_VALUE, percent } from './number-words.ts';
import { type ComparedWith, usePast } from './use-past.ts';
import { useWatchTime } from './use-watch-time.ts';

/** This stream beside the ones before it. */
export function Comparison({ report }: { report: SalesReport }) {
  const say = useMessages(floorMessages);
  const [whom, setWhom] = useState<ComparedWith>('shop');
  const told = usePast(report.slug, whom).data?.streams;
  const language = useLanguage();
  const past = useMemo(() => told && hostedIn(language, told), [language, told]);
  return (
    <>
      <div className="compare-with">
        {(['shop', 'host'] as const).map((each) => (
          <Button
            key={each}
            look={whom === each ? 'held' : 'line'}
            aria-pressed={whom === each}
            onClick={() => setWhom(each)}
          >
            {each === 'host' ? say.withHost : say.withShop}
          </Button>
        ))}
      </div>
      {past && past.length < FEWEST_COMPARED && <p className="soft">{say.tooFew(past.length)}</p>}
      {past && past.length > 0 && <Compared report={report} past={past} />}
    </>
  );
}

/** What is counted of paid orders. */
const ofOrders: ReadonlySet<ComparedNumber> = new Set(['gmvPaidMinor', 'paidOrders'] as const);

function Compared({ report, past }: { report: SalesReport; past: readonly PastStream[] }) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  const words = useNumberWords(report.currency);
  const nameOf = new Map(report.items.map((item) => [item.category, categoryIn(language, item)]));
  const weekday = (ms: number) =>
    new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: pageZone() }).format(ms);
  return (
    <>
      <Table label={say.compare}>
        <thead>
          <tr>
            <th scope="col">{say.compare}</th>
            <th scope="col">{say.now}</th>
            <th scope="col">{say.usual}</th>
            <th scope="col">{say.change}</th>
          </tr>
        </thead>
        <tbody>
          {comparedRows(report.summary, past).map(({ name, now, usual, change, isFew, isWorst }) => (
            <tr key={name} className={isWorst ? 'worst' : ''}>
              <th scope="row">{say.numbers[name]}</th>
              <td>
                <OfOrders
                  filter={ofOrders.has(name) ? { stream: report.slug, outcome: 'paid' } : null}
                  count={now}
                >
                  {words(name, now)}
                </OfOrders>
              </td>
              <td>{words(name, usual)}</td>
              <td>
                {isFew && usual !== null
                  ? say.notEnough
                  : change === null
                    ? NO_VALUE
                    : `${change > 0 ? '+' : ''}${percent(change, language)}`}
                {isWorst && <span className="worst-mark"> ▼ {say.worst}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="soft note">{say.usualDefined(past.length)}</p>
      <p className="soft small">{say.withoutThis}</p>
      <HandFold title={say.grouped}>
        <div className="review-pair">
          <Groups
            name={say.byHost}
            groups={groupedStreams(past, ({ hostName }) => hostName)}
            currency={report.currency}
          />
          <Groups
            name={say.byWeekday}
            groups={groupedStreams(past, ({ liveStartMs }) => weekday(liveStartMs))}
            currency={report.currency}
          />
        </div>
        <Table label={say.byCategory}>
          <thead>
            <tr>
              <th scope="col">{say.byCategory}</th>
              <th scope="col">{say.gmv}</th>
              <th scope="col">{say.pieces}</th>
              <th scope="col">{say.usualCategory}</th>
            </tr>
          </thead>
          <tbody>
            {comparedCategories(report, past).map(({ category, nowMinor, nowUnits, usualMinor }) => (
              <tr key={category}>
                <th scope="row">
                  {category === '' ? say.noCategory : <bdi>{nameOf.get(category) ?? category}</bdi>}
                </th>
                <td>
                  <OfOrders
                    filter={category === '' ? null : { stream: report.slug, category, outcome: 'paid' }}
                    count={nowMinor}
                  >
                    {amount(nowMinor, report.currency, language)}
                  </OfOrders>
                </td>
                <td>{nowUnits.toLocaleString(language)}</td>
                <td>{amount(usualMinor, report.currency, language)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </HandFold>
    </>
  );
}

function Groups({
  name,
  groups,
  currency,
}: {
  name: string;
  groups: ReturnType<typeof groupedStreams>;
  currency: string;
}) {
  const say = useMessages(floorMessages);
  const language = useLanguage();
  return (
    <Table label={name}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{say.streams}</th>
          <th scope="col">{say.perStream}</th>
          <th scope="col">{say.perHour}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.name}>
            <th scope="row">
              <bdi>{group.name}</bdi>
            </th>
            <td>{group.streams.toLocaleString(language)}</td>
            <td>{amount(group.perStreamMinor, currency, language)}</td>
            <td>{amount(group.perHourMinor, currency, language)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function useNumberWords(currency: string): (name: ComparedNumber, value: number | null) => string {
  const language = useLanguage();
  const time = useWatchTime();
  return (name, value) => {
    switch (name) {
      case 'gmvPaidMinor':
      case 'aovMinor':
        return amount(value, currency, language);
      case 'cvr':
      case 'addRate':
      case 'paymentConversion':
        return percent(value, language);
      case 'averageWatchSeconds':
        return time(value);
      case 'upt':
        return decimal(value, language, 2);
      case 'paidOrders':
      case 'viewers':
        return decimal(value, language, 0);
    }
  };
}
