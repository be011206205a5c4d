import type { FocusEvent } from 'react';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { reviewMessages } from '../../../i18n/review.ts';
import { type BarNumber, barNumbers } from './bar-numbers.ts';
import { FEWEST_COMPARED } from './comparison.ts';
import { amount, countOf, fewInterval, percent } from './number-words.ts';
import { tabAddress } from './review-tabs.ts';
import { TheseOrders } from './TheseOrders.tsx';
import { usePast } from './use-past.ts';
import { useSummaryNow } from './use-summary-now.ts';

/** Minutes on air before which half a minute more or less would be the change. */
const FIRST_COMPARED = 5;

/** Two days: longer ones stay beside what others had then. */
const MOST_COMPARED = 2_880;

/** How long a stream has been on, to the nearest minute. */
function minutesOn({ liveStartMs, asOfMs }: SalesReport): number {
  return Math.min(MOST_COMPARED, Math.round((asOfMs - (liveStartMs ?? asOfMs)) / MINUTE));
}

/**
 * The six numbers that a market talks about first. They stay in sight, each beside the median of the streams before; of
 * one that is on, as those were at the same minute.
 */
export function NumberBar({ report }: { report: SalesReport }) {
  const say = useMessages(reviewMessages);
  const { slug, currency, status } = report;
  const summary = useSummaryNow(report);
  const isOn = status === 'LIVE' || status === 'INTERRUPTED';
  const minutes = isOn ? minutesOn(report) : null;
  const isEarly = minutes !== null && minutes < FIRST_COMPARED;
  const { data } = usePast(slug, 'shop', { isWanted: report.liveStartMs !== null && !isEarly, minutes });
  const past = data?.isWhole && !isEarly ? data.streams : [];
  const told = isEarly
    ? say.early(FIRST_COMPARED)
    : !data?.isWhole
      ? ''
      : past.length < FEWEST_COMPARED
        ? say.fewBefore(past.length)
        : minutes === null
          ? say.beside(past.length)
          : say.besideAt(past.length, minutes);
  return (
    <>
      <p className="number-bar-told soft">{told}</p>
      <section className="number-bar" aria-label={say.bar}>
        <div className="number-bar-row">
          {barNumbers(summary, past, isOn).map((number) => (
            <OneNumber key={number.name} number={number} report={report} currency={currency} />
          ))}
        </div>
      </section>
    </>
  );
}

/** Which orders a number counts, or is a ratio of; people who watched have none. */
const behind = {
  ...({ gmvPaid: 'paid', paidOrders: 'paid', aov: 'paid', cvr: 'paid' } as const),
  ...({ refundRate: 'reversed' } as const),
};

/** One of them; a tap opens what it means, over what stands below, with the way to its orders. */
function OneNumber({
  number,
  report: { slug, summary },
  currency,
}: {
  number: BarNumber;
  report: SalesReport;
  currency: string;
}) {
  const { name, now, usual } = number;
  const say = useMessages(reviewMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const write = (value: number | null) => {
    if (name === 'gmvPaid' || name === 'aov') return amount(value, currency, language);
    if (name === 'cvr' || name === 'refundRate') return percent(value, language);
    return countOf(value === null ? null : Math.round(value), language);
  };
  const few = name === 'cvr' ? fewInterval(summary.payingBuyers, summary.viewers, language) : null;
  return (
    <details className="figure" name="number-bar" onBlur={closeUnless}>
      <summary>
        <span className="figure-name">{words.numbers[name]}</span>
        <b className="figure-value figures">{write(now)}</b>
        <span className="number-change figures soft">
          <Change number={number} />{' '}
          <span className="number-median">
            {few ? `${few.low}–${few.high}` : usual !== null && say.median(write(usual))}
          </span>
        </span>
      </summary>
      <p>
        {words.defined[name]} {few && words.interval(few.low, few.high)}
        <TheseOrders
          filter={name in behind ? { stream: slug, outcome: behind[name as keyof typeof behind] } : null}
          count={now}
        />
        {name === 'viewers' && (
          <>
            {' '}
            <a href={tabAddress(`/insights/${slug}`, '', 'audience')}>{say.howTheyWatched}</a>
          </>
        )}
      </p>
    </details>
  );
}

/** A change in whole percent. Its colour says which way is better; its sign says the same to who sees none. */
function Change({ number: { now, usual, change, isFew, isCost } }: { number: BarNumber }) {
  const say = useMessages(reviewMessages);
  const language = useLanguage();
  if (isFew) return <span>{say.tooFew}</span>;
  if (usual === null) return null;
  if (now === usual || (change !== null && Math.round(change * 100) === 0)) return <span>{say.asUsual}</span>;
  if (now === null) return null;
  if (change === null) return <b className={isCost ? 'worse' : 'better'}>{say.fromNone}</b>;
  const words = Math.abs(change).toLocaleString(language, { style: 'percent', maximumFractionDigits: 0 });
  return <b className={change > 0 === isCost ? 'worse' : 'better'}>{`${change > 0 ? '+' : '−'}${words}`}</b>;
}

/** What hangs over the page goes when one turns to something else. */
function closeUnless({ currentTarget, relatedTarget }: FocusEvent<HTMLDetailsElement>) {
  if (!currentTarget.contains(relatedTarget)) currentTarget.open = false;
}
