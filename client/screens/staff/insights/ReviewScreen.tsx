import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { SalesReport } from '../../../../shared/contract/sales.ts';
import { allNamedIn, titledIn } from '../../../../shared/values/names.ts';
import { commonMessages } from '../../../i18n/common.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { floorMessages } from '../../../i18n/insights-floor.ts';
import { wallMessages } from '../../../i18n/insights-wall.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { createFloorStore, type FloorStore } from '../../../stores/floor-store.ts';
import { createSalesStore } from '../../../stores/sales-store.ts';
import { questionsOf } from '../../../stores/staff-questions.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { clockSecond, dayAndTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { StatusPill } from '../console/StatusPill.tsx';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { BackLink } from '../shell/BackLink.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';
import { NumberBar } from './NumberBar.tsx';
import { percent } from './number-words.ts';
import { ReviewParts } from './ReviewParts.tsx';

/** What one stream sold: six numbers that stay in sight, and a tab for each kind of question. */
export function ReviewScreen({ slug }: { slug: string }) {
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      <OneReview slug={slug} />
    </QueryClientProvider>
  );
}

function OneReview({ slug }: { slug: string }) {
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
      <Head slug={slug} report={report} />
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
      {report && <Review slug={slug} report={report} store={floor} />}
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

function Head({ slug, report }: { slug: string; report: SalesReport | null }) {
  const say = useMessages(insightsMessages);
  const told = useMessages(floorMessages);
  const wall = useMessages(wallMessages);
  const mayHost = useMayOpen('live');
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
          <OrdersLink className="button line" filter={{ stream: slug }}>
            {say.ordersPage}
          </OrdersLink>
          <a className="button line" href={`/insights/${slug}/moment`}>
            {told.machineTitle}
          </a>
          <a className="button line" href={`/insights/${slug}/wall`}>
            {wall.title}
          </a>
          {mayHost && (
            <a className="button line" href={`/console/${slug}`}>
              {say.console}
            </a>
          )}
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

function Review({ slug, report, store }: { slug: string; report: SalesReport; store: FloorStore }) {
  const told = useMessages(floorMessages);
  const floor = useStore(store.store, (state) => state.floor);
  const language = useLanguage();
  return (
    <>
      <NumberBar report={report} />
      {floor && !floor.isWhole && (
        <p className="soft figures" role="status">
          {told.reading(percent(floor.seq / Math.max(1, floor.headSeq), language))}
        </p>
      )}
      <ReviewParts slug={slug} report={report} floor={floor} />
    </>
  );
}
