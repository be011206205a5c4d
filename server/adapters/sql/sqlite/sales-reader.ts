import type { SalesMark, SalesReport } from '../../../../shared/contract/sales.ts';
import { attendance, type Presence } from '../../../domain/sales/attendance.ts';
import { emptyTally, type OrderTally, type SalesCut } from '../../../domain/sales/order-tally.ts';
import type { Window } from '../../../domain/sales/windows.ts';
import {
  liveWindow,
  reportOf,
  type SoldItem,
  type SoldMinute,
  type SoldStream,
  salesCut,
  UNMET_CODES,
} from '../../../domain/sales.ts';
import { MAX_MARKS_SHOWN } from '../../limits.ts';
import type { SqliteDatabase } from '../driver.ts';
import * as text from '../sales-texts.ts';
import { marks } from '../texts.ts';
import { addSalesAggregates, type LineTally } from './sales-aggregates.ts';
import { transaction } from './statements.ts';

/** Prepares the sales report: everything is read in one transaction, so that its numbers agree with each other. */
export function salesReader(db: SqliteDatabase): (streamId: string, asOfMs: number) => SalesReport | null {
  addSalesAggregates(db);
  return transaction(db, (streamId: string, asOfMs: number): SalesReport | null => {
    const stream = db.prepare(text.SALES_STREAM).get(streamId) as SoldStream | undefined;
    if (!stream) return null;
    const cut = salesCut(stream, asOfMs);
    const window = liveWindow(stream, asOfMs) ?? { startMs: 0, endMs: 0 };
    return reportOf(
      {
        stream,
        items: db.prepare(text.SALES_ITEMS).all(streamId) as SoldItem[],
        orders: cut ? orderTally(db, streamId, cut) : emptyTally(),
        attendance: attendance(presences(db, streamId, window), window),
        adders: Number(db.prepare(text.SALES_ADDERS).pluck().get(streamId)),
        addersOfItem: pairs(db, text.SALES_ADDERS_OF_ITEMS, [streamId]),
        unmetUnits: pairs(db, text.SALES_UNMET(marks(UNMET_CODES.length)), [streamId, ...UNMET_CODES]),
        minutes: db.prepare(text.SALES_MINUTES).all(streamId) as SoldMinute[],
        marks: db.prepare(text.SALES_MARKS).all(streamId, MAX_MARKS_SHOWN) as SalesMark[],
      },
      asOfMs,
    );
  });
}

interface OrderCounts {
  placedOrders: number;
  placedMinor: number;
  paid: number;
  expired: number;
  cancelledUnpaid: number;
  open: number;
  paidOrders: number;
  payingBuyers: number;
}

function orderTally(db: SqliteDatabase, streamId: string, { startMs, endMs }: SalesCut): OrderTally {
  const counts = db.prepare(text.SALES_ORDERS).get(endMs, streamId, startMs, endMs) as OrderCounts;
  const json = db.prepare(text.SALES_LINES).pluck().get(streamId, startMs, endMs, endMs) as string;
  const lines = JSON.parse(json) as LineTally;
  const { placedOrders, placedMinor, paidOrders, payingBuyers, ...goodsMinor } = counts;
  return {
    ...lines,
    items: new Map(lines.items),
    placedOrders,
    placedMinor,
    paidOrders,
    payingBuyers,
    goodsMinor,
  };
}

function* presences(db: SqliteDatabase, streamId: string, window: Window): Iterable<Presence> {
  const rows = db.prepare(text.SALES_PRESENCES).iterate(streamId, window.endMs, window.startMs);
  for (const row of rows) yield { ...(row as Omit<Presence, 'isStaff'>), isStaff: false };
}

function pairs(db: SqliteDatabase, sql: string, values: unknown[]): Map<number, number> {
  return new Map(
    db
      .prepare<unknown[]>(sql)
      .raw()
      .all(...values) as [number, number][],
  );
}
