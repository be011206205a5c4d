import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { place } from '../../../ui/part.tsx';
import { eveningLines } from '../staff-panels.ts';
import { Aims } from './Aims.tsx';
import { EveningChart } from './EveningChart.tsx';
import type { ReviewTold } from './review-told.ts';
import { WhatHappened } from './WhatHappened.tsx';
import { WorstItem } from './WorstItem.tsx';

for (const line of eveningLines) line.fetch();
const Lines = place(...eveningLines);

/** The evening in one sentence, its target, and its minutes. */
export function OverviewTab({ slug, report, floor }: ReviewTold) {
  const say = useMessages(insightsMessages);
  return (
    <>
      <div className="overview-head">
        <div>
          <WhatHappened report={report} />
          <div className="evening-lines">
            {floor && <Lines slug={slug} floor={floor} items={report.items} currency={report.currency} />}
          </div>
        </div>
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
