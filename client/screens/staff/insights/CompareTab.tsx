import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Comparison } from './Comparison.tsx';
import type { ReviewTold } from './review-told.ts';

/** The stream beside the ones before it, once it was live. */
export function CompareTab({ report }: ReviewTold) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  if (report.liveStartMs === null) return <p className="soft">{words.notLive}</p>;
  return (
    <section className="review-block compare">
      <h2>{say.compare}</h2>
      <Comparison report={report} />
    </section>
  );
}
