import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { SalesItem, SalesLeftOut, SalesRetention } from '../../../shared/contract/sales.ts';
import { insightsMessages } from '../../i18n/insights.ts';
import { floorMessages } from '../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../i18n/language.ts';
import { Table } from '../../ui/Table.tsx';
import { clockTime } from '../../ui/time-words.ts';
import { amount, decimal, fewInterval, percent } from './number-words.ts';
import { useWatchTime } from './use-watch-time.ts';

/** Connections beyond which somebody is a program: the server's rule, told where it counts. */
const MOST_CONNECTIONS = 200;
const LEFT_OUT_SHOWN = 12;

/** Each flash afterwards: how fast it went, who asked in vain, what was held for nothing. */
export function Flashes({
  flashes,
  items,
  currency,
}: {
  flashes: FloorReport['flashes'];
  items: readonly SalesItem[];
  currency: string;
}) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const time = useWatchTime();
  const count = (n: number) => n.toLocaleString(language);
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  return (
    <>
      <ol className="flashes figures">
        {flashes.map((flash) => (
          <li key={flash.flashId}>
            <p>
              <b>⚡{flash.itemNumber}</b> <bdi>{names.get(flash.itemNumber) ?? ''}</bdi>{' '}
              <span className="soft">
                {clockTime(flash.startsAtMs, language)} · {amount(flash.priceMinor, currency, language)}{' '}
                <s>{amount(flash.listPriceMinor, currency, language)}</s>
              </span>
            </p>
            <p className="soft">
              {[
                say.flashLine(count(flash.soldUnits), count(flash.cap)),
                flash.sellOutMs === null ? say.notSoldOut : say.soldOutIn(time(flash.sellOutMs / 1_000)),
                flash.refusedBuyers === 0
                  ? say.nobodyInVain
                  : say.inVain(
                      words.people(count(flash.refusedBuyers), flash.refusedBuyers),
                      words.pieces(count(flash.refusedUnits), flash.refusedUnits),
                    ),
                say.expiredHolds(count(flash.expiredUnits)),
                say.lateTaps(count(flash.lateTaps)),
              ].join(' · ')}
            </p>
          </li>
        ))}
      </ol>
      <p className="soft note">{say.flashesDefined}</p>
    </>
  );
}

/** What became of what was held, in pieces. */
export function Holds({ holds }: { holds: FloorReport['holds'] }) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const few = fewInterval(holds.placedUnits, holds.heldUnits, language);
  const count = (n: number) => n.toLocaleString(language);
  return (
    <details className="figure">
      <summary>
        <span className="figure-name">{say.holdConversion}</span>
        <span className="figure-value figures">{percent(holds.conversion, language)}</span>
        {few && <span className="figure-few">{words.interval(few.low, few.high)}</span>}
      </summary>
      <p>
        {say.holdDefined} {say.held(count(holds.heldUnits), count(holds.expiredUnits))}
      </p>
    </details>
  );
}

/** Goods that were paid together more often than by chance. */
export function Pairs({ pairs, items }: { pairs: FloorReport['pairs']; items: readonly SalesItem[] }) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  if (pairs.length === 0) return <p className="soft">{say.noPairs}</p>;
  const names = new Map(items.map(({ itemNumber, name }) => [itemNumber, name]));
  return (
    <>
      <Table label={say.pairs}>
        <thead>
          <tr>
            <th scope="col">{words.columns.name}</th>
            <th scope="col">{say.orders}</th>
            <th scope="col">{say.support}</th>
            <th scope="col">{say.lift}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ itemNumbers, orders, support, lift }) => (
            <tr key={itemNumbers.join(' ')}>
              <th scope="row">
                {itemNumbers.map((number) => (
                  <span key={number} className="pair-item">
                    <b>{number}</b> <bdi>{names.get(number) ?? ''}</bdi>
                  </span>
                ))}
              </th>
              <td>{orders.toLocaleString(language)}</td>
              <td>{percent(support, language)}</td>
              <td>{say.times(decimal(lift, language, 2))}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="soft note">{say.pairsDefined}</p>
    </>
  );
}

/** How many visits lasted how long. */
export function Retained({ retention }: { retention: readonly SalesRetention[] }) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  return (
    <figure className="histogram retained">
      <figcaption className="soft">
        {say.retention}. {say.retentionDefined}
      </figcaption>
      <ol>
        {retention.map(({ minutes, stayed, of }) => {
          const few = fewInterval(stayed, of, language);
          return (
            <li key={minutes} title={few ? words.interval(few.low, few.high) : undefined}>
              <span className="figures">{say.minutesStay(minutes)}</span>
              <span className="histogram-track" aria-hidden="true">
                <i style={{ width: `${(stayed / of) * 100}%` }} />
              </span>
              <b className="figures">{percent(stayed / of, language)}</b>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}

/** Who is not among the viewers, and why. */
export function LeftOut({ leftOut }: { leftOut: SalesLeftOut }) {
  const say = useMessages(floorMessages);
  const time = useWatchTime();
  return (
    <details className="left-out">
      <summary className="text-button">{say.leftOut}</summary>
      <p className="soft note">{say.leftOutNote(leftOut.staff, leftOut.machines, MOST_CONNECTIONS)}</p>
      <ul className="figures soft">
        {leftOut.listed.slice(0, LEFT_OUT_SHOWN).map(({ viewerId, why, connections, seconds }) => (
          <li key={`${why} ${viewerId}`}>
            {why === 'staff' ? say.staff : say.machine} …{viewerId.slice(-6)} · {say.connections(connections)}{' '}
            · {time(seconds)}
          </li>
        ))}
      </ul>
    </details>
  );
}
