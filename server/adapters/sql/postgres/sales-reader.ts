import type { SalesMark, SalesReport } from '../../../../shared/contract/sales.ts';
import { attendance, type Presence } from '../../../domain/sales/attendance.ts';
import {
  emptyTally,
  type ItemTally,
  type OrderTally,
  type SalesCut,
} from '../../../domain/sales/order-tally.ts';
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
import * as text from '../sales-texts.ts';
import { marks, numbered } from '../texts.ts';
import type { Link } from './link.ts';
import type { Links } from './links.ts';

/** The sales report: everything is read in one transaction, so that its numbers agree with each other. */
export function salesReader(
  reports: Links,
): (streamId: string, asOfMs: number) => Promise<SalesReport | null> {
  return (streamId, asOfMs) =>
    reports.transaction(async (link) => {
      await link.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const all = async <Row>(shared: string, ...values: unknown[]) =>
        (await link.query<Row>(inPostgres(shared), values)).rows;
      const pairs = async (shared: string, ...values: unknown[]) => {
        const rows = await all<Record<string, number>>(shared, ...values);
        return new Map(rows.map((row) => Object.values(row) as [number, number]));
      };

      const [stream] = await all<SoldStream>(text.SALES_STREAM, streamId);
      if (!stream) return null;
      const cut = salesCut(stream, asOfMs);
      const window = liveWindow(stream, asOfMs) ?? { startMs: 0, endMs: 0 };
      const presences = await all<Omit<Presence, 'isStaff'>>(
        text.SALES_PRESENCES,
        streamId,
        window.endMs,
        window.startMs,
      );
      const [adders] = await all<{ count: number }>(text.SALES_ADDERS, streamId);
      return reportOf(
        {
          stream,
          items: await all<SoldItem>(text.SALES_ITEMS, streamId),
          orders: cut ? await orderTally(link, streamId, cut) : emptyTally(),
          attendance: attendance(
            presences.map((presence) => ({ ...presence, isStaff: false })),
            window,
          ),
          adders: adders?.count ?? 0,
          addersOfItem: await pairs(text.SALES_ADDERS_OF_ITEMS, streamId),
          unmetUnits: await pairs(text.SALES_UNMET(marks(UNMET_CODES.length)), streamId, ...UNMET_CODES),
          minutes: await all<SoldMinute>(text.SALES_MINUTES, streamId),
          marks: await all<SalesMark>(text.SALES_MARKS, streamId, MAX_MARKS_SHOWN),
        },
        asOfMs,
      );
    });
}

/** The one aggregate that the texts name and PostgreSQL spells otherwise. */
function inPostgres(shared: string): string {
  return numbered(shared).replaceAll('count_distinct(', 'count(DISTINCT ');
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

async function orderTally(link: Link, streamId: string, { startMs, endMs }: SalesCut): Promise<OrderTally> {
  const counted = await link.query<OrderCounts>(inPostgres(text.SALES_ORDERS), [
    endMs,
    streamId,
    startMs,
    endMs,
  ]);
  const cut = [streamId, startMs, endMs];
  const items = await link.query<ItemTally & { itemNumber: number; cancelled: number; refunded: number }>(
    ITEMS_SOLD,
    cut,
  );
  const sizes = await link.query<{ units: 1 | 2 | 3 | 4; orders: number }>(ORDERS_BY_UNITS, cut);
  const counts = counted.rows[0];
  if (!counts) throw new Error('The orders of a report were not counted.');
  const { placedOrders, placedMinor, paidOrders, payingBuyers, ...goodsMinor } = counts;
  const tally: OrderTally = {
    ...emptyTally(),
    placedOrders,
    placedMinor,
    paidOrders,
    payingBuyers,
    goodsMinor,
  };
  for (const { itemNumber, cancelled, refunded, ...item } of items.rows) {
    tally.items.set(itemNumber, item);
    tally.paidUnits += item.units;
    tally.cancelledMinor += cancelled;
    tally.refundedMinor += refunded;
  }
  for (const { units, orders } of sizes.rows) tally.histogram[units - 1] = orders;
  return tally;
}

/** Lines of the orders that count as paid. Parameters: stream, cut start, cut end. */
const PAID_LINES = `
  FROM orders o JOIN order_line l ON l.stream_id = o.stream_id AND l.order_id = o.order_id
  WHERE o.stream_id = $1 AND o.placed_at_ms >= $2 AND o.placed_at_ms < $3 AND o.paid_at_ms <= $3`;

/** An item may stand in several lines of an order, at different prices: the order counts once. */
const ITEMS_SOLD = `
  SELECT item_number AS "itemNumber", sum(units) AS units, count(*) AS orders, sum(goods) AS "goodsMinor",
    sum(flash_units) AS "flashUnits", sum(cancelled) AS cancelled, sum(refunded) AS refunded
  FROM (
    SELECT l.order_id, l.item_number, sum(l.units) AS units, sum(l.goods_minor) AS goods,
      sum(CASE WHEN l.flash_id IS NOT NULL THEN l.units ELSE 0 END) AS flash_units,
      sum(l.cancelled_goods_minor) AS cancelled, sum(l.refunded_goods_minor) AS refunded
    ${PAID_LINES} GROUP BY l.order_id, l.item_number) AS sold
  GROUP BY item_number`;

const ORDERS_BY_UNITS = `
  SELECT least(units, 4)::int4 AS units, count(*) AS orders
  FROM (SELECT sum(l.units) AS units ${PAID_LINES} GROUP BY l.order_id) AS sold
  GROUP BY 1`;
