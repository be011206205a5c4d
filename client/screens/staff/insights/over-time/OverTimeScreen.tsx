import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import type { ShopAftermathView, ShopInsights } from '../../../../../shared/contract/shop-insights.ts';
import type { Channel } from '../../../../../shared/values/channel.ts';
import { MAX_SHOP_DAYS } from '../../../../../shared/values/shop-report-bounds.ts';
import { channelMessages } from '../../../../i18n/channels.ts';
import { insightsMessages } from '../../../../i18n/insights.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { amountCell, type Cell, saveCsv } from '../../../../stores/csv-file.ts';
import { questionsOf } from '../../../../stores/staff-questions.ts';
import { useWorld } from '../../../../stores/world.ts';
import { Bones } from '../../../../ui/Bones.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { onAddress, replaceAddress } from '../../../../ui/navigation.ts';
import { useServerTime } from '../../../../ui/server-time.ts';
import { StaffOnly } from '../../console/StaffOnly.tsx';
import { NotRead } from '../../shell/NotRead.tsx';
import { StaffHead } from '../../shell/StaffHead.tsx';
import { amount } from '../number-words.ts';
import { DayChart } from './DayChart.tsx';
import {
  type DayRange,
  dayIn,
  daysIn,
  isAskable,
  isBeforeFirst,
  type OverTime,
  otherRange,
  overTimeAddress,
  overTimeOf,
  rangeOf,
} from './day-range.ts';
import { dayOfYear } from './day-words.ts';
import { OverTimeBy, OverTimeChoices } from './OverTimeChoices.tsx';
import { OverTimeFigures } from './OverTimeFigures.tsx';
import { OverTimeTable } from './OverTimeTable.tsx';
import {
  freshOf,
  keptShare,
  type OverTimeRow,
  type RangeTold,
  returningOf,
  reversedMinor,
  rowsOf,
  sortedRows,
} from './over-time-rows.ts';
import { useRange } from './use-range.ts';
import { weekStartBeside } from './weeks.ts';
import './over-time.css';

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
  const words = useMessages(insightsMessages);
  const sayChannel = useMessages(channelMessages);
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
  const before = useRange(
    isSettled ? other : null,
    { by: asked.by, currency: told?.sales.currency ?? '' },
    asked.by === 'week' && other ? weekStartBeside(range, other) : undefined,
  );
  const again = () => {
    now.again();
    before.again();
  };
  const beforeTold = before.isCounting ? null : before.told;
  const firstDay = told?.sales.firstDay;
  const isPartly = other !== null && isBeforeFirst(other, firstDay);
  return (
    <main className="page over-time" aria-busy={now.isCounting || before.isCounting}>
      <StaffHead title={say.title} back="/insights" />
      <OverTimeChoices asked={asked} range={range} other={other} sales={told?.sales} choose={choose} />
      {asked.against === 'chosen' && isAskable(range) && other === null && <p role="alert">{say.badOther}</p>}
      {!isAskable(range) && <p role="alert">{say.badRange(MAX_SHOP_DAYS)}</p>}
      <NotRead fault={now.fault ?? before.fault} notYours={say.notYours} onAgain={again} />
      {!told && !now.fault && isAskable(range) && <Bones count={6} />}
      {told && (
        <>
          <p className="soft figures" role="status">
            {rangeWords(told.sales)}
            {isSettled && other && ` · ${say.compared(rangeWords(other))}`}
            {isSettled &&
              isPartly &&
              firstDay &&
              ` · ${say.beforeFirst(daysIn(other), dayOfYear(firstDay, language))}`}
            {!isPartly &&
              other &&
              beforeTold?.sales.totals.paidOrders === 0 &&
              ` · ${say.nothingBefore(
                daysIn(other),
                firstDay && other.to < firstDay ? dayOfYear(firstDay, language) : null,
              )}`}
          </p>
          <OverTimeFigures now={told} before={beforeTold} hasChange={!isPartly} />
          <DayChart by={asked.by} now={told.sales} before={beforeTold?.sales ?? null} />
          <div className="over-time-save">
            <OverTimeBy asked={asked} choose={choose} />
            {told.sales.rows.length > 0 && (
              <Button
                look="line"
                onClick={() => saveCsv(`shop-${told.sales.from}-${told.sales.to}`, seen(told))}
              >
                {words.saveSeen}
              </Button>
            )}
          </div>
          {told.sales.rows.length === 0 ? (
            <p className="soft">{say.nothing}</p>
          ) : (
            <OverTimeTable
              sales={told.sales}
              rows={rowsOf(told, beforeTold)}
              sort={asked.sort}
              // A stream was on once: on other days there was none of it.
              hasBefore={other !== null && told.sales.by !== 'stream'}
              hasChange={!isPartly}
              onSort={(sort) => choose({ sort })}
            />
          )}
          <LeftOut sales={told.sales} />
          <p className="soft small">
            {say.freshIn[freshOf(told.sales.by)]} {say.notes}
          </p>
        </>
      )}
    </main>
  );

  /** The table as it stands, with what each row was on the other days. */
  function seen({ sales, after }: RangeTold): Cell[][] {
    const { by, currency } = sales;
    const money = (minor: number | null) => amountCell(minor, currency);
    const rows = sortedRows(rowsOf({ sales, after }, beforeTold), by, asked.sort);
    const { gmv, orders, new: fresh, returning, reversed, late, kept } = say.columns;
    const heads = [gmv, orders, fresh, returning, reversed, late, kept];
    const aftermath = (of: ShopAftermathView | null | undefined) => [
      of ? money(reversedMinor(of)) : null,
      of?.lateOrders ?? null,
      of ? keptShare(of) : null,
    ];
    return [
      [say.bys[by], ...heads, ...heads.map((head) => say.was(head))],
      ...rows.map(({ other, ...row }) => [
        nameOf({ ...row, other }),
        ...[
          money(row.gmvPaidMinor),
          row.paidOrders,
          row.newBuyers,
          returningOf(row),
          ...aftermath(row.after),
        ],
        ...[other && money(other.gmvPaidMinor), other?.paidOrders ?? null],
        ...[other?.newBuyers ?? null, other?.returning ?? null, ...aftermath(other?.after)],
      ]),
    ];

    function nameOf({ key, name, nameEn, week }: OverTimeRow): string {
      if (week) return say.days(week.from, week.to);
      if (by === 'channel') return sayChannel.channels[key as Channel];
      if (by === 'weekday') return say.weekdays[key] ?? key;
      return (language === 'en' && nameEn) || name || say.unnamed;
    }
  }

  function rangeWords({ from, to }: DayRange) {
    return say.days(dayOfYear(from, language), dayOfYear(to, language));
  }
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
