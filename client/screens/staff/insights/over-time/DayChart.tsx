import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { ShopBy, ShopInsights } from '../../../../../shared/contract/shop-insights.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { goTo } from '../../../../ui/navigation.ts';
import { ordersAddress } from '../../orders/orders-address.ts';
import { useMayOpen } from '../../shell/use-may-open.ts';
import { amount } from '../number-words.ts';
import type { DayRange } from './day-range.ts';
import { daysWords, dayWords } from './day-words.ts';
import { ordersOfDays } from './over-time-rows.ts';
import { weeksIn } from './weeks.ts';

/** Bars that are named below. */
const NAMES = 5;
/** Fewer days stand as days also where rows are weeks: two bars are no chart. */
const MOST_AS_DAYS = 14;

/** What was paid for on some days. */
interface Bar extends DayRange {
  gmvPaidMinor: number;
  paidOrders: number;
}

/** What was paid for on each day, or in each week where rows stand by week, a bar each, and a line where the days stand that these are compared with. One bar is chosen at a time: a pointer passes over it, a click or a key holds it. */
export function DayChart({
  by,
  now,
  before,
}: {
  by: ShopBy;
  now: ShopInsights;
  before: ShopInsights | null;
}) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const mayOpen = useMayOpen('orders');
  const [at, setAt] = useState<number | null>(null);
  /** A day that is held stays while a pointer goes to its link over others. */
  const [isHeld, setHeld] = useState(false);
  const { currency } = now;
  const kind = by === 'week' && now.days.length > MOST_AS_DAYS ? 'week' : 'day';
  const bars = kind === 'week' ? weekBars(now, now.days) : now.days.map(dayBar);
  const money = (minor: number) => amount(minor, currency, language);
  const those = before?.days.slice(0, now.days.length) ?? [];
  const others = kind === 'week' ? weekBars(now, those) : those.map(dayBar);
  const tallest = Math.max(0, ...[...bars, ...others].map(({ gmvPaidMinor }) => gmvPaidMinor));
  const height = (minor: number) => (tallest > 0 ? Math.max(0, minor) / tallest : 0);
  const chosen = at === null ? null : (bars[Math.min(at, bars.length - 1)] ?? null);
  const inWords = (each: Bar) =>
    [
      kind === 'week' ? daysWords(each, language) : dayWords(each.from, language),
      money(each.gmvPaidMinor),
      say.dayOrders(each.paidOrders.toLocaleString(language)),
    ].join(' · ');

  function dayUnder(event: PointerEvent<HTMLDivElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const n = Math.floor(((event.clientX - left) / width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, n));
  }
  function hold(n: number) {
    setHeld(!(isHeld && n === at));
    setAt(n);
  }
  function open() {
    if (chosen && mayOpen) goTo(ordersOf(chosen, currency));
  }
  function move(event: KeyboardEvent) {
    const last = bars.length - 1;
    const from = at ?? last;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (event.key === 'Enter' && isHeld) open();
    else if (event.key === 'Enter') hold(from);
    if (event.key === 'Escape') setHeld(false);
    if (to === undefined) return;
    event.preventDefault();
    setHeld(true);
    setAt(Math.max(0, Math.min(last, to)));
  }
  const every = Math.ceil(bars.length / NAMES);
  return (
    <figure className="day-chart">
      <figcaption className="figures">
        {chosen ? (
          mayOpen ? (
            <a href={ordersOf(chosen, currency)}>{inWords(chosen)}</a>
          ) : (
            inWords(chosen)
          )
        ) : (
          <span className="soft">{say.charts[kind]}</span>
        )}
        {before && <span className="soft small day-legend">{say.before}</span>}
      </figcaption>
      <p className="day-most soft figures">{tallest > 0 ? money(tallest) : '\u00a0'}</p>
      <div
        className="day-bars"
        role="slider"
        tabIndex={0}
        aria-label={`${say.charts[kind]}. ${say.chartHints[kind]}`}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={(at ?? bars.length - 1) + 1}
        aria-valuetext={inWords(chosen ?? bars.at(-1)!)}
        onPointerMove={(event) => !isHeld && setAt(dayUnder(event))}
        onPointerDown={(event) => hold(dayUnder(event))}
        onKeyDown={move}
      >
        <svg viewBox={`0 0 ${bars.length} 1`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map(({ from, gmvPaidMinor }, n) => (
            <rect
              key={from}
              className={`day-bar${n === at ? ' chosen' : ''}${n === at && isHeld ? ' held' : ''}`}
              x={n + 0.12}
              y={1 - height(gmvPaidMinor)}
              width={0.76}
              height={height(gmvPaidMinor)}
            />
          ))}
          {others.map(
            ({ from, gmvPaidMinor }, n) =>
              gmvPaidMinor > 0 && (
                <line
                  key={from}
                  className="day-before"
                  x1={n + 0.04}
                  x2={n + 0.96}
                  y1={1 - height(gmvPaidMinor)}
                  y2={1 - height(gmvPaidMinor)}
                />
              ),
          )}
        </svg>
      </div>
      <p className="day-names soft" aria-hidden="true">
        {bars.map(
          ({ from }, n) =>
            n % every === 0 && (
              <span key={from} style={{ left: `${((n + 0.5) / bars.length) * 100}%` }}>
                {dayWords(from, language, false)}
              </span>
            ),
        )}
      </p>
    </figure>
  );
}

function dayBar({ day, ...sold }: ShopInsights['days'][number]): Bar {
  return { from: day, to: day, ...sold };
}

/** Days that stand as far from the beginning as the weeks of a range; of a shorter row of days those that are there. */
function weekBars(range: DayRange, days: ShopInsights['days']): Bar[] {
  return weeksIn(range).flatMap(({ place, days: count }) => {
    const those = days.slice(place, place + count);
    const [first, last] = [those[0], those.at(-1)];
    if (!first || !last) return [];
    const sum = (read: (day: (typeof those)[number]) => number) =>
      those.reduce((all, each) => all + read(each), 0);
    return [
      {
        ...{ from: first.day, to: last.day },
        gmvPaidMinor: sum((each) => each.gmvPaidMinor),
        paidOrders: sum((each) => each.paidOrders),
      },
    ];
  });
}

function ordersOf({ from, to }: DayRange, currency: string): string {
  return ordersAddress(ordersOfDays({ from, to, currency }));
}
