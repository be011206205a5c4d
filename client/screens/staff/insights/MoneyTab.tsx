import { insightsMessages } from '../../../i18n/insights.ts';
import { useMessages } from '../../../i18n/language.ts';
import { Bridge } from './Bridge.tsx';
import { Holds } from './FloorBlocks.tsx';
import { Given, Sending } from './Given.tsx';
import { HandFold } from './HandFold.tsx';
import { Histogram } from './Histogram.tsx';
import { OrderNumbers } from './Numbers.tsx';
import type { ReviewTold } from './review-told.ts';

/** From what was placed to what was kept, who paid for what was taken off, and what an order was made of. */
export function MoneyTab({ slug, report: { summary, currency }, floor }: ReviewTold) {
  const say = useMessages(insightsMessages);
  return (
    <>
      <section className="review-block">
        <h2>{say.whatMoney}</h2>
        <Bridge slug={slug} summary={summary} currency={currency} />
        <p className="soft note">{say.sums}</p>
        <Sending summary={summary} currency={currency} />
        <Given slug={slug} summary={summary} currency={currency} />
      </section>
      <HandFold isBlock title={say.baskets}>
        <div className="review-pair">
          <div>
            <OrderNumbers slug={slug} summary={summary} currency={currency} />
            {floor && (
              <div className="figure-list">
                <Holds holds={floor.holds} />
              </div>
            )}
          </div>
          <Histogram slug={slug} counts={summary.uptHistogram} />
        </div>
      </HandFold>
    </>
  );
}
