import type {
  AfterSaleCount,
  ClaimFilter,
  ClaimOfOrder,
  LineToPack,
  LowStock,
  Parcel,
  ParcelFilter,
} from '../../ports/readers.ts';
import type { ShipmentRow } from '../../ports/rows.ts';
import { MAX_LINES_TO_PACK, MAX_LOW_STREAMS, MAX_PARCELS_LISTED } from '../limits.ts';
import { claimTable, shipmentLineTable, shipmentTable } from './schema.ts';
import { columnsOf } from './texts.ts';

/** How an engine asks whether a column is among many values: `?` stands for all of them. */
export interface Lists {
  among(column: string): string;
  list(values: readonly string[]): unknown;
}

/** SQLite takes a list as JSON, PostgreSQL as an array. */
export const sqliteLists: Lists = {
  among: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  list: (values) => JSON.stringify(values),
};
export const postgresLists: Lists = {
  among: (column) => `${column} = ANY(?::text[])`,
  list: (values) => [...values],
};

type All = <Row>(text: string, ...values: unknown[]) => Row[] | Promise<Row[]>;

const NAMES = `o.number AS "number", ol.item_number AS "itemNumber", coalesce(i.name, '') AS "name",
  coalesce(i.name_en, '') AS "nameEn", ol.unit_price_minor AS "unitPriceMinor"`;
const CLAIMED = `ol.units AS "lineUnits", ol.cancelled_units + ol.refunded_units AS "goneUnits",
  ol.goods_minor - ol.producer_off_minor - ol.host_off_minor - ol.shop_off_minor AS "payMinor",
  ol.given_minor AS "givenMinor"`;
const namesOf = (line: string) => `
  JOIN orders o ON o.stream_id = ${line}.stream_id AND o.order_id = ${line}.order_id
  JOIN order_line ol ON ol.stream_id = ${line}.stream_id AND ol.order_id = ${line}.order_id
    AND ol.line_index = ${line}.line_index
  LEFT JOIN item i ON i.stream_id = ol.stream_id AND i.item_number = ol.item_number`;

/** Parameters: stream, limit. */
const TO_PACK = `
  SELECT o.order_id AS "orderId", ol.line_index AS "lineIndex", o.buyer_id AS "buyerId",
    o.address_id AS "addressId", o.paid_at_ms AS "paidAtMs", ol.ship_by AS "shipBy", ${NAMES},
    ol.units - ol.cancelled_units - ol.withdrawn_units - coalesce(p.units, 0) AS "units"
  FROM orders o
  JOIN order_line ol ON ol.stream_id = o.stream_id AND ol.order_id = o.order_id
  LEFT JOIN item i ON i.stream_id = ol.stream_id AND i.item_number = ol.item_number
  LEFT JOIN (SELECT order_id, line_index, sum(units) AS units FROM shipment_line
    WHERE stream_id = ? GROUP BY order_id, line_index) p
    ON p.order_id = ol.order_id AND p.line_index = ol.line_index
  WHERE o.stream_id = ? AND o.status = 'PAID'
    AND ol.units - ol.cancelled_units - ol.withdrawn_units - coalesce(p.units, 0) > 0
  ORDER BY o.order_id, ol.line_index LIMIT ?`;

/** Parameter: today. A line of which units are with no carrier although their day is over (P4). */
export const LATE_LINE = `ol.ship_by < ?
    AND ol.units - ol.cancelled_units - ol.withdrawn_units > coalesce((
      SELECT sum(sl.units) FROM shipment_line sl
      JOIN shipment sh ON sh.stream_id = sl.stream_id AND sh.shipment_id = sl.shipment_id
      WHERE sl.stream_id = ol.stream_id AND sl.order_id = ol.order_id AND sl.line_index = ol.line_index
        AND sh.status <> 'PACKED'), 0)`;

/**
 * Parameters: today, limit. Orders that are not delivered are few beside all others (`order_on_its_way`); what of a line a
 * carrier has had, it has had, whatever became of it.
 */
