import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { MOST_COUNTED } from '../../../../shared/contract/office-lists.ts';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { HOUR } from '../../../../shared/values/time.ts';
import { overTimeMessages } from '../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeTodayWords } from '../../../i18n/office-today.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { askRoute, questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { dueDay } from '../../../ui/money-days.ts';
import { useMoney } from '../../../ui/Price.tsx';
import { useServerTime } from '../../../ui/server-time.ts';
import { dayAndTime } from '../../../ui/time-words.ts';
import { useHealthLines } from '../admin/health-lines.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { ChangeWords } from '../insights/over-time/ChangeWords.tsx';
import {
  type DayRange,
  dayIn,
  daysIn,
  isBeforeFirst,
  OVER_TIME,
  otherRange,
  overTimeOf,
  rangeOf,
} from '../insights/over-time/day-range.ts';
import { ordersOfDays } from '../insights/over-time/over-time-rows.ts';
import { ordersAddress } from '../orders/orders-address.ts';
import { dueAddress, overdueAddress } from '../settlement/settlement-address.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';
import { useGmvNow } from '../use-gmv-now.ts';
import { YourStreams } from './YourStreams.tsx';
import './today.css';

/** What is to do is asked calmly; what is on sells while one looks. */
const TO_DO_MS = 60_000;
/** What was sold over days is counted once in so long. */
const SALES_MS = 5 * 60_000;

/** What is on and what waits for somebody, as far as this person may see it; each number leads to its rows. */
export function TodayScreen() {
  const say = useMessages(officeTodayWords);
  const world = useWorld();
  const client = questionsOf(world);
  const helps = useStore(world.me.store, ({ me }) => me?.staff?.role === 'assistant');
  return (
    <StaffOnly>
      <QueryClientProvider client={client}>
        <main className="page today">
          <StaffHead title={say.title} />
          {helps ? <YourStreams /> : <OnAir />}
          <ToDo />
          <Sales />
          <Money />
          <Backup />
        </main>
      </QueryClientProvider>
    </StaffOnly>
  );
}

function OnAir() {
  const say = useMessages(officeTodayWords);
  const language = useLanguage();
  const world = useWorld();
  const { data, error, refetch } = useQuery({
    queryKey: ['streams'],
    queryFn: () => askRoute(world, 'myStreams'),
    refetchInterval: TO_DO_MS,
  });
  const shows = (data?.streams ?? []).filter(({ rehearsalOf }) => rehearsalOf === null);
  const on = shows.filter(({ status }) => status === 'LIVE' || status === 'INTERRUPTED');
  const next = shows
    .filter(({ status }) => status === 'SCHEDULED')
    .toSorted((a, b) => a.scheduledAtMs - b.scheduledAtMs)[0];
  return (
    <section className="today-block">
      <h2>{say.onAir}</h2>
      <NotRead fault={error} onAgain={() => void refetch()} />
      {data && on.length === 0 && <p className="soft">{say.nothingOn}</p>}
      <ul className="today-rows">
        {on.map((stream) => (
          <LiveRow key={stream.streamId} stream={stream} />
        ))}
        {next && (
          <Row
            href={`/console/${next.slug}`}
            what={say.next(titledIn(language, next).title)}
            figure={dayAndTime(next.scheduledAtMs, language)}
          />
        )}
      </ul>
    </section>
  );
}

function LiveRow({ stream }: { stream: StreamSummary }) {
  const say = useMessages(officeTodayWords);
  const language = useLanguage();
  const money = useMoney(stream.currency);
  const { slug } = stream;
  const now = useGmvNow(slug, useMayOpen('insights'));
  const mayOpenOrders = useMayOpen('orders');
  const sold = now && say.sold(money(now.gmv.paidMinor), now.gmv.paidOrders);
  return (
    <Row
      href={`/console/${slug}`}
      what={titledIn(language, stream).title}
      figure={sold ?? say.live}
      figureHref={now && mayOpenOrders ? ordersAddress({ stream: slug, outcome: 'paid' }) : undefined}
    />
  );
}

/** What waits, of everything that this person may open; a part of which nothing waits takes no room. */
function ToDo() {
  const say = useMessages(officeTodayWords);
  const language = useLanguage();
  const world = useWorld();
  const linesOf = useHealthLines();
  const again = { refetchInterval: TO_DO_MS };
  const today = useQuery({
    ...{ queryKey: ['today'], queryFn: () => askRoute(world, 'officeToday'), ...again },
    enabled: useMayOpen('orders'),
  });
  const health = useQuery({
    ...{ queryKey: ['health'], queryFn: () => askRoute(world, 'health'), ...again },
    enabled: useMayOpen('settings'),
  });
  const { toPack = 0, late = 0, claims = 0, answerByMs = null, lowStock = [], asOfMs = 0 } = today.data ?? {};
  const overdue = health.data?.payouts?.overdue ?? 0;
  const looks = health.data ? linesOf(health.data).filter(({ isWell }) => !isWell).length : 0;
  const unread = [today, health].find(({ error }) => error);
  const isIdle =
    today.data && !health.error && toPack + late + claims + lowStock.length + overdue + looks === 0;
  if (!today.data && !health.data && !unread) return null;
  return (
    <section className="today-block">
      <h2>{say.toDo}</h2>
      <NotRead fault={unread?.error} onAgain={() => void unread?.refetch()} />
      {isIdle && <p className="soft">{say.nothingToDo}</p>}
      <ul className="today-rows">
        {toPack > 0 && (
          <Row
            href={ordersAddress({ pack: 'waiting' })}
            what={say.toPack}
            figure={say.orders(atMost(toPack))}
          />
        )}
        {late > 0 && (
          <Row
            href={ordersAddress({ pack: 'late' })}
            what={say.late}
            figure={say.orders(atMost(late))}
            isPressing
          />
        )}
        {claims > 0 && (
          <Row
            href={ordersAddress({ claim: 'open' })}
            what={say.claims}
            about={answerByMs === null ? '' : say.answer(hoursUntil(answerByMs, asOfMs))}
            figure={say.orders(atMost(claims))}
            isPressing
          />
        )}
        {lowStock.map((stream) => (
          <Row
            key={stream.slug}
            href={`/console/${stream.slug}?stock=low`}
            what={say.low(titledIn(language, stream).title)}
            about={stream.status === 'SCHEDULED' ? say.coming : say.live}
            figure={say.products(stream.products)}
            isPressing={stream.status !== 'SCHEDULED'}
          />
        ))}
        {overdue > 0 && (
          <Row href={overdueAddress} what={say.overdue} figure={say.lines(overdue)} isPressing />
        )}
        {looks > 0 && <Row href="/admin/health" what={say.health} figure={say.looks(looks)} isPressing />}
      </ul>
    </section>
  );
}

/** What the shop sold of late, beside the days before. */
function Sales() {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const world = useWorld();
  const mayOpen = useMayOpen('insights');
  const mayOpenOrders = useMayOpen('orders');
  const today = useServerTime(dayIn);
  const usual = overTimeOf('');
  const range = rangeOf(usual, today);
  const other = otherRange(usual, range) ?? range;
  const of = ({ from, to }: DayRange) => ({
    queryKey: ['shopInsights', { from, to, by: 'weekday' }],
    queryFn: () => askRoute(world, 'shopInsights', { query: { from, to, by: 'weekday' as const } }),
    enabled: mayOpen,
    staleTime: SALES_MS,
  });
  const now = useQuery(of(range));
  const before = useQuery(of(other));
  if (!mayOpen || !now.data) return null;
  const { totals, currency, firstDay } = now.data;
  // Where Over time tells no change, neither does its row here.
  const than = isBeforeFirst(other, firstDay) ? null : before.data?.totals.gmvPaidMinor;
  return (
    <section className="today-block">
      <h2>{say.sales}</h2>
      <ul className="today-rows">
        <Row
          href={mayOpenOrders ? ordersAddress(ordersOfDays(now.data)) : OVER_TIME}
          what={say.lastDays(daysIn(range))}
          about={say.dayOrders(totals.paidOrders.toLocaleString(language))}
          figure={
            <>
              {formatMoney(totals.gmvPaidMinor, currency, language)}
              <ChangeWords now={totals.gmvPaidMinor} before={than} />
            </>
          }
        />
        {mayOpenOrders && <Row href={OVER_TIME} what={say.title} figure="" />}
      </ul>
    </section>
  );
}

/** What goes to producers, by the days of the shop's zone, as settlement reckons it. */
function Money() {
  const say = useMessages(officeTodayWords);
  const money = useMessages(settlementMessages);
  const language = useLanguage();
  const world = useWorld();
  const mayOpen = useMayOpen('settlement');
  const { data, error, refetch } = useQuery({
    queryKey: ['due'],
    queryFn: () => askRoute(world, 'dueDays'),
    refetchInterval: TO_DO_MS,
    enabled: mayOpen,
  });
  if (!mayOpen) return null;
  return (
    <section className="today-block">
      <h2>{say.money}</h2>
      <NotRead fault={error} onAgain={() => void refetch()} />
      <ul className="today-rows">
        {data?.days.map(({ day, untilMs, sums }, index) => {
          const what = index === 0 ? say.dueToday : say.dueBy(dueDay(untilMs, language, data.timeZone));
          if (sums.length === 0)
            return <Row key={day} href={dueAddress(day)} what={what} figure={say.nothingDue} />;
          return sums.map(({ currency, amountMinor, lines, adjustments }) => (
            <Row
              key={`${day} ${currency}`}
              href={dueAddress(day)}
              what={what}
              about={money.orderLines(lines, adjustments)}
              figure={formatMoney(amountMinor, currency, language)}
            />
          ));
        })}
      </ul>
    </section>
  );
}

/** When the market was backed up last, and how large that is. */
function Backup() {
  const say = useMessages(officeTodayWords);
  const language = useLanguage();
  const world = useWorld();
  const { data } = useQuery({
    queryKey: ['health'],
    queryFn: () => askRoute(world, 'health'),
    enabled: useMayOpen('settings'),
  });
  if (data?.backup === undefined) return null;
  const { backup } = data;
  return (
    <section className="today-block">
      <h2>{say.backup}</h2>
      <ul className="today-rows">
        <Row
          href="/admin/health"
          what={say.lastBackup}
          about={backup?.bytes === undefined ? '' : say.megabytes(megabytes(backup.bytes, language))}
          figure={backup ? dayAndTime(backup.atMs, language) : say.noBackup}
          isPressing={!backup}
        />
      </ul>
    </section>
  );
}

/** Whole megabytes, and below ten one decimal. */
function megabytes(bytes: number, language: string): string {
  const size = bytes / 1024 ** 2;
  return size.toLocaleString(language, { maximumFractionDigits: size < 10 ? 1 : 0 });
}

/** A count that stopped at its bound says so. */
function atMost(n: number): string {
  return n < MOST_COUNTED ? String(n) : `${MOST_COUNTED}+`;
}

/** Whole hours that are left; below 0: that long ago. */
function hoursUntil(atMs: number, nowMs: number): number {
  return Math.floor((atMs - nowMs) / HOUR);
}

function Row({
  href,
  what,
  about = '',
  figure,
  figureHref,
  isPressing = false,
}: {
  href: string;
  what: string;
  /** More about it, quieter. */
  about?: string;
  figure: ReactNode;
  /** Where the figure's own rows are, if that is not where the row leads. */
  figureHref?: string | undefined;
  isPressing?: boolean;
}) {
  const number = <span className="figures">{figure}</span>;
  return (
    <li>
      <a href={href}>
        {isPressing && <Icon name="attention" size={18} />}
        <bdi>{what}</bdi> {about !== '' && <span className="today-about soft">{about}</span>}{' '}
        {!figureHref && number}
      </a>
      {figureHref && <a href={figureHref}>{number}</a>}
    </li>
  );
}
