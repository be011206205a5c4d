import { QueryClientProvider } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { OVERDUE_SHOWN } from '../../../../shared/contract/office-lists.ts';
import type { SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { PROMISED_BPS } from '../../../../shared/values/share-bounds.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerShareWords } from '../../../i18n/producer-share.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { createOfficeStore } from '../../../stores/settlement-store.ts';
import { questionsOf } from '../../../stores/staff-questions.ts';
import { useOwnStore, useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { dayOf, daysOverdue } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { onAddress } from '../../../ui/navigation.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { DueLines } from './DueLines.tsx';
import { DueSoon, overdueLines, overdueSums } from './DueSoon.tsx';
import { KeptBack } from './KeptBack.tsx';
import { MoneyLine } from './MoneyLine.tsx';
import { OfficeActs } from './OfficeActs.tsx';
import { OnePayout } from './OnePayout.tsx';
import { PayablesSheet } from './PayablesSheet.tsx';
import { ProducersFilter, useProducersFilter } from './ProducersFilter.tsx';
import { Promises } from './Promises.tsx';
import { RefundsByHand } from './RefundsByHand.tsx';
import { payoutAddress, shownAt } from './settlement-address.ts';
import { useSorted } from './sorted-rows.tsx';
import { TrialBalance } from './TrialBalance.tsx';
import '../console/console.css';
import './settlement.css';

type Row = SettlementOverview['producers'][number];

/** The office: what is owed to whom, what is late and why, what was paid, and whether the books balance. */
export function SettlementScreen() {
  return (
    <StaffOnly>
      <Shown />
    </StaffOnly>
  );
}

/** What the address asks for, so that a number elsewhere leads to exactly its lines. */
function Shown() {
  const shown = shownAt(useSyncExternalStore(onAddress, () => location.search));
  return (
    <QueryClientProvider client={questionsOf(useWorld())}>
      {typeof shown === 'string' ? (
        <Office isOverdueAlone={shown === 'overdue'} />
      ) : 'due' in shown ? (
        <DueLines key={shown.due} day={shown.due} />
      ) : (
        <OnePayout key={shown.payout} payoutId={shown.payout} />
      )}
    </QueryClientProvider>
  );
}

function Office({ isOverdueAlone }: { isOverdueAlone: boolean }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const sentence = useHostSentence('CNY');
  const office = useOwnStore(createOfficeStore);
  const { value: view, reason } = useStore(office.store);
  const { me } = useWorld();
  const role = useStore(me.store, (state) => state.me?.staff?.role);
  const [open, setOpen] = useState<Row | null>(null);
  const promised = useMessages(producerShareWords).percent(PROMISED_BPS / 100);
  const isForbidden = reason?.code === 'FORBIDDEN';
  return (
    <main className="page settlement">
      <StaffHead title={say.title} {...(isOverdueAlone && { back: '/admin/settlement' })} />
      {reason && <Notice tone="fault">{isForbidden ? say.notYours : sentence(reason)}</Notice>}
      {!view && !reason && <Bones count={6} />}
      {view && isOverdueAlone && <Overdue view={view} isCounted />}
      {view && !isOverdueAlone && (
        <>
          <p className="soft small">
            {say.asOf(clockTime(view.asOfMs, language))} ·{' '}
            {say.terms(view.terms.dueDays, view.terms.timeZone, say[view.terms.countFrom], promised)}
          </p>
          <DueSoon view={view} />
          <Producers view={view} onOpen={setOpen} />
          <Overdue view={view} />
          <Payouts view={view} />
          {role === 'operator' && (
            <RefundsByHand timeZone={view.terms.timeZone} onDone={() => void office.reload()} />
          )}
          <OfficeActs office={office} view={view} />
          <TrialBalance view={view} />
        </>
      )}
      {open && view && (
        <PayablesSheet
          key={`${open.producerId} ${open.currency}`}
          row={open}
          timeZone={view.terms.timeZone}
          onChange={() => void office.reload()}
          onClose={() => {
            setOpen(null);
            void office.reload();
          }}
        />
      )}
    </main>
  );
}

function Producers({ view, onOpen }: { view: SettlementOverview; onOpen(row: Row): void }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  // Whoever is owed something overdue stands first: through them it is paid.
  const producers = view.producers.toSorted(
    (one, other) => Number(other.promise.overdue > 0) - Number(one.promise.overdue > 0),
  );
  const filter = useProducersFilter(producers);
  const { rows, heads, style } = useSorted<Row>(filter.rows, [
    { head: say.heads.producer, value: (row) => producerIn(language, row), width: 'minmax(0, 1fr)' },
    { head: say.heads.promise, value: ({ promise }) => promise.overdue, width: 'minmax(0, 1.3fr)' },
    { head: say.heads.kept, value: ({ keptBack }) => keptTotal(keptBack), width: 'minmax(0, 1.3fr)' },
    { head: say.heads.owed, value: ({ openMinor }) => openMinor, width: '130px', isSum: true },
  ]);
  const sold = new Set(producers.map(({ producerId }) => producerId)).size;
  return (
    <section>
      <h2>{say.producers}</h2>
      {producers.length === 0 && <p className="soft">{say.noProducers}</p>}
      {sold > 0 && view.producersInAll !== undefined && (
        <p className="soft small figures">
          {say.soldOf(sold.toLocaleString(language), view.producersInAll.toLocaleString(language))}
        </p>
      )}
      <ProducersFilter filter={filter} />
      <div className="money-list" style={style}>
        {rows.length > 1 && heads}
        <ul>
          {rows.map((row) => (
            <li key={`${row.producerId} ${row.currency}`}>
              <button type="button" className="money-row owed-row" onClick={() => onOpen(row)}>
                <b className="money-main">
                  <bdi>{producerIn(language, row)}</bdi>
                </b>
                <span className="money-more">
                  <Promises promise={row.promise} />
                </span>
                <span className="money-more">
                  <KeptBack of={row.keptBack} currency={row.currency} />
                </span>
                <b className="money-sum figures">{formatMoney(row.openMinor, row.currency, language)}</b>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const keptTotal = ({ notDueMinor, pausedMinor, reservedMinor, takenBackMinor }: Row['keptBack']) =>
  notDueMinor + pausedMinor + reservedMinor - takenBackMinor;

/** @param isCounted those alone that count as overdue: none that waits for a claim */
function Overdue({ view, isCounted = false }: { view: SettlementOverview; isCounted?: boolean }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const overdue = isCounted ? view.overdue.filter(({ reason }) => reason !== 'disputed') : view.overdue;
  // What waits for a claim is not counted: it is due anew once that is decided (M2).
  const late = ({ reason, dueUntilMs }: (typeof overdue)[number]) =>
    reason === 'disputed' ? null : daysOverdue(dueUntilMs, view.asOfMs);
  const { rows, heads, style } = useSorted(overdue, [
    { head: say.heads.product, value: (line) => namedIn(language, line).name, width: 'minmax(0, 1fr)' },
    { head: say.heads.producer, value: (line) => producerIn(language, line), width: 'minmax(0, 0.8fr)' },
    { head: say.heads.order, value: ({ reference }) => reference, width: '80px' },
    { head: say.heads.due, value: ({ dueUntilMs }) => dueUntilMs, width: '140px' },
    { head: say.heads.overdueBy, value: (line) => late(line) ?? 0, width: '120px' },
    { head: say.heads.why, value: ({ reason }) => say.reasons[reason], width: 'minmax(0, 0.9fr)' },
    { head: say.heads.amount, value: ({ openMinor }) => openMinor, width: '100px', isSum: true },
  ]);
  return (
    <section>
      <h2>{say.overdue}</h2>
      <p className="soft small">{say.overdueWhat}</p>
      {rows.length === 0 && <p>{say.noOverdue}</p>}
      {isCounted &&
        overdueSums(view)?.map(({ currency, lines, minor }) => (
          <p key={currency} className="figures">
            <b>{formatMoney(minor, currency, language)}</b> · {say.orderLines(lines)}
          </p>
        ))}
      {view.overdue.length >= OVERDUE_SHOWN && (
        <p className="soft">{say.firstOf(view.overdue.length, overdueLines(view))}</p>
      )}
      <div className="money-list" style={style}>
        {rows.length > 1 && heads}
        <ul>
          {rows.map((line, index) => {
            const lateDays = late(line);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an order may look alike, and a row keeps nothing of its own.
              <li key={index}>
                <MoneyLine line={line} minor={line.openMinor} timeZone={view.terms.timeZone}>
                  <span className="money-more late-by">{lateDays !== null && say.overdueBy(lateDays)}</span>
                  <span className="money-more">{say.reasons[line.reason]}</span>
                </MoneyLine>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function Payouts({ view }: { view: SettlementOverview }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const { rows, heads, style } = useSorted(view.payouts, [
    { head: say.heads.producer, value: (payout) => producerIn(language, payout), width: 'minmax(0, 1fr)' },
    { head: say.heads.day, value: ({ atMs }) => atMs, width: 'minmax(0, 0.6fr)' },
    { head: say.heads.late, value: ({ lateLines }) => lateLines, width: 'minmax(0, 0.8fr)' },
    { head: say.heads.amount, value: ({ amountMinor }) => amountMinor, width: '120px', isSum: true },
  ]);
  return (
    <section>
      <h2>{say.payouts}</h2>
      {rows.length === 0 && <p className="soft">{say.noPayouts}</p>}
      <div className="money-list" style={style}>
        {rows.length > 1 && heads}
        <ul>
          {rows.map((payout) => (
            <li key={payout.payoutId}>
              <a className="money-row" href={payoutAddress(payout.payoutId)}>
                <span className="money-main">
                  <bdi>{producerIn(language, payout)}</bdi>
                </span>
                <span className="money-more">{dayOf(payout.atMs, language, view.terms.timeZone)}</span>
                <span className="money-more">{payout.lateLines > 0 && say.lateLines(payout.lateLines)}</span>
                <b className="money-sum figures">
                  {formatMoney(payout.amountMinor, payout.currency, language)}
                </b>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
