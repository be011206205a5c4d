import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { goTo } from '../../../ui/navigation.ts';
import { part } from '../../../ui/part.tsx';
import { Aims } from './Aims.tsx';
import { marksOf } from './chart-marks.ts';
import { MinutesTable } from './MinutesTable.tsx';
import { filmPath } from './machine/film-address.ts';
import type { ReviewTold } from './review-told.ts';
import { WhatHappened } from './WhatHappened.tsx';

const MinuteChart = part(() => import('./MinuteChart.tsx').then((module) => module.MinuteChart));

/** The evening in one sentence, its target, and its minutes. */
export function OverviewTab({ slug, report, floor }: ReviewTold) {
  const say = useMessages(insightsMessages);
  const { currency, minutes } = report;
  return (
    <>
      <WhatHappened report={report} />
      <Aims report={report} floor={floor} />
      <section className="review-block">
        <h2>{say.minutes}</h2>
        {minutes.length === 0 ? (
          <p className="soft">{say.noMinutes}</p>
        ) : (
          <>
            <MinuteChart
              minutes={minutes}
              marks={floor ? marksOf(report, floor) : report.marks}
              money={floor?.money ?? null}
              currency={currency}
              onPick={(atMs) => goTo(filmPath(slug, report, atMs))}
              fallback={<div className="bone chart-bone" />}
            />
            <MinutesTable slug={slug} minutes={minutes} />
          </>
        )}
      </section>
    </>
  );
}
