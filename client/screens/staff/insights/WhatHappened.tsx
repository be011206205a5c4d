import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { amount } from './number-words.ts';

/** What happened, in one sentence made of the report's own numbers. */
export function WhatHappened({ report }: { report: SalesReport }) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  const { liveStartMs, liveEndMs, asOfMs, currency, status, summary } = report;
  if (liveStartMs === null) return <p className="what-happened">{say.notLive}</p>;
  const { viewers, payingBuyers, paidUnits, paidOrders, placedOrders, gmvPaidMinor } = summary;
  const minutes = Math.max(1, Math.round(((liveEndMs ?? asOfMs) - liveStartMs) / 60_000));
  const time = say.hoursMinutes(Math.floor(minutes / 60), minutes % 60);
  const write = (n: number) => n.toLocaleString(language);
  const people = say.people(write(viewers), viewers);
  if (paidOrders === 0) {
    const placed = say.orderCount(write(placedOrders), placedOrders);
    return <p className="what-happened">{say.nothingPaid(time, people, placed)}</p>;
  }
  const isLive = status === 'LIVE' || status === 'INTERRUPTED';
  const words = isLive ? say.sentenceLive : say.sentence;
  return (
    <p className="what-happened">
      {words({
        time,
        viewers: people,
        buyers: say.people(write(payingBuyers), payingBuyers),
        money: amount(gmvPaidMinor, currency, language),
        units: say.pieces(write(paidUnits), paidUnits),
        orders: say.orderCount(write(paidOrders), paidOrders),
      })}
    </p>
  );
}
