import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useMessages } from '../../../i18n/language.ts';
import { LeftOut, Retained } from './FloorBlocks.tsx';
import { Funnel } from './Funnel.tsx';
import { HandFold } from './HandFold.tsx';
import { AudienceNumbers } from './Numbers.tsx';
import { QuestionCounts } from './QuestionCounts.tsx';
import type { ReviewTold } from './review-told.ts';

/** From who watched to who kept what was bought; how long they stayed, and who is not counted. */
export function AudienceTab({ slug, report: { summary, currency, retention, leftOut, items } }: ReviewTold) {
  const say = useMessages(insightsMessages);
  const told = useMessages(floorMessages);
  return (
    <>
      <section className="review-block">
        <h2>{told.funnel}</h2>
        <Funnel slug={slug} summary={summary} />
      </section>
      <HandFold isBlock title={say.audience}>
        <div className="review-pair">
          <AudienceNumbers summary={summary} currency={currency} />
          <div>
            <QuestionCounts slug={slug} items={items} />
            {retention.length > 0 && <Retained retention={retention} />}
            <LeftOut leftOut={leftOut} />
          </div>
        </div>
      </HandFold>
    </>
  );
}
