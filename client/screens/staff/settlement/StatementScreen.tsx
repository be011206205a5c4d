import { useStore } from 'zustand';
import type { StatementView } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { producerShareWords } from '../../../i18n/producer-share.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { createStatementStore } from '../../../stores/settlement-store.ts';
import { useOwnStore } from '../../../stores/world.ts';
import { dayOf, dueDay } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useHostSentence } from '../console/host-sentence.ts';
import { StaffOnly } from '../console/StaffOnly.tsx';
import { orderAddress } from '../orders/orders-address.ts';
import { StaffHead } from '../shell/StaffHead.tsx';
import { useMayOpen } from '../shell/use-may-open.ts';
import { payoutAddress } from './settlement-address.ts';
import '../console/console.css';
import './settlement.css';

/** One week of a producer's account (M4), for the producer and the office; the same as CSV and PDF. */
export function StatementScreen({ slug: producerId = '' }: { slug?: string }) {
  return (
    <StaffOnly>
      <Statement producerId={producerId} />
    </StaffOnly>
  );
}

function Statement({ producerId }: { producerId: string }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const asked = new URLSearchParams(location.search);
  const currency = asked.get('currency') ?? 'CNY';
  const week = asked.get('week');
  const sentence = useHostSentence(currency);
  const statement = useOwnStore((world) =>
    createStatementStore(producerId, { currency, ...(week ? { week } : {}) }, world),
  );
  const { value: view, reason } = useStore(statement.store);
  return (
    <main className="page settlement">
      <StaffHead
        title={view ? `${say.statement} · ${producerIn(language, view)}` : say.statement}
        back="/admin/settlement"
      />
      {reason && <Notice tone="fault">{sentence(reason)}</Notice>}
      {view && (
        <>
          <nav className="week">
            <a className="button line" href={weekAddress(view, -7)}>
              {say.before}
            </a>
            <b className="figures">
              {say.weekOf(calendarDay(view.from, language), calendarDay(view.until, language))}
            </b>
            {view.isOver && (
              <a className="button line" href={weekAddress(view, 7)}>
                {say.after}
              </a>
            )}
          </nav>
          {!view.isOver && <p className="soft">{say.soFar}</p>}
          <Sums view={view} />
          <Lines view={view} />
          <Others view={view} />
          <div className="two-buttons">
            <a className="button line" href={statement.csvAddress} download target="_self">
              {say.csv}
            </a>
            <a
              className="button line"
              href={statement.pdfAddress(language === 'zh-CN' ? 'zh' : 'en')}
              download
              target="_self"
            >
              {say.pdf}
            </a>
          </div>
        </>
      )}
    </main>
  );
}

/** The statement of another week: days are counted in the calendar, whatever zone they are in. */
function weekAddress({ producerId, currency, from }: StatementView, days: number): string {
  const week = new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return `/statement/${producerId}?currency=${currency}&week=${week}`;
}

/** A day of the calendar, which is the same in every zone. */
function calendarDay(date: string, language: string): string {
  return dayOf(Date.parse(`${date}T00:00:00Z`), language, 'UTC');
}

/** opening + lines − fees ± adjustments − payouts = closing, as one reads a bill. */
function Sums({ view }: { view: StatementView }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const sayShare = useMessages(producerShareWords);
  const money = (minor: number) => formatMoney(minor, view.currency, language);
  const reservedMinor = view.lines.reduce((sum, { reserved }) => sum + (reserved?.minor ?? 0), 0);
  return (
    <dl className="sums figures">
      <div>
        <dt>{say.opening}</dt>
        <dd>{money(view.openingMinor)}</dd>
      </div>
      <div>
        <dt>{say.goods}</dt>
        <dd>{money(view.baseMinor)}</dd>
      </div>
      <div>
        <dt>{say.fees}</dt>
        <dd>{money(0 - view.feeMinor)}</dd>
      </div>
      {view.adjustedMinor !== 0 && (
        <div>
          <dt>{say.adjustments}</dt>
          <dd>{money(view.adjustedMinor)}</dd>
        </div>
      )}
      <div>
        <dt>{say.paidOut}</dt>
        <dd>{money(0 - view.paidMinor)}</dd>
      </div>
      <div className="sum">
        <dt>{say.closing}</dt>
        <dd>{money(view.closingMinor)}</dd>
      </div>
      {reservedMinor > 0 && (
        <div className="soft">
          <dt>{sayShare.reservedOf}</dt>
          <dd>{money(reservedMinor)}</dd>
        </div>
      )}
    </dl>
  );
}

