import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { GmvNow, SalesReport } from '../../../../../shared/contract/sales.ts';
import { formatMoney } from '../../../../../shared/values/money.ts';
import { allNamedIn, titledIn } from '../../../../../shared/values/names.ts';
import { wallMessages } from '../../../../i18n/insights-wall.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { createSalesStore } from '../../../../stores/sales-store.ts';
import { questionsOf } from '../../../../stores/staff-questions.ts';
import { useOwnStore, useWorld } from '../../../../stores/world.ts';
import { useServerTime } from '../../../../ui/server-time.ts';
import { clockSecond, timeLeft } from '../../../../ui/time-words.ts';
import { aheadMinor } from '../../ahead.ts';
import { useHostSentence } from '../../console/host-sentence.ts';
import { StaffOnly } from '../../console/StaffOnly.tsx';
import { StatusPill } from '../../console/StatusPill.tsx';
import { BackLink } from '../../shell/BackLink.tsx';
import { useGmvNow } from '../../use-gmv-now.ts';
import { amount } from '../number-words.ts';
import { BigNumber } from './BigNumber.tsx';
import { WallGmv } from './WallGmv.tsx';
import { WallLists } from './WallLists.tsx';
import { isOnAir } from './wall-numbers.ts';
import './wall.css';

/** Without a report for so long a wall says since when. */
const STALE_MS = 15_000;

/** What a stream sells just now, read from across a room: nothing on it wants a hand, and it follows by itself. */
export function WallScreen({ slug = '' }: { slug?: string }) {
  return (
    <StaffOnly>
      <QueryClientProvider client={questionsOf(useWorld())}>
        <Wall slug={slug} />
      </QueryClientProvider>
    </StaffOnly>
  );
}

function Wall({ slug }: { slug: string }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const sales = useOwnStore((of) => createSalesStore(slug, of));
  const told = useStore(sales.store, (state) => state.value);
  const reason = useStore(sales.store, (state) => state.reason);
  const report = useMemo(
    () => told && { ...titledIn(language, told), items: allNamedIn(language, told.items) },
    [told, language],
  );
  const isOver = report?.status === 'CLOSED' || report?.status === 'CANCELLED';
  // Who may not read the report may not read this.
  const now = useGmvNow(slug, report !== null, !isOver);
  const sentence = useHostSentence('CNY');
  if (!report || !now) {
    return (
      <main className="wall" aria-busy={!reason}>
        {reason && <p role="alert">{sentence(reason)}</p>}
      </main>
    );
  }
  return (
    <main className="wall figures">
      <header className="wall-head">
        <BackLink href={`/insights/${slug}`} />
        <h1>
          <bdi>{report.title}</bdi>
        </h1>
        <StatusPill status={report.status} />
        {!isOver && <Stale asOfMs={now.asOfMs} />}
      </header>
      {report.liveStartMs === null ? (
        <p>{say.notLive}</p>
      ) : (
        <>
          <WallGmv report={report} now={now} />
          <FourNumbers report={report} now={now} />
          <WallLists report={report} />
        </>
      )}
    </main>
  );
}

function Stale({ asOfMs }: { asOfMs: number }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const isStale = useServerTime((nowMs) => nowMs - asOfMs > STALE_MS);
  return isStale && <p role="status">{say.stale(clockSecond(asOfMs, language))}</p>;
}

/** What it comes to, orders, viewers, and for how long it has been on. */
function FourNumbers({ report, now }: { report: SalesReport; now: GmvNow }) {
  const say = useMessages(wallMessages);
  const language = useLanguage();
  const { currency, liveStartMs: sinceMs, minutes, summary } = report;
  const { gmv, aims } = now;
  const isOn = isOnAir(report);
  // The report of a stream that is on ends where it was made.
  const liveEndMs = isOn ? null : report.liveEndMs;
  const plannedMs = isOn ? (aims.plannedMs ?? null) : null;
  const ahead = useServerTime((nowMs) => aheadMinor(gmv.paidMinor, { sinceMs, plannedMs, nowMs }));
  const elapsed = useServerTime((nowMs) =>
    timeLeft(Math.floor(((liveEndMs ?? nowMs) - (sinceMs ?? nowMs)) / 1_000) * 1_000),
  );
  const viewers = isOn ? (minutes.at(-1)?.viewers ?? 0) : summary.pcu;
  return (
    <section className="wall-four">
      {ahead ? (
        <BigNumber name={say.pace}>{roundMoney(ahead, currency, language)}</BigNumber>
      ) : (
        <BigNumber name={say.unpaid}>{amount(gmv.unpaidMinor, currency, language)}</BigNumber>
      )}
      <BigNumber name={say.orders}>{gmv.paidOrders.toLocaleString(language)}</BigNumber>
      <BigNumber name={isOn ? say.viewersNow : say.viewersMost}>{viewers.toLocaleString(language)}</BigNumber>
      <BigNumber name={say.onAir}>{elapsed}</BigNumber>
    </section>
  );
}

/** What is known to two digits has no cents. */
function roundMoney(minor: number, currency: string, language: string): string {
  return formatMoney(minor, currency, language).replace(/[.,]00$/, '');
}
