import { memo } from 'react';
import type { SalesMinute, SalesReport } from '../../../../shared/contract/sales.ts';
import { MINUTE } from '../../../../shared/values/time.ts';
import { insightsMessages } from '../../../i18n/insights.ts';
import { useLanguage, useMessages } from '../../../i18n/language.ts';
import { reviewMessages } from '../../../i18n/review.ts';
import { Table } from '../../../ui/Table.tsx';
import { clockTime } from '../../../ui/time-words.ts';
import { OrdersLink } from '../orders/OrdersLink.tsx';
import { chartLines, lineValue, type MinuteMoney, moneyByMinute } from './chart-lines.ts';
import type { ChartMark } from './draw-marks.ts';
import { filmPath } from './machine/film-address.ts';
import { amount, countOf } from './number-words.ts';

/**
 * The chart's numbers for whoever would rather read them: a minute opens in the time machine, its orders where they are.
 * @param overMs the minute that the chart's hand is on
 * @param underWayMs the one that is not over yet
 */
export function MinutesTable({
  slug,
  report,
  minutes,
  marks,
  money,
  overMs,
  underWayMs,
}: {
  slug: string;
  report: Pick<SalesReport, 'liveStartMs' | 'currency'>;
  minutes: readonly SalesMinute[];
  marks: readonly ChartMark[];
  money: MinuteMoney;
  overMs: number | null;
  underWayMs: number | null;
}) {
  const say = useMessages(insightsMessages);
  const words = useMessages(reviewMessages);
  const paid = moneyByMinute(money);
  const happened = marksByMinute(marks);
  return (
    <Table label={say.minutes} className="minutes-table">
      <thead>
        <tr>
          <th scope="col">{say.minute}</th>
          {chartLines.map((line) => (
            <th key={line} scope="col">
              {say.lines[line]}
            </th>
          ))}
          <th scope="col" className="happened">
            {words.happened}
          </th>
        </tr>
      </thead>
      <tbody>
        {minutes.map((minute) => (
          <Row
            key={minute.atMs}
            {...{ slug, minute }}
            {...{ liveStartMs: report.liveStartMs, currency: report.currency }}
            paidMinor={lineValue(minute, 'money', paid)}
            marks={happened.get(minute.atMs) ?? NONE}
            isOver={minute.atMs === overMs}
            isUnderWay={minute.atMs === underWayMs}
          />
        ))}
      </tbody>
    </Table>
  );
}

const NONE: readonly ChartMark[] = [];

/** What began in each minute, in its order. */
function marksByMinute(marks: readonly ChartMark[]): ReadonlyMap<number, readonly ChartMark[]> {
  const minutes = new Map<number, ChartMark[]>();
  for (const mark of [...marks].sort((a, b) => a.fromMs - b.fromMs)) {
    const atMs = Math.floor(mark.fromMs / MINUTE) * MINUTE;
    minutes.set(atMs, [...(minutes.get(atMs) ?? []), mark]);
  }
  return minutes;
}

const Row = memo(function Row({
  slug,
  liveStartMs,
  minute,
  paidMinor,
  currency,
  marks,
  isOver,
  isUnderWay,
}: {
  slug: string;
  liveStartMs: number | null;
  minute: SalesMinute;
  /** null: the log was not read yet. */
  paidMinor: number | null;
  currency: string;
  marks: readonly ChartMark[];
  isOver: boolean;
  isUnderWay: boolean;
}) {
  const say = useMessages(insightsMessages);
  const words = useMessages(reviewMessages);
  const language = useLanguage();
  const time = clockTime(minute.atMs, language);
  const count = (n: number) => n.toLocaleString(language);
  const orders = count(minute.orders);
  return (
    <tr className={isOver ? 'over' : undefined}>
      <th scope="row">
        <a href={filmPath(slug, { liveStartMs }, minute.atMs)} aria-label={words.atMinute(time)}>
          {time}
        </a>
      </th>
      <td>{count(minute.viewers)}</td>
      <td>{count(minute.joins)}</td>
      <td>{count(minute.leaves)}</td>
      <td>{countOf(minute.adds, language)}</td>
      <td>
        {minute.orders === 0 ? (
          orders
        ) : (
          <OrdersLink filter={{ stream: slug, minuteMs: minute.atMs }}>{orders}</OrdersLink>
        )}
      </td>
      <td>{amount(paidMinor, currency, language)}</td>
      <td className="happened soft">
        {[
          ...(isUnderWay ? [say.soFar] : []),
          ...marks.map((mark) => {
            if (mark.kind === 'refused') return words.refusedBuyers(count(mark.buyers), mark.buyers);
            if (mark.kind === 'answer' && mark.itemNumber !== null) return say.answeredOn(mark.itemNumber);
            return mark.itemNumber === null
              ? say.marks[mark.kind]
              : `${say.marks[mark.kind]} ${mark.itemNumber}`;
          }),
        ].join(' · ')}
      </td>
    </tr>
  );
});
