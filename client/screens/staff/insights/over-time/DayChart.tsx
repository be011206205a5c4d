import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { ShopInsights } from '../../../../../shared/contract/shop-insights.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { goTo } from '../../../../ui/navigation.ts';
import { ordersAddress } from '../../orders/orders-address.ts';
import { useMayOpen } from '../../shell/use-may-open.ts';
import { amount } from '../number-words.ts';
import { dayWords } from './day-words.ts';
import { ordersOfDays } from './over-time-rows.ts';

/** Days that are named below the bars. */
const NAMES = 5;

/** What was paid for on each day, a bar each, and a line where the days stand that these are compared with. One day is chosen at a time: a pointer passes over it, a click or a key holds it. */
export function DayChart({ now, before }: { now: ShopInsights; before: ShopInsights | null }) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const mayOpen = useMayOpen('orders');
  const [at, setAt] = useState<number | null>(null);
  /** A day that is held stays while a pointer goes to its link over others. */
  const [isHeld, setHeld] = useState(false);
  const { days, currency } = now;
  const money = (minor: number) => amount(minor, currency, language);
  const others = before?.days.slice(0, days.length) ?? [];
  const tallest = Math.max(0, ...[...days, ...others].map(({ gmvPaidMinor }) => gmvPaidMinor));
  const height = (minor: number) => (tallest > 0 ? Math.max(0, minor) / tallest : 0);
  const chosen = at === null ? null : (days[Math.min(at, days.length - 1)] ?? null);
  const inWords = (each: ShopInsights['days'][number]) =>
    [
      dayWords(each.day, language),
      money(each.gmvPaidMinor),
      say.dayOrders(each.paidOrders.toLocaleString(language)),
    ].join(' · ');

  function dayUnder(event: PointerEvent<HTMLDivElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const n = Math.floor(((event.clientX - left) / width) * days.length);
    return Math.max(0, Math.min(days.length - 1, n));
  }
  function hold(n: number) {
    setHeld(!(isHeld && n === at));
    setAt(n);
  }
  function open() {
    if (chosen && mayOpen) goTo(ordersOf(chosen.day, currency));
  }
  function move(event: KeyboardEvent) {
    const last = days.length - 1;
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
  const every = Math.ceil(days.length / NAMES);
  return (
    <figure className="day-chart">
      <figcaption className="figures">
        {chosen ? (
          mayOpen ? (
            <a href={ordersOf(chosen.day, currency)}>{inWords(chosen)}</a>
          ) : (
            inWords(chosen)
          )
        ) : (
          <span className="soft">{say.chart}</span>
        )}
        {before && <span className="soft small day-legend">{say.before}</span>}
      </figcaption>
      <p className="day-most soft figures">{tallest > 0 ? money(tallest) : '\u00a0'}</p>
      <div
        className="day-bars"
        role="slider"
        tabIndex={0}
        aria-label={`${say.chart}. ${say.chartHint}`}
        aria-valuemin={1}
        aria-valuemax={days.length}
        aria-valuenow={(at ?? days.length - 1) + 1}
        aria-valuetext={inWords(chosen ?? days.at(-1)!)}
        onPointerMove={(event) => !isHeld && setAt(dayUnder(event))}
        onPointerDown={(event) => hold(dayUnder(event))}
        onKeyDown={move}
      >
        <svg viewBox={`0 0 ${days.length} 1`} preserveAspectRatio="none" aria-hidden="true">
          {days.map(({ day, gmvPaidMinor }, n) => (
            <rect
              key={day}
              className={`day-bar${n === at ? ' chosen' : ''}${n === at && isHeld ? ' held' : ''}`}
              x={n + 0.12}
              y={1 - height(gmvPaidMinor)}
              width={0.76}
              height={height(gmvPaidMinor)}
            />
          ))}
          {others.map(
            ({ day, gmvPaidMinor }, n) =>
              gmvPaidMinor > 0 && (
                <line
                  key={day}
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
        {days.map(
          ({ day }, n) =>
            n % every === 0 && (
              <span key={day} style={{ left: `${((n + 0.5) / days.length) * 100}%` }}>
                {dayWords(day, language, false)}
              </span>
            ),
        )}
      </p>
    </figure>
  );
}

function ordersOf(day: string, currency: string): string {
  return ordersAddress(ordersOfDays({ from: day, to: day, currency }));
}
