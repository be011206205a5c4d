import type { SalesSummary } from '../../../../shared/contract/sales.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { Figure } from './Figure.tsx';
import { amount, countOf, decimal, fewInterval, percent } from './number-words.ts';
import { useWatchTime } from './use-watch-time.ts';

interface Given {
  summary: SalesSummary;
  currency: string;
}

export function OrderNumbers({ slug, summary, currency }: Given & { slug: string }) {
  const language = useLanguage();
  const { aovMinor, perBuyerMinor, aspMinor, upt, paymentConversion, paidOrders, placedOrders } = summary;
  return (
    <div className="figure-list">
      <Figure
        name="payingBuyers"
        value={countOf(summary.payingBuyers, language)}
        orders={summary.payingBuyers === 0 ? null : { stream: slug, outcome: 'paid' }}
      />
      <Figure name="paidUnits" value={countOf(summary.paidUnits, language)} />
      <Figure name="aov" value={amount(aovMinor, currency, language)} />
      <Figure name="perBuyer" value={amount(perBuyerMinor, currency, language)} />
      <Figure name="asp" value={amount(aspMinor, currency, language)} />
      <Figure name="upt" value={decimal(upt, language, 2)} />
      <Figure
        name="paymentConversion"
        value={percent(paymentConversion, language)}
        interval={fewInterval(paidOrders, placedOrders, language)}
      />
    </div>
  );
}

export function AudienceNumbers({ summary, currency }: Given) {
  const language = useLanguage();
  const watch = useWatchTime();
  const { views, pcu, acu, watchSeconds, averageWatchSeconds, addRate, adders, viewers } = summary;
  return (
    <div className="figure-list">
      <Figure name="views" value={views.toLocaleString(language)} />
      <Figure name="pcu" value={pcu.toLocaleString(language)} />
      <Figure name="acu" value={decimal(acu, language, 1)} />
      <Figure name="averageWatch" value={watch(averageWatchSeconds)} />
      <Figure name="watch" value={watch(watchSeconds)} />
      <Figure
        name="addRate"
        value={percent(addRate, language)}
        interval={adders === null ? null : fewInterval(adders, viewers, language)}
      />
      <Figure name="gpm" value={amount(summary.gpmMinor, currency, language)} />
      <Figure name="uvValue" value={amount(summary.uvValueMinor, currency, language)} />
    </div>
  );
}
