import { useQuery } from '@tanstack/react-query';
import type { CSSProperties, ReactNode } from 'react';
import { OVERDUE_SHOWN } from '../../../../shared/contract/office-lists.ts';
import type { SettlementOverview } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { officeTodayWords } from '../../../i18n/office-today.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { askRoute } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { dueDay } from '../../../ui/money-days.ts';
import { dueAddress, overdueAddress } from './settlement-address.ts';

const columns = { '--columns': 'minmax(0, 1fr) minmax(0, 1fr) 130px' } as CSSProperties;

/** What is overdue, and what payouts would pay by the end of today and by the next Friday: the same sums as on Home. */
export function DueSoon({ view }: { view: SettlementOverview }) {
  const say = useMessages(settlementMessages);
  const today = useMessages(officeTodayWords);
  const language = useLanguage();
  const world = useWorld();
  // Without an answer the rest of the page stands by itself.
  const { data } = useQuery({ queryKey: ['due'], queryFn: () => askRoute(world, 'dueDays') });
  const late = overdueLines(view);
  const sums = overdueSums(view);
  if (late === 0 && !data) return null;
  const ofToday = late > 0 ? say.dueToday : today.dueToday;
  return (
    <section>
      <h2>{say.dueSoon}</h2>
      <ul style={columns}>
        {late > 0 && (
          <Row
            href={overdueAddress}
            what={
              <b className="late">
                <Icon name="attention" size={14} />
                {say.overdue}
              </b>
            }
            lines={late}
            // Of a part of them no sum is said.
            figure={sums?.map(({ currency, minor }) => formatMoney(minor, currency, language)).join(' + ')}
          />
        )}
        {data?.days.flatMap(({ day, untilMs, sums }, index) => {
          const what = index === 0 ? ofToday : today.dueBy(dueDay(untilMs, language, data.timeZone));
          const href = dueAddress(day);
          if (sums.length === 0) return <Row key={day} href={href} what={what} figure={today.nothingDue} />;
          return sums.map(({ currency, amountMinor, lines, adjustments }) => (
            <Row
              key={`${day} ${currency}`}
              {...{ href, what, lines, adjustments }}
              figure={formatMoney(amountMinor, currency, language)}
            />
          ));
        })}
      </ul>
    </section>
  );
}

function Row({
  href,
  what,
  lines,
  adjustments,
  figure,
}: {
  href: string;
  what: ReactNode;
  lines?: number;
  adjustments?: number | undefined;
  figure: string | undefined;
}) {
  const say = useMessages(settlementMessages);
  return (
    <li>
      <a className="money-row" href={href}>
        <span className="money-main">{what}</span>
        <span className="money-more">{lines !== undefined && say.orderLines(lines, adjustments)}</span>
        <b className="money-sum figures">{figure}</b>
      </a>
    </li>
  );
}

/** Order lines that are overdue, those left out of the list too; none that waits for a claim. */
export function overdueLines({ producers }: SettlementOverview): number {
  return producers.reduce((sum, { promise }) => sum + promise.overdue, 0);
}

/** What is overdue, by currency; null where the list is cut. */
export function overdueSums(
  view: SettlementOverview,
): { currency: string; lines: number; minor: number }[] | null {
  if (view.overdue.length >= OVERDUE_SHOWN) return null;
  const counted = view.overdue.filter(({ reason }) => reason !== 'disputed');
  return [...new Set(counted.map(({ currency }) => currency))].map((currency) => {
    const lines = counted.filter((line) => line.currency === currency);
    const minor = lines.reduce((sum, { openMinor }) => sum + openMinor, 0);
    return { currency, lines: lines.length, minor };
  });
}
