import type { OrdersFilter } from '../../../../shared/contract/office-orders.ts';
import type { SalesSummary } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { type FunnelName, funnelSteps } from './breakdowns.ts';
import { countOf, fewInterval, percent } from './number-words.ts';
import { tabAddress } from './review-tabs.ts';
import { TheseOrders } from './TheseOrders.tsx';

/** The orders by which people came to a step; null: to come there nobody orders. */
function ordersBehind(slug: string, step: FunnelName): OrdersFilter | null {
  if (step === 'ordered') return { stream: slug };
  if (step === 'paid') return { stream: slug, outcome: 'paid' };
  return step === 'kept' ? { stream: slug, outcome: 'retained' } : null;
}

/** Steps of people whom each item counts by the minute. */
const byItem: ReadonlySet<FunnelName> = new Set(['exposed', 'opened', 'added'] as const);

/** From watching to keeping, in people; each step opens what it means, with the way to the orders. */
export function Funnel({ slug, summary }: { slug: string; summary: SalesSummary }) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const count = (n: number) => n.toLocaleString(language);
  const steps = funnelSteps(summary);
  const most = Math.max(1, ...steps.map(({ people }) => people ?? 0));
  return (
    <>
      <ol className="funnel">
        {steps.map(({ name, people, of, before, share }, index) => {
          const few = share === null || people === null ? null : fewInterval(people, before, language);
          const isOfBefore = of === steps[index - 1]?.name;
          return (
            <li key={name}>
              <details>
                <summary>
                  <span className="funnel-name">{say.funnelSteps[name]}</span>
                  <span className="funnel-track" aria-hidden="true">
                    <i style={{ width: `${((people ?? 0) / most) * 100}%` }} />
                  </span>
                  <b className="figures">{countOf(people, language)}</b>
                  <span className="soft figures funnel-share">
                    {share === null || of === null
                      ? ''
                      : isOfBefore
                        ? say.ofBefore(percent(share, language))
                        : say.ofStep(percent(share, language), say.funnelSteps[of])}
                    {few && ` · ${words.interval(few.low, few.high)}`}
                  </span>
                </summary>
                <p>
                  {say.funnelDefined[name]}
                  <TheseOrders filter={ordersBehind(slug, name)} count={people} />
                  {byItem.has(name) && (
                    <>
                      {' '}
                      <a href={tabAddress(`/insights/${slug}`, '', 'items')}>{say.funnelByItem}</a>
                    </>
                  )}
                </p>
              </details>
            </li>
          );
        })}
      </ol>
      <p className="soft note">
        {summary.exposureScreens === 0
          ? say.noScreens
          : say.screens(count(summary.exposureScreens), count(summary.viewers))}
      </p>
    </>
  );
}
