import type { ReactNode } from 'react';
import type {
  ShopAftermathView,
  ShopBy,
  ShopInsights,
} from '../../../../../shared/contract/shop-insights.ts';
import type { Channel } from '../../../../../shared/values/channel.ts';
import { channelMessages } from '../../../../i18n/channels.ts';
import { overTimeMessages } from '../../../../i18n/insights-over-time.ts';
import { useLanguage, useMessages } from '../../../../i18n/language.ts';
import { Table } from '../../../../ui/Table.tsx';
import { dayAndTime } from '../../../../ui/time-words.ts';
import { OfOrders } from '../../orders/OfOrders.tsx';
import { amount, NO_VALUE, percent } from '../number-words.ts';
import { ChangeWords } from './ChangeWords.tsx';
import { overTimeAddress, type SortColumn, sortColumns } from './day-range.ts';
import { daysWords } from './day-words.ts';
import {
  freshOf,
  keptShare,
  type OverTimeRow,
  ordersOfRow,
  returningOf,
  reversedMinor,
  sortedRows,
} from './over-time-rows.ts';

/** Weeks, streams, products, producers, channels or days of the week, each with its numbers; it scrolls by itself. */
export function OverTimeTable({
  sales,
  rows,
  sort,
  hasBefore,
  hasChange,
  onSort,
}: {
  /** Whose rows they are. */
  sales: ShopInsights;
  rows: readonly OverTimeRow[];
  sort: SortColumn;
  /** The days are compared with others. */
  hasBefore: boolean;
  /** Those say something of a change. */
  hasChange: boolean;
  onSort(sort: SortColumn): void;
}) {
  const say = useMessages(overTimeMessages);
  const { by } = sales;
  // Weeks and streams stand by their time, the newest first.
  const isRising = (column: SortColumn) => column === 'name' && by !== 'stream' && by !== 'week';
  const words = (column: SortColumn) => (column === 'name' ? say.bys[by] : say.columns[column]);
  return (
    <Table label={say.bys[by]} className="over-time-rows">
      <thead>
        <tr>
          {sortColumns.map((column) => (
            <th
              key={column}
              scope="col"
              aria-sort={sort !== column ? 'none' : isRising(column) ? 'ascending' : 'descending'}
            >
              <button
                type="button"
                title={column === 'new' || column === 'returning' ? say.freshIn[freshOf(by)] : undefined}
                onClick={() => onSort(column)}
              >
                {words(column)}
                <span aria-hidden="true">{sort !== column ? '' : isRising(column) ? ' ↑' : ' ↓'}</span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sortedRows(rows, by, sort).map((row) => (
          <Row key={row.key} {...{ row, sales, hasBefore, hasChange }} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({
  row,
  sales,
  hasBefore,
  hasChange,
}: {
  row: OverTimeRow;
  sales: ShopInsights;
  hasBefore: boolean;
  hasChange: boolean;
}) {
  const say = useMessages(overTimeMessages);
  const language = useLanguage();
  const { after } = row;
  const { by, currency } = sales;
  const orders = ordersOfRow(sales, row.key);
  const count = (n: number) => n.toLocaleString(language);
  const money = (minor: number) => amount(minor, currency, language);
  const other = hasBefore ? row.other : null;
  const was = (value: string | null | undefined) => value && <Was title={otherDays}>{say.was(value)}</Was>;
  const counted = (n: number | null | undefined) => (n === null || n === undefined ? null : count(n));
  const otherDays = row.weekBefore && daysWords(row.weekBefore, language);
  const otherAfter = other?.after;
  const lateOf = ({ lateOrders, shipDueOrders }: ShopAftermathView) =>
    say.of(count(lateOrders), count(shipDueOrders));
  const late =
    after && after.shipDueOrders > 0 ? (
      <OfOrders filter={{ ...orders, shipDay: 'missed' }} count={after.lateOrders}>
        {lateOf(after)}
      </OfOrders>
    ) : (
      NO_VALUE
    );
  const cells: Record<Exclude<SortColumn, 'name'>, ReactNode> = {
    gmv: (
      <>
        <OfOrders filter={orders} count={row.gmvPaidMinor}>
          {money(row.gmvPaidMinor)}
        </OfOrders>
        {other && hasChange && <ChangeWords now={row.gmvPaidMinor} before={other.gmvPaidMinor} />}
        {was(other && money(other.gmvPaidMinor))}
      </>
    ),
    orders: (
      <>
        <OfOrders filter={orders}>{count(row.paidOrders)}</OfOrders>
        {was(counted(other?.paidOrders))}
      </>
    ),
    new: (
      <>
        <OfOrders filter={{ ...orders, buyers: 'new' }} count={row.newBuyers}>
          {count(row.newBuyers)}
        </OfOrders>
        {was(counted(other?.newBuyers))}
      </>
    ),
    returning: (
      <>
        <OfOrders filter={{ ...orders, buyers: 'returning' }} count={returningOf(row)}>
          {count(returningOf(row))}
        </OfOrders>
        {was(counted(other?.returning))}
      </>
    ),
    reversed: (
      <>
        <OfOrders filter={{ ...orders, outcome: 'reversed' }} count={after?.reversedOrders ?? 0}>
          {after ? money(reversedMinor(after)) : COUNTING}
        </OfOrders>
        {was(otherAfter && money(reversedMinor(otherAfter)))}
      </>
    ),
    late: (
      <>
        {after ? late : COUNTING}
        {was(otherAfter && otherAfter.shipDueOrders > 0 ? lateOf(otherAfter) : null)}
      </>
    ),
    kept: (
      <>
        {after ? percent(keptShare(after), language) : COUNTING}
        {was(otherAfter && keptShare(otherAfter) !== null ? percent(keptShare(otherAfter), language) : null)}
      </>
    ),
  };
  return (
    <tr>
      <th scope="row">
        <RowName row={row} by={by} />
      </th>
      {sortColumns.map(
        (column) =>
          column !== 'name' && (
            <td key={column} data-name={say.columns[column]}>
              {cells[column]}
            </td>
          ),
      )}
    </tr>
  );
}

/** A number of the days compared with. @param title these days, where no head names them */
function Was({ title, children }: { title: string | undefined; children: ReactNode }) {
  return (
    <span className="soft small over-time-was" title={title}>
      {children}
    </span>
  );
}

/** What stands where something is still being counted. */
const COUNTING = '…';

function RowName({ row, by }: { row: OverTimeRow; by: ShopBy }) {
  const say = useMessages(overTimeMessages);
  const { channels } = useMessages(channelMessages);
  const language = useLanguage();
  const { key, name, nameEn, startMs } = row;
  if (by === 'channel') return channels[key as Channel];
  if (by === 'weekday') return say.weekdays[key];
  if (row.week) {
    const { from, to, days } = row.week;
    const only = overTimeAddress({ span: null, chosen: { from, to }, by: 'stream' });
    return (
      <>
        <a href={only} title={say.openWeek}>
          {daysWords(row.week, language)}
        </a>
        {days < 7 && <span className="soft small">{say.daysOfWeek(days)}</span>}
      </>
    );
  }
  const shown = (language === 'en' && nameEn) || name;
  if (by !== 'stream') return shown === '' ? <span className="soft">{say.unnamed}</span> : <bdi>{shown}</bdi>;
  return (
    <>
      <a href={`/insights/${key}`}>
        <bdi>{shown}</bdi>
      </a>
      {startMs !== undefined && <span className="soft small">{dayAndTime(startMs, language)}</span>}
    </>
  );
}
