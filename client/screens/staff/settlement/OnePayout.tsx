import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PayoutDetail } from '../../../../shared/contract/settlement.ts';
import { formatMoney } from '../../../../shared/values/money.ts';
import { namedIn, producerIn } from '../../../../shared/values/names.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { settlementMessages } from '../../../i18n/settlement.ts';
import { askRoute, RefusedQuestion } from '../../../stores/staff-questions.ts';
import { useWorld } from '../../../stores/world.ts';
import { Bones } from '../../../ui/Bones.tsx';
import { dayOf, dueDay } from '../../../ui/money-days.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { personIn } from '../../../ui/person-in.ts';
import { clockTime } from '../../../ui/time-words.ts';
import { orderAddress } from '../orders/orders-address.ts';
import { NotRead } from '../shell/NotRead.tsx';
import { StaffHead } from '../shell/StaffHead.tsx';
import { AdjustedBy } from './AdjustedBy.tsx';
import { type Column, useSorted } from './sorted-rows.tsx';

/** One payout: when and by whom it was marked paid, and the lines that it paid, each a way to its order (M4). */
export function OnePayout({ payoutId }: { payoutId: string }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const world = useWorld();
  const { data, error, refetch } = useQuery({
    queryKey: ['payout', payoutId],
    queryFn: () => askRoute(world, 'payout', { params: { payoutId } }),
  });
  const code = error instanceof RefusedQuestion ? error.reason.code : null;
  const isNone = code === 'NOT_FOUND' || code === 'BAD_REQUEST';
  return (
    <main className="page settlement">
      <StaffHead
        title={data ? say.payoutOf(producerIn(language, data)) : say.title}
        back="/admin/settlement"
      />
      {isNone ? (
        <Notice>{say.notPaidOut}</Notice>
      ) : (
        <NotRead fault={error} notYours={say.notYours} onAgain={() => void refetch()} />
      )}
      {!data && !error && <Bones count={6} />}
      {data && <Payout view={data} />}
    </main>
  );
}

function Payout({ view }: { view: PayoutDetail }) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const { currency, timeZone, atMs, by, byEn, orderLines, adjustments, lines, seq } = view;
  const money = (minor: number) => formatMoney(minor, currency, language);
  const isCut = lines.length < orderLines + adjustments;
  const columns: Column<PayoutDetail['lines'][number]>[] = [
    { head: say.heads.product, value: (line) => namedIn(language, line).name, width: 'minmax(0, 1fr)' },
    { head: say.heads.order, value: ({ reference }) => reference, width: '110px' },
    { head: say.heads.due, value: ({ dueUntilMs }) => dueUntilMs, width: '190px' },
    { head: say.heads.amount, value: ({ amountMinor }) => amountMinor, width: '130px', isSum: true },
  ];
  const { rows, heads, style } = useSorted(lines, columns, isCut);
  return (
    <>
      <dl className="sums figures">
        <Told what={say.paidOut}>
          <b>{money(view.amountMinor)}</b>
        </Told>
        <Told what={say.paidOn}>
          {dayOf(atMs, language, timeZone)}, {clockTime(atMs, language)}
        </Told>
        <Told what={say.paidBy}>{by === null ? say.formerMember : personIn(language, by, byEn)}</Told>
        <Told what={say.paidWhat}>{say.orderLines(orderLines, adjustments)}</Told>
        <Told what={say.paidReference}>shop/{seq}/0</Told>
      </dl>
      <section>
        {isCut && <p className="soft">{say.firstOf(lines.length, orderLines + adjustments)}</p>}
        <div className="money-list" style={style}>
          {rows.length > 1 && heads}
          <ul>
            {rows.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines of an order may look alike, and a row keeps nothing of its own.
              <li key={index}>
                <Line line={line} timeZone={timeZone} amount={money(line.amountMinor)} />
              </li>
            ))}
          </ul>
        </div>
      </section>
    </>
  );
}

function Told({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Line({
  line,
  timeZone,
  amount,
}: {
  line: PayoutDetail['lines'][number];
  timeZone: string;
  amount: string;
}) {
  const say = useMessages(settlementMessages);
  const language = useLanguage();
  const { reference, units, adjustment } = line;
  const shown = (
    <>
      <span className="money-main">
        <bdi>{namedIn(language, line).name || reference || say.adjustment}</bdi>
        {units > 0 && <span className="soft"> × {units}</span>}
        {adjustment && (
          <>
            {' '}
            <AdjustedBy adjustment={adjustment} timeZone={timeZone} />
          </>
        )}
      </span>
      <span className="money-more figures">{reference}</span>
      <span className="money-more">{say.due(dueDay(line.dueUntilMs, language, timeZone))}</span>
      <b className="money-sum figures">{amount}</b>
    </>
  );
  if (reference === '') return <div className="money-row">{shown}</div>;
  return (
    <a className="money-row" href={orderAddress(reference)}>
      {shown}
    </a>
  );
}