const LATE_ORDERS = `
  SELECT o.stream_id AS "streamId", count(DISTINCT o.order_id) AS "orders"
  FROM orders o
  JOIN stream s ON s.stream_id = o.stream_id AND s.rehearsal_of IS NULL
  JOIN order_line ol ON ol.stream_id = o.stream_id AND ol.order_id = o.order_id
  WHERE o.status = 'PAID' AND o.delivered_at_ms IS NULL AND ${LATE_LINE}
  GROUP BY o.stream_id ORDER BY o.stream_id LIMIT ?`;

const OF_NO_REHEARSAL = 'c.stream_id NOT IN (SELECT stream_id FROM stream WHERE rehearsal_of IS NOT NULL)';

/** Parameters: those of the condition, limit. Little is left of a product by the same rule as on its shelf (K2). */
const LOW_STOCK = (which: string) => `
  SELECT s.stream_id AS "streamId", count(*) AS "products" FROM stream s
  JOIN item i ON i.stream_id = s.stream_id AND i.is_removed = 0
  JOIN item_stock k ON k.stream_id = i.stream_id AND k.item_number = i.item_number
  WHERE s.status IN ('SCHEDULED', 'LIVE', 'INTERRUPTED') AND s.rehearsal_of IS NULL AND ${which}
    AND (k.available <= 5 OR k.available <= (k.allotted + k.adjusted) / 10)
  GROUP BY s.stream_id, s.status, s.scheduled_at_ms
  ORDER BY CASE s.status WHEN 'SCHEDULED' THEN 1 ELSE 0 END, s.scheduled_at_ms, s.stream_id LIMIT ?`;

/** Parameters: delivered before, limit. */
const COMPLETIONS_DUE = `
  SELECT o.stream_id AS "streamId", o.order_id AS "orderId" FROM orders o
  WHERE o.status = 'PAID' AND o.delivered_at_ms IS NOT NULL AND o.delivered_at_ms <= ?
    AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.order_id = o.order_id AND c.status = 'OPEN')
  ORDER BY o.delivered_at_ms LIMIT ?`;

