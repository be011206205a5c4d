import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesLeftOut, SalesRetention } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { fewInterval, percent } from './number-words.ts';
import { useWatchTime } from './use-watch-time.ts';

/** Connections beyond which somebody is a program: the server's rule, told where it counts. */
const MOST_CONNECTIONS = 200;
const LEFT_OUT_SHOWN = 12;

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

/** How many visits lasted how long. */
export function Retained({ retention }: { retention: readonly SalesRetention[] }) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  return (
    <figure className="histogram retained">
      <figcaption className="soft">
        {say.retention} · {say.retentionDefined}
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
