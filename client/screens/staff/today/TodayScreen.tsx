import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StaffPage } from '../../../../shared/market/account/contract.ts';
import type { StreamSummary } from '../../../../shared/market/stream/contract.ts';
import { titledIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeTodayWords } from '../../../i18n/office-today.ts';
import { askRoute, questionsOf } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useMoney } from '../../../ui/Price.tsx';
import { dayAndTime } from '../../../ui/time-words.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { ordersAddress } from '../orders/orders-address.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import './today.css';

/** What is on is looked at so often, and what is to do, more calmly. */
const LIVE_MS = 15_000;
const TO_DO_MS = 60_000;

/** What is on and what waits for somebody, as far as this person may see it; each number leads to its rows. */
export function TodayScreen() {
  const say = useMessages(officeTodayWords);
  const client = questionsOf(useWorld());
  return (
    <StaffOnly>
      <QueryClientProvider client={client}>
        <main className="page today">
          <StaffHead title={say.title} />
          <OnAir />
          <ToDo />
        </main>
      </QueryClientProvider>
    </StaffOnly>
  );
}

function useMay(page: StaffPage): boolean {
  const { me } = useWorld();
  return useStore(me.store, (state) => state.me?.pages.includes(page) ?? false);
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
  const world = useWorld();
  const money = useMoney(stream.currency);
  const { slug } = stream;
  const { data } = useQuery({
    queryKey: ['sales', slug],
    queryFn: () => askRoute(world, 'sales', { params: { slug } }),
    enabled: useMay('insights'),
    refetchInterval: LIVE_MS,
  });
  const sold = data && say.sold(money(data.summary.gmvPaidMinor), data.summary.paidOrders);
  return <Row href={`/console/${slug}`} what={titledIn(language, stream).title} figure={sold ?? say.live} />;
}

function ToDo() {
  const say = useMessages(officeTodayWords);
  const language = useLanguage();
  const world = useWorld();
  const again = { refetchInterval: TO_DO_MS };
  const packing = useQuery({
    ...{ queryKey: ['packing'], queryFn: () => askRoute(world, 'packingStreams'), ...again },
    enabled: useMay('packing'),
  });
  const health = useQuery({
    ...{ queryKey: ['health'], queryFn: () => askRoute(world, 'health'), ...again },
    enabled: useMay('settings'),
  });
  const streams = packing.data?.streams ?? [];
  const claims = streams.reduce((all, { openClaims }) => all + openClaims, 0);
  const overdue = health.data?.payouts?.overdue ?? 0;
  const isWell = !health.data || (health.data.isReady && (health.data.audit?.findings ?? 0) === 0);
  const late = streams.filter(({ lateOrders }) => lateOrders > 0);
  const isIdle =
    packing.data && !health.error && late.length === 0 && claims === 0 && overdue === 0 && isWell;
  const unread = [packing, health].find(({ error }) => error);
  if (!packing.data && !health.data && !unread) return null;
  return (
    <section className="today-block">
      <h2>{say.toDo}</h2>
      <NotRead fault={unread?.error} onAgain={() => void unread?.refetch()} />
      {isIdle && <p className="soft">{say.nothingToDo}</p>}
      <ul className="today-rows">
        {late.map((stream) => (
          <Row
            key={stream.streamId}
            href={`/packing/${stream.slug}`}
            what={say.late(titledIn(language, stream).title)}
            figure={say.orders(stream.lateOrders)}
            isPressing
          />
        ))}
        {claims > 0 && (
          <Row href={ordersAddress({ claim: 'open' })} what={say.claims} figure={claims} isPressing />
        )}
        {overdue > 0 && (
          <Row href="/admin/settlement" what={say.overdue} figure={say.lines(overdue)} isPressing />
        )}
        {!isWell && <Row href="/admin/health" what={say.health} figure={say.look} isPressing />}
      </ul>
    </section>
  );
}

function Row({
  href,
  what,
  figure,
  isPressing = false,
}: {
  href: string;
  what: string;
  figure: ReactNode;
  isPressing?: boolean;
}) {
  return (
    <li>
      <a href={href}>
        {isPressing && <Icon name="attention" size={18} />}
        <bdi>{what}</bdi> <span className="figures">{figure}</span>
      </a>
    </li>
  );
}
