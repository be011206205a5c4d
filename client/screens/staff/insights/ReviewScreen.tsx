import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { allNamedIn, titledIn } from '../../../../shared/values/names.ts';
import { channelMessages } from '../../../i18n/channels.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createFloorStore, type FloorStore } from '../../../stores/floor-store.ts';
import { createSalesStore } from '../../../stores/sales-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { goTo } from '../../../ui/navigation.ts';
import { part, place } from '../../../ui/part.tsx';
import { clockSecond, dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { StatusPill } from '../console/StatusPill.tsx';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { reviewSections } from '../staff-panels.ts';
import { Aims } from './Aims.tsx';
import { Bridge } from './Bridge.tsx';
import { ChannelsTable } from './ChannelsTable.tsx';
import { Comparison } from './Comparison.tsx';
import { marksOf } from './chart-marks.ts';
import { Exports } from './Exports.tsx';
import { Holds, LeftOut, Retained } from './FloorBlocks.tsx';
import { Funnel } from './Funnel.tsx';
import { Given, Sending } from './Given.tsx';
import { Histogram } from './Histogram.tsx';
import { ItemsTable } from './ItemsTable.tsx';
import { MinutesTable } from './MinutesTable.tsx';
import { filmPath } from './machine/film-address.ts';
import { AudienceNumbers, OrderNumbers, SixNumbers } from './Numbers.tsx';
import { percent } from './number-words.ts';
import { Parts } from './Parts.tsx';
import { WhatHappened } from './WhatHappened.tsx';

const MinuteChart = part(() => import('./MinuteChart.tsx').then((module) => module.MinuteChart));
for (const section of reviewSections) section.fetch();
const Sections = place(...reviewSections);

/** What one stream sold, from one sentence down to the items. */
export function ReviewScreen({ slug }: { slug: string }) {
  const say = useMessages(insightsMessages);
  const common = useMessages(commonMessages);
  const sales = useOwnStore((world) => createSalesStore(slug, world));
  const floor = useOwnStore((world) =>
    createFloorStore(slug, world, () => isOver(sales.store.getState().value)),
  );
  const told = useStore(sales.store, (state) => state.value);
  const language = useLanguage();
  const report = useMemo(() => told && reportIn(language, told), [language, told]);
  const reason = useStore(sales.store, (state) => state.reason);
  const sentence = useHostSentence('CNY');
  return (
    <main className="review" aria-busy={!report && !reason}>
      <Head slug={slug} report={report} csvAddress={sales.csvAddress} />
      {report && reason && <Stale report={report} />}
      {!report && reason && (
        <div className="stream-none">
          <p role="alert">{sentence(reason)}</p>
          {reason.code === 'NOT_FOUND' ? (
            <a className="button line" href="/insights">
              {say.title}
            </a>
          ) : (
            <Button look="line" onClick={() => void sales.reload()}>
              {common.tryAgain}
            </Button>
          )}
        </div>
      )}
      {!report && !reason && (
        <div aria-hidden="true">
          {[0, 1, 2].map((n) => (
            <div key={n} className="bone review-bone" />
          ))}
        </div>
      )}
      {report && <Review slug={slug} report={report} floor={floor} />}
      {report && <Exports addressOf={sales.exportAddress} />}
      {report && <p className="unseen">{say.sums}</p>}
    </main>
  );
}

/** The report with its stream, products and producers under the names that a reader of this language knows them by. */
function reportIn(language: string, report: SalesReport): SalesReport {
  return { ...titledIn(language, report), items: allNamedIn(language, report.items) };
}

function isOver(report: SalesReport | null): boolean {
  return report?.status === 'CLOSED' || report?.status === 'CANCELLED';
}

function Head({
  slug,
  report,
  csvAddress,
}: {
  slug: string;
  report: SalesReport | null;
  csvAddress: string;
}) {
  const say = useMessages(insightsMessages);
  const told = useMessages(floorMessages);
  const language = useLanguage();
  return (
    <header className="review-head">
      <BackLink href="/insights" />
      <div className="review-title">
        <h1>{report?.title ?? say.title}</h1>
        {report && (
          <p className="soft figures">
            <StatusPill status={report.status} />
            {report.liveStartMs !== null && <span>{dayAndTime(report.liveStartMs, language)}</span>}
            <span>{say.asOf(clockSecond(report.asOfMs, language))}</span>
          </p>
        )}
      </div>
      {report && (
        <nav className="review-links">
          <a className="button line" href={csvAddress} download>
            {say.csv}
          </a>
          <Button look="line" className="wide-only" onClick={() => print()}>
            {say.print}
          </Button>
          <OrdersLink className="button line" filter={{ stream: slug }}>
            {say.ordersPage}
          </OrdersLink>
          <a className="button line" href={`/insights/${slug}/moment`}>
            {told.machineTitle}
          </a>
          <a className="button line" href={`/console/${slug}`}>
            {say.console}
          </a>
        </nav>
      )}
    </header>
  );
}

function Stale({ report }: { report: SalesReport }) {
  const say = useMessages(insightsMessages);
  const language = useLanguage();
  return <Notice>{say.stale(clockSecond(report.asOfMs, language))}</Notice>;
}

function Review({ slug, report, floor }: { slug: string; report: SalesReport; floor: FloorStore }) {
  const say = useMessages(insightsMessages);
  const told = useMessages(floorMessages);
  const byChannel = useMessages(channelMessages);
  const known = useStore(floor.store, (state) => state.floor);
  const language = useLanguage();
  const { summary, currency, items, minutes } = report;
  return (
    <>
      <WhatHappened report={report} />
      <SixNumbers summary={summary} currency={currency} />
      <Aims report={report} store={floor} />
      <section className="review-block">
        <h2>{say.minutes}</h2>
        {minutes.length === 0 ? (
          <p className="soft">{say.noMinutes}</p>
        ) : (
          <>
            <MinuteChart
              minutes={minutes}
              marks={known ? marksOf(report, known) : report.marks}
              money={known?.money ?? null}
              currency={currency}
              onPick={(atMs) => goTo(filmPath(slug, report, atMs))}
              fallback={<div className="bone chart-bone" />}
            />
            <MinutesTable slug={slug} minutes={minutes} />
          </>
        )}
      </section>
      <section className="review-block">
        <h2>{told.funnel}</h2>
        <Funnel summary={summary} />
      </section>
      <section className="review-block">
        <h2>{say.whatMoney}</h2>
        <Bridge summary={summary} currency={currency} />
        <Sending summary={summary} currency={currency} />
        <Given summary={summary} currency={currency} />
      </section>
      <div className="review-pair off-paper">
        <section className="review-block">
          <h2>{say.baskets}</h2>
          <OrderNumbers summary={summary} currency={currency} />
          {known && (
            <div className="figure-list">
              <Holds holds={known.holds} />
            </div>
          )}
          <Histogram counts={summary.uptHistogram} />
        </section>
        <section className="review-block">
          <h2>{say.audience}</h2>
          <AudienceNumbers summary={summary} currency={currency} />
          {report.retention.length > 0 && <Retained retention={report.retention} />}
          <LeftOut leftOut={report.leftOut} />
        </section>
      </div>
      <section className="review-block">
        <h2>{say.items}</h2>
        {items.length === 0 ? (
          <p className="soft">{say.noItems}</p>
        ) : (
          <ItemsTable slug={slug} items={items} currency={currency} />
        )}
      </section>
      {items.length > 0 && (
        <section className="review-block off-paper">
          <h2>{told.parts}</h2>
          <Parts items={items} currency={currency} />
        </section>
      )}
      {summary.placedOrders > 0 && (
        <section className="review-block off-paper">
          <h2>{byChannel.channel}</h2>
          <ChannelsTable channels={report.channels} currency={currency} />
        </section>
      )}
      {known && !known.isWhole && (
        <p className="soft figures" role="status">
          {told.reading(percent(known.seq / Math.max(1, known.headSeq), language))}
        </p>
      )}
      {known && <Sections floor={known} items={items} currency={currency} />}
      {report.liveStartMs !== null && (
        <section className="review-block compare">
          <h2>{told.compare}</h2>
          <Comparison report={report} store={floor} />
        </section>
      )}
    </>
  );
}