function Lines({ view }: { view: StatementView }) {
  const say = useMessages(settlementMessages);
  const sayShare = useMessages(producerShareWords);
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, view.currency, language);
  const { timeZone } = view;
  /** Days of a line in a sentence, for a screen that has no room for columns. */
  const whenOf = ({ deliveredAtMs, dueUntilMs }: StatementView['lines'][number]) =>
    [
      deliveredAtMs === null ? '' : say.deliveredOn(dayOf(deliveredAtMs, language, timeZone)),
      dueUntilMs === null ? '' : say.due(dueDay(dueUntilMs, language, timeZone)),
    ]
      .filter((words) => words !== '')
      .join(' · ');
  // A producer reads statements too, and no orders.
  const mayOpenOrders = useMayOpen('orders');
  if (view.lines.length === 0) return <p className="soft">{say.noLines}</p>;
  return (
    <Table label={say.statement} className="statement-lines">
      <thead>
        <tr>
          <th scope="col">{say.good}</th>
          {[say.delivered, say.dueDay, say.goods, say.fees].map((words) => (
            <th key={words} scope="col" className="wide-only">
              {words}
            </th>
          ))}
          <th scope="col">{say.share}</th>
          <th scope="col" className="wide-only">
            {say.entry}
          </th>
        </tr>
      </thead>
      <tbody>
        {view.lines.map((line) => (
          <tr key={line.entries.map(entryText).join(' ')}>
            <td>
              <bdi>{namedIn(language, line).name || line.reference}</bdi>
              <span className="soft small">
                {mayOpenOrders && line.reference !== '' ? (
                  <a href={orderAddress(line.reference)}>{line.reference}</a>
                ) : (
                  line.reference
                )}
                {line.units > 0 && ` × ${line.units}`}
              </span>
              <span className="soft small narrow-only">{whenOf(line)}</span>
              {line.reserved && (
                <span className="soft small figures">
                  {sayShare.keptUntil(
                    dueDay(line.reserved.untilMs, language, timeZone),
                    money(line.reserved.minor),
                    money(line.shareMinor),
                  )}
                </span>
              )}
            </td>
            <td className="wide-only">
              {line.deliveredAtMs === null ? '–' : dayOf(line.deliveredAtMs, language, timeZone)}
            </td>
            <td className="wide-only">
              {line.dueUntilMs === null ? '–' : dueDay(line.dueUntilMs, language, timeZone)}
            </td>
            <td className="wide-only">{money(line.baseMinor)}</td>
            <td className="wide-only">{money(0 - line.feeMinor)}</td>
            <td>
              <b>{money(line.shareMinor)}</b>
              <span className="soft small narrow-only">
                {money(line.baseMinor)} {line.feeMinor < 0 ? '+' : '−'} {money(Math.abs(line.feeMinor))}
              </span>
            </td>
            <td className="soft small wide-only">{line.entries.map(entryText).join(' ')}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Others({ view }: { view: StatementView }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, view.currency, language);
  const mayOpenPayouts = useMayOpen('settlement');
  const others = [
    ...view.adjustments.map((each) => ({
      ...each,
      what: `${say.adjustment}: ${each.reason}`,
      minor: each.amountMinor,
      href: null,
    })),
    ...view.payouts.map((each) => ({
      ...each,
      what: say.paidOut,
      minor: -each.amountMinor,
      href: mayOpenPayouts ? payoutAddress(each.payoutId) : null,
    })),
  ];
  return (
    <ul className="lines">
      {others.map((each) => (
        <li key={entryText(each)}>
          <span className="grow">
            {each.href === null ? <bdi>{each.what}</bdi> : <a href={each.href}>{each.what}</a>}
            <span className="soft small">{dayOf(each.atMs, language, view.timeZone)}</span>
          </span>
          <b className="figures">{money(each.minor)}</b>
        </li>
      ))}
    </ul>
  );
}

/** A ledger entry as people pass it on: the end of its log's id, the fact's place, its own. */
function entryText({ streamId, seq, entryIndex }: { streamId: string; seq: number; entryIndex: number }) {
  return `${streamId.slice(-6)}/${seq}/${entryIndex}`;
}
