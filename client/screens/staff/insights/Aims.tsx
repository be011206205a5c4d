import type { FloorReport } from '../../../../shared/contract/floor.ts';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { amount, percent } from './number-words.ts';
import { useSummaryNow } from './use-summary-now.ts';

/** The stream beside what its host aimed at (S10); as high before it is known, so that nothing below moves. */
export function Aims({ report, floor }: { report: SalesReport; floor: FloorReport | null }) {
  const say = useMessages(floorMessages);
  const words = useMessages(insightsMessages);
  const language = useLanguage();
  const aims = floor?.isWhole ? floor.aims : null;
  const { currency, liveStartMs, liveEndMs, asOfMs } = report;
  const { gmvPaidMinor } = useSummaryNow(report);
  const { targetMinor, plannedMs } = aims ?? {};
  const span = (ms: number) => {
    const minutes = Math.max(1, Math.round(ms / MINUTE));
    return words.hoursMinutes(Math.floor(minutes / 60), minutes % 60);
  };
  const planned = plannedMs === undefined ? null : span(plannedMs);
  const reached = (minor: number) => {
    const [now, all] = [gmvPaidMinor, minor].map((each) => amount(each, currency, language));
    return say.reached(now ?? '', all ?? '', percent(gmvPaidMinor / minor, language));
  };
  return (
    <section className="aims" aria-label={say.aims}>
      {aims && (
        <p className={targetMinor === undefined ? 'soft' : 'figures'}>
          {targetMinor === undefined ? say.noAims : reached(targetMinor)}
        </p>
      )}
      {targetMinor !== undefined && (
        <meter min={0} max={targetMinor} value={Math.min(gmvPaidMinor, targetMinor)} aria-hidden />
      )}
      {planned !== null && (
        <p className="soft figures">
          {liveStartMs === null
            ? say.plannedFor(planned)
            : say.lasted(span((liveEndMs ?? asOfMs) - liveStartMs), planned)}
        </p>
      )}
    </section>
  );
}
