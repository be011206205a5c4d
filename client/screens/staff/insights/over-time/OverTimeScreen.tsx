import { keepPreviousData, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import type { ShopAftermathView, ShopInsights } from '../../../../../shared/contract/shop-insights.ts';
import { MAX_SHOP_DAYS, shopBys } from '../../../../../shared/values/shop-report-bounds.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { askRoute, questionsOf } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { Field } from '../../../../ui/Field.tsx';
import { onAddress, replaceAddress } from '../../../../ui/navigation.ts';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { useServerTime } from '../../../../ui/server-time.ts';
import { StaffOnly } from '../../console/StaffOnly.tsx';
import { OrdersLink } from '../../orders/OrdersLink.tsx';
import { NotRead } from '../../shell/NotRead.tsx';
import { StaffHead } from '../../shell/StaffHead.tsx';
import { amount, percent } from '../number-words.ts';
import { ChangeWords } from './ChangeWords.tsx';
import { DayChart } from './DayChart.tsx';
import {
  comparisons,
  type DayRange,
  dayIn,
  isAskable,
  type OverTime,
  otherRange,
  overTimeAddress,
  overTimeOf,
  rangeOf,
  spans,
  usualSort,
} from './day-range.ts';
import { dayOfYear } from './day-words.ts';
import { OverTimeTable } from './OverTimeTable.tsx';
import { keptShare, type RangeTold, returningOf, reversedMinor, rowsOf } from './over-time-rows.ts';
import './over-time.css';

/** A range is counted once in so long while its page is looked at. */
const FRESH_MS = 60_000;

/** What the shop sold over days, beside other days; all that was chosen stands in the address. */
export function OverTimeScreen() {
  return (
    <StaffOnly>
      <QueryClientProvider client={questionsOf(useWorld())}>
        <Page />
      </QueryClientProvider>
    </StaffOnly>
  );
}

function Page() {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const search = useSyncExternalStore(onAddress, () => location.search);
  const asked = useMemo(() => overTimeOf(search), [search]);
  const choose = (chosen: Partial<OverTime>) => replaceAddress(overTimeAddress({ ...asked, ...chosen }));
  const today = useServerTime(dayIn);
  const range = rangeOf(asked, today);
  const other = otherRange(asked, range);
  const now = useRange(isAskable(range) ? range : null, asked);
  const { told } = now;
  // Beside numbers of other days or of another currency there is no change to tell.
  const isSettled = told !== null && !now.isCounting;
  const before = useRange(isSettled ? other : null, {
    by: asked.by,
    currency: told?.sales.currency ?? '',
  });
  const again = () => {
    now.again();
    before.again();
  };
  const beforeTold = before.isCounting ? null : before.told;
  return (
    <main className="page over-time" aria-busy={now.isCounting || before.isCounting}>
      <StaffHead title={say.title} back="/insights" />
      <Choices asked={asked} range={range} other={other} sales={told?.sales} choose={choose} />
      {!isAskable(range) && <p role="alert">{say.badRange(MAX_SHOP_DAYS)}</p>}
      <NotRead fault={now.fault ?? before.fault} notYours={say.notYours} onAgain={again} />
      {!told && !now.fault && isAskable(range) && <Bones count={6} />}
      {told && (
        <>
          <p className="soft figures" role="status">
            {rangeWords(told.sales)}
            {isSettled && other && ` · ${say.compared(rangeWords(other))}`}
            {beforeTold?.sales.totals.paidOrders === 0 && `. ${say.nothingBefore}`}
          </p>
          <Figures now={told} before={beforeTold} />
          <DayChart now={told.sales} before={beforeTold?.sales ?? null} />
          <By asked={asked} choose={choose} />
          {told.sales.rows.length === 0 ? (
            <p className="soft">{say.nothing}</p>
          ) : (
            <OverTimeTable
              sales={told.sales}
              rows={rowsOf(told, beforeTold?.sales ?? null)}
              sort={asked.sort}
              hasChange={other !== null}
              onSort={(sort) => choose({ sort })}
            />
          )}
          <LeftOut sales={told.sales} />
          <p className="soft small">
            {say.freshIn[told.sales.by === 'stream' ? 'stream' : 'days']} {say.notes}
          </p>
        </>
      )}
    </main>
  );

  function rangeWords({ from, to }: DayRange) {
    return say.days(dayOfYear(from, language), dayOfYear(to, language));
  }
}

interface Asking {
  told: RangeTold | null;
  /** What is asked for is not told yet; `told` is then of what was asked for before. */
  isCounting: boolean;
  fault: unknown;
  /** Asks again for what could not be read. */
  again(): void;
}

/** The numbers of some days; while others are read, the ones before are told on. @param range null: none are asked for */
function useRange(range: DayRange | null, { by, currency }: Pick<OverTime, 'by' | 'currency'>): Asking {
  const world = useWorld();
  const query = { ...(range ?? { from: '', to: '' }), by, ...(currency !== '' && { currency }) };
  const sales = useQuery({
    queryKey: ['shopInsights', query],
    queryFn: () => askRoute(world, 'shopInsights', { query }),
    enabled: range !== null,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
  const after = useQuery({
    queryKey: ['shopAftermath', query],
    queryFn: () => askRoute(world, 'shopAftermath', { query }),
    // What is seen first is counted first.
    enabled: range !== null && sales.data !== undefined && !sales.isPlaceholderData,
    staleTime: FRESH_MS,
  });
  return {
    told:
      range && sales.data
        ? { sales: sales.data, after: (!sales.isPlaceholderData && after.data) || null }
        : null,
    isCounting: range !== null && !sales.error && (!sales.data || sales.isPlaceholderData),
    fault: range === null ? null : (sales.error ?? after.error),
    again: () => {
      if (range === null) return;
      for (const part of [sales, after]) if (part.error) void part.refetch();
    },
  };
}

function Choices({
  asked,
  range,
  other,
  sales,
  choose,
}: {
  asked: OverTime;
  range: DayRange;
  other: DayRange | null;
  sales: ShopInsights | undefined;
  choose(chosen: Partial<OverTime>): void;
}) {
  const say = useMessages(overTimeMessages);
  const currencies = sales?.currencies ?? [];
  const ofDay = (name: 'from' | 'to') => (
    <Field
      label={say[name]}
      type="date"
      value={range[name]}
      onChange={({ target: { value } }) =>
        value !== '' && choose({ span: null, chosen: { ...range, [name]: value } })
      }
    />
  );
  return (
    <div className="over-time-choices">
      <fieldset className="over-time-spans">
        <legend className="unseen">{say.range}</legend>
        {spans.map((span) => (
          <button
            key={span}
            type="button"
            aria-pressed={asked.span === span}
            onClick={() => choose({ span })}
          >
            {say.spans[span]}
          </button>
        ))}
      </fieldset>
      <div className="over-time-fields">
        {ofDay('from')}
        {ofDay('to')}
        <SelectField
          label={say.against}
          value={asked.against}
          options={comparisons.map((each) => ({ value: each, words: say.comparisons[each] }))}
          onChange={(value) => {
            const against = value as OverTime['against'];
            choose({ against, againstFrom: against === 'chosen' ? (other?.from ?? range.from) : '' });
          }}
        />
        {asked.against === 'chosen' && (
          <Field
            label={say.againstFrom}
            type="date"
            value={asked.againstFrom}
            onChange={({ target: { value } }) => value !== '' && choose({ againstFrom: value })}
          />
        )}
        {sales && currencies.length > 1 && (
          <SelectField
            label={say.currency}
            value={sales.currency}
            options={currencies.map((each) => ({ value: each, words: each }))}
            onChange={(currency) => choose({ currency })}
          />
        )}
      </div>
    </div>
  );
}

function By({ asked, choose }: { asked: OverTime; choose(chosen: Partial<OverTime>): void }) {
  const say = useMessages(overTimeMessages);
  return (
    <fieldset className="over-time-spans over-time-by">
      <legend className="unseen">{say.by}</legend>
      {shopBys.map((by) => (
        <button
          key={by}
          type="button"
          aria-pressed={asked.by === by}
          onClick={() => choose({ by, sort: usualSort(by) })}
        >
          {say.bys[by]}
        </button>
      ))}
    </fieldset>
  );
}

function Figures({ now, before }: { now: RangeTold; before: RangeTold | null }) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const { totals, currency, from, to } = now.sales;
  const other = before?.sales.totals;
  const { after } = now;
  const count = (n: number) => n.toLocaleString(language);
  const money = (minor: number) => amount(minor, currency, language);
  const days = { outcome: 'paid', from, to } as const;
  return (
    <dl className="over-time-figures">
      <One
        name={say.figures.gmv}
        change={<ChangeWords now={totals.gmvPaidMinor} before={other?.gmvPaidMinor} />}
        before={other && money(other.gmvPaidMinor)}
      >
        {money(totals.gmvPaidMinor)}
      </One>
      <One
        name={say.figures.orders}
        change={<ChangeWords now={totals.paidOrders} before={other?.paidOrders} />}
        before={other && count(other.paidOrders)}
      >
        <OrdersLink filter={days}>{count(totals.paidOrders)}</OrdersLink>
      </One>
      <One
        name={say.figures.buyers}
        change={<ChangeWords now={totals.payingBuyers} before={other?.payingBuyers} />}
        before={other && count(other.payingBuyers)}
        about={say.buyersOf(count(totals.newBuyers), count(returningOf(totals)))}
      >
        {count(totals.payingBuyers)}
      </One>
      <One
        name={say.figures.reversed}
        change={
          after && (
            <ChangeWords
              now={reversedMinor(after.totals)}
              before={before?.after && reversedMinor(before.after.totals)}
              isGood="less"
            />
          )
        }
        before={before?.after && money(reversedMinor(before.after.totals))}
        about={after && say.dayOrders(count(after.totals.reversedOrders))}
      >
        {after ? (
          <OrdersLink filter={{ ...days, outcome: 'reversed' }}>
            {money(reversedMinor(after.totals))}
          </OrdersLink>
        ) : (
          '…'
        )}
      </One>
      <One
        name={say.figures.late}
        change={<Points now={after?.totals} before={before?.after?.totals} read={lateShare} isGood="less" />}
        before={before?.after && percent(lateShare(before.after.totals), language)}
        about={
          after &&
          after.totals.promisedOrders > 0 &&
          say.of(count(after.totals.lateOrders), count(after.totals.promisedOrders))
        }
      >
        {after ? percent(lateShare(after.totals), language) : '…'}
      </One>
      <One
        name={say.figures.kept}
        change={<Points now={after?.totals} before={before?.after?.totals} read={keptShare} isGood="more" />}
        before={before?.after && percent(keptShare(before.after.totals), language)}
        about={
          after &&
          after.totals.payoutsDue > 0 &&
          say.of(count(after.totals.payoutsOnTime), count(after.totals.payoutsDue))
        }
      >
        {after ? percent(keptShare(after.totals), language) : '…'}
      </One>
    </dl>
  );
}

function lateShare({ promisedOrders, lateOrders }: ShopAftermathView): number | null {
  return promisedOrders === 0 ? null : lateOrders / promisedOrders;
}

function One({
  name,
  change,
  before,
  about,
  children,
}: {
  name: string;
  change: ReactNode;
  /** What it was on the days that are compared with; absent: none are, or they are being counted. */
  before: string | null | undefined;
  about?: ReactNode;
  children: ReactNode;
}) {
  const say = useMessages(overTimeMessages);
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">
        <span className="over-time-value">{children}</span>
        {change}
        <span className="soft over-time-about">{before ? say.was(before) : '\u00a0'}</span>
        <span className="soft over-time-about">{about || ' '}</span>
      </dd>
    </div>
  );
}

/** By how many points a share is higher or lower. */
function Points({
  now,
  before,
  read,
  isGood,
}: {
  now: ShopAftermathView | undefined;
  before: ShopAftermathView | undefined;
  read(of: ShopAftermathView): number | null;
  isGood: 'more' | 'less';
}) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const [share, other] = [now && read(now), before && read(before)];
  if (share === null || share === undefined || other === null || other === undefined) return null;
  const points = Math.round((share - other) * 1_000) / 10;
  const sign = points > 0 ? '+' : points < 0 ? '−' : '';
  const words = say.points(
    `${sign}${Math.abs(points).toLocaleString(language, { minimumFractionDigits: 1 })}`,
  );
  const isBetter = isGood === 'more' ? points > 0 : points < 0;
  return (
    <span className={`change-words ${points === 0 ? 'soft' : isBetter ? 'better' : 'worse'}`}> {words}</span>
  );
}

function LeftOut({ sales: { leftOut, currency } }: { sales: ShopInsights }) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  if (leftOut.rows === 0) return null;
  return (
    <p className="soft">
      {say.leftOut(leftOut.rows.toLocaleString(language), amount(leftOut.gmvPaidMinor, currency, language))}
    </p>
  );
}
