import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Aims } from './Aims.tsx';
import { EveningChart } from './EveningChart.tsx';
import type { ReviewTold } from './review-told.ts';
import { WhatHappened } from './WhatHappened.tsx';
import { WorstItem } from './WorstItem.tsx';

/** The evening in one sentence, its target, and its minutes. */
export function OverviewTab({ slug, report, floor }: ReviewTold) {
  const say = useMessages(insightsMessages);
  return (
    <>
      <div className="overview-head">
        <WhatHappened report={report} />
        <Aims report={report} floor={floor} />
      </div>
      <WorstItem slug={slug} report={report} />
      <section className="review-block">
        <h2>{say.minutes}</h2>
        {report.minutes.length === 0 ? (
          <p className="soft">{say.noMinutes}</p>
        ) : (
          <EveningChart slug={slug} report={report} floor={floor} />
        )}
      </section>
    </>
  );
}