/** What is asked about parcels and claims, the same of both engines. */
export function afterSaleReads(all: All, { among, list }: Lists) {
  return {
    async parcels(filter: ParcelFilter): Promise<Parcel[]> {
      const { conditions, values } = where([
        ['s.stream_id', filter.streamId],
        ['s.status', filter.statuses],
        ['s.shipment_id', filter.shipmentIds],
        ['s.tracking_code', filter.trackingCodes],
      ]);
      if (filter.orderIds) {
        const inOrders = among('l.order_id');
        conditions.push(`s.shipment_id IN (SELECT l.shipment_id FROM shipment_line l WHERE ${inOrders})`);
        values.push(list(filter.orderIds));
      }
      const shipments = await all<ShipmentRow>(
        `SELECT ${columnsOf(shipmentTable, 's')} FROM shipment s ${whereText(conditions)}
         ORDER BY s.packed_at_ms DESC, s.shipment_id DESC LIMIT ?`,
        ...values,
        Math.min(filter.limit, MAX_PARCELS_LISTED),
      );
      if (shipments.length === 0) return [];
      const lines = await all<Parcel['lines'][number]>(
        `SELECT ${columnsOf(shipmentLineTable, 'l')}, ${NAMES}, ${CLAIMED}, ol.ship_by AS "shipBy"
         FROM shipment_line l ${namesOf('l')}
         WHERE ${among('l.stream_id')} AND ${among('l.shipment_id')}
         ORDER BY l.order_id, l.line_index`,
        list([...new Set(shipments.map(({ streamId }) => streamId))]),
        list(shipments.map(({ shipmentId }) => shipmentId)),
      );
      return shipments.map((shipment) => ({
        shipment,
        lines: lines.filter(({ shipmentId }) => shipmentId === shipment.shipmentId),
      }));
    },

    async claims(filter: ClaimFilter): Promise<ClaimOfOrder[]> {
      const { conditions, values } = where([
        ['c.stream_id', filter.streamId],
        ['c.status', filter.statuses],
        ['c.claim_id', filter.claimIds],
        ['c.order_id', filter.orderIds],
      ]);
      return all<ClaimOfOrder>(
        `SELECT ${columnsOf(claimTable, 'c')}, ${NAMES}, ${CLAIMED}
         FROM claim c ${namesOf('c')} ${whereText(conditions)}
         ORDER BY c.opened_at_ms DESC, c.claim_id DESC LIMIT ?`,
        ...values,
        Math.min(filter.limit, MAX_PARCELS_LISTED),
      );
    },

    async afterSaleCounts(streamIds: readonly string[]): Promise<AfterSaleCount[]> {
      const ofStreams = among('stream_id');
      const counts = await all<AfterSaleCount>(
        `SELECT stream_id AS "streamId", sum(claims) AS "openClaims", sum(lost) AS "lostParcels" FROM (
           SELECT stream_id, 1 AS claims, 0 AS lost FROM claim WHERE status = 'OPEN' AND ${ofStreams}
           UNION ALL
           SELECT stream_id, 0, 1 FROM shipment WHERE status = 'LOST' AND ${ofStreams}) each
         GROUP BY stream_id`,
        list(streamIds),
        list(streamIds),
      );
      return counts.map(({ streamId, openClaims, lostParcels }) => ({
        ...{ streamId, openClaims: Number(openClaims), lostParcels: Number(lostParcels) },
      }));
    },

    async toPack(streamId: string, limit: number): Promise<LineToPack[]> {
      const most = Math.min(limit, MAX_LINES_TO_PACK);
      const lines = await all<LineToPack>(TO_PACK, streamId, streamId, most);
      return lines.map((line) => ({ ...line, units: Number(line.units) }));
    },

    async lateOrders(today: string) {
      const late = await all<{ streamId: string; orders: number }>(LATE_ORDERS, today, MAX_PARCELS_LISTED);
      return late.map(({ streamId, orders }) => ({ streamId, orders: Number(orders) }));
    },

    async longestOpenClaim(streamIds: readonly string[] | null): Promise<number | null> {
      const [first] = await all<{ atMs: number | null }>(
        `SELECT min(c.opened_at_ms) AS "atMs" FROM claim c
         WHERE c.status = 'OPEN' AND ${streamIds ? among('c.stream_id') : OF_NO_REHEARSAL}`,
        ...(streamIds ? [list(streamIds)] : []),
      );
      return first?.atMs ?? null;
    },

    async lowStock(streamIds: readonly string[] | null, limit: number): Promise<LowStock[]> {
      const low = await all<LowStock>(
        LOW_STOCK(streamIds ? among('s.stream_id') : '1 = 1'),
        ...(streamIds ? [list(streamIds)] : []),
        Math.min(limit, MAX_LOW_STREAMS),
      );
      return low.map(({ streamId, products }) => ({ streamId, products: Number(products) }));
    },

    async completionsDue(deliveredBeforeMs: number, limit: number) {
      const most = Math.min(limit, MAX_PARCELS_LISTED);
      return all<{ streamId: string; orderId: string }>(COMPLETIONS_DUE, deliveredBeforeMs, most);
    },
  };

  function where(filters: [column: string, wanted: string | readonly string[] | undefined][]) {
    const conditions: string[] = [];
    const values: unknown[] = [];
    for (const [column, wanted] of filters) {
      if (wanted === undefined) continue;
      const isOne = typeof wanted === 'string';
      conditions.push(isOne ? `${column} = ?` : among(column));
      values.push(isOne ? wanted : list(wanted));
    }
    return { conditions, values };
  }
}

function whereText(conditions: readonly string[]): string {
  return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
}
