import type { CSSProperties } from 'react';
import type { GmvNow, SalesReport } from '../../../../../shared/contract/sales.ts';
import { wallMessages } from '../../../../i18n/insights-wall.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { useServerTime } from '../../../../ui/server-time.ts';
import { amount } from '../number-words.ts';
import { BigNumber } from './BigNumber.tsx';
import { evenShare, isOnAir } from './wall-numbers.ts';

/** GMV paid, as the console has it, against the target and where an even pace would stand. */
export function WallGmv({ report, now: { gmv, aims } }: { report: SalesReport; now: GmvNow }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const { currency, liveStartMs } = report;
  const { targetMinor } = aims;
  const paid = amount(gmv.paidMinor, currency, language);
  const plannedMs = isOnAir(report) ? (aims.plannedMs ?? null) : null;
  // In thousandths, so that it is drawn anew only when it can be seen.
  const even = useServerTime((nowMs) => {
    const share = evenShare({ sinceMs: liveStartMs, plannedMs, nowMs });
    return share === null ? null : Math.round(share * 1_000);
  });
  const average = gmv.paidOrders === 0 ? null : gmv.paidMinor / gmv.paidOrders;
  return (
    <section className="wall-gmv">
      <BigNumber name={say.gmv} style={{ '--letters': Math.max(8, paid.length) } as CSSProperties}>
        {paid}
      </BigNumber>
      {targetMinor === undefined ? (
        <BigNumber name={say.perOrder}>{amount(average, currency, language)}</BigNumber>
      ) : (
        <BigNumber name={say.reached(amount(targetMinor, currency, language))}>
          {(gmv.paidMinor / targetMinor).toLocaleString(language, { style: 'percent' })}
        </BigNumber>
      )}
      {targetMinor !== undefined && (
        <div className="wall-target" aria-hidden="true">
          <i style={{ width: `${Math.min(1, gmv.paidMinor / targetMinor) * 100}%` }} />
          {even !== null && <b style={{ left: `${even / 10}%` }} />}
        </div>
      )}
      {targetMinor !== undefined && even !== null && (
        <EvenWords aheadMinor={gmv.paidMinor - (targetMinor * even) / 1_000} currency={currency} />
      )}
    </section>
  );
}

function EvenWords({ aheadMinor, currency }: { aheadMinor: number; currency: string }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const words = aheadMinor < 0 ? say.behind : say.ahead;
  return <p className="wall-even">{words(amount(Math.abs(aheadMinor), currency, language))}</p>;
}
