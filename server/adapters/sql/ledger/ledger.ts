import type { Head, KeyRow, StoredFact, StoredSnapshot } from '../../../event-log/ports/store.ts';
import type { Ledger, OrderedUnits, OrderTable, TableName } from '../../../ports/ledger.ts';
import { LONGEST_TEXT_MS, MAX_EMPTIED_TEXTS } from '../../../ports/personal-texts.ts';
import type { AdderRow, Rows, ShipmentRow, TextUseRow } from '../../../ports/rows.ts';
import { gapsFrom } from '../gap-texts.ts';
import { EMPTIED_TEXTS } from '../personal-texts.ts';
import {
  HEAD_COLUMNS,
  type HeadRow,
  headOf,
  type SqlValue,
  shipmentTable,
  type Table,
  tableOf,
  textUseTable,
} from '../schema.ts';
import { SNAPSHOT_COLUMNS, SnapshotReading, type SnapshotRow } from '../snapshot-parts.ts';
import { columnsOf, marks, SEALED_ADDRESSES, SEALED_UNDER } from '../texts.ts';
import type { SqlSession } from './session.ts';

const HEADS = `SELECT ${HEAD_COLUMNS} FROM log_head ORDER BY kind, log_id`;
const HEAD = `SELECT ${HEAD_COLUMNS} FROM log_head WHERE log_id = ?`;

const FACTS = `SELECT seq, at_ms AS "atMs", type, body, hash
  FROM fact WHERE log_id = ? AND seq > ? ORDER BY seq LIMIT ?`;

const KEYS = (where: string) => `
  SELECT actor_id AS "actorId", key, payload_hash AS "payloadHash", seq, reply
  FROM command_key WHERE log_id = ? ${where} ORDER BY key, actor_id LIMIT ?`;

/** What an order holds of an item: unpaid while it is placed, sold once it is paid, less what could not be filled. */
const ORDERED_UNITS = `
  SELECT l.item_number AS "itemNumber", l.flash_id AS "flashId",
    sum(CASE WHEN o.status = 'PLACED' THEN l.units - l.cancelled_units ELSE 0 END) AS unpaid,
    sum(CASE WHEN o.status = 'PLACED' THEN 0 ELSE l.units - l.cancelled_units END) AS sold
  FROM orders o JOIN order_line l ON l.stream_id = o.stream_id AND l.order_id = o.order_id
  WHERE o.stream_id = ? AND o.status IN ('PLACED', 'PAID', 'COMPLETED')
  GROUP BY l.item_number, l.flash_id`;

const CURSOR = 'SELECT seq FROM cursor WHERE consumer = ? AND log_id = ?';

const SNAPSHOT = `
  SELECT ${SNAPSHOT_COLUMNS} FROM snapshot WHERE log_id = ? AND version = ? ORDER BY seq DESC LIMIT 1`;
const SNAPSHOT_PARTS = `
  SELECT text FROM snapshot_part WHERE log_id = ? AND version = ? AND seq = ? AND part < ? ORDER BY part`;

/** The whole market out of a session that sees one moment, of this program's schema. */
export function ledgerOver(session: SqlSession): Ledger {
  const all = async <Row>(text: string, ...values: SqlValue[]) => (await session.all(text, values)) as Row[];

  return {
    async heads() {
      return (await all<HeadRow>(HEADS)).map(ownerless);
    },
    facts: (logId, afterSeq, limit) => all<StoredFact>(FACTS, logId, afterSeq, limit),
    async head(logId) {
      const [head] = await all<HeadRow>(HEAD, logId);
      return head ? ownerless(head) : null;
    },
    factTexts: (logId, afterSeq, limit) => session.joined(logId, afterSeq, limit),
    keys: (logId, after, limit) =>
      after
        ? all<KeyRow>(KEYS('AND (key, actor_id) > (?, ?)'), logId, after.key, after.actorId, limit)
        : all<KeyRow>(KEYS(''), logId, limit),

    async rows<Name extends TableName>(
      name: Name,
      logId: string,
      after: Rows[Name][number] | null,
      limit: number,
    ) {
      const table = tableOf(name) as Table<unknown>;
      const rest = restOfKey(table);
      const from = after === null ? [] : keyValues(table, rest, after);
      const text = pageText(table, rest, after !== null);
      const rows = await session.all(text, [...owned(table, logId), ...from, limit]);
      return rows.map((row) => plainRow(row)) as Rows[Name];
    },

    async count(name, logId) {
      const table = tableOf(name) as Table<unknown>;
      const [row] = await session.all(countText(table), owned(table, logId));
      return Number((row as { n: number }).n);
    },

    async cursor(consumer, logId) {
      const [row] = await all<{ seq: number }>(CURSOR, consumer, logId);
      return row?.seq ?? 0;
    },

    async ordersById(logId, orderIds) {
      // PostgreSQL knows no empty list: a stream that sold nothing asks for none.
      if (orderIds.length === 0) {
        return { orders: [], lines: [], closedOrders: [], shipmentLines: [], claims: [], shipments: [] };
      }
      const of = async <Name extends OrderTable>(name: Name) => {
        const table = tableOf(name) as Table<unknown>;
        const text = byOrderText(table, orderIds.length);
        const rows = await session.all(text, [logId, ...orderIds]);
        return rows.map((row) => plainRow(row)) as Rows[Name];
      };
      return {
        orders: await of('orders'),
        lines: await of('lines'),
        closedOrders: await of('closedOrders'),
        shipmentLines: await of('shipmentLines'),
        claims: await of('claims'),
        shipments: await all<ShipmentRow>(shipmentsText(orderIds.length), logId, logId, ...orderIds),
      };
    },

    async textUses(textIds) {
      if (textIds.length === 0) return [];
      const text = `SELECT ${columnsOf(textUseTable, 't')} FROM ${textUseTable.name} t WHERE t.text_id IN (${marks(textIds.length)})`;
      return all<TextUseRow>(text, ...textIds);
    },

    async addersMissing(adders) {
      const [first] = adders;
      if (!first) return [];
      const values = adders.flatMap(({ itemNumber, buyerId, channel }): SqlValue[] => [
        itemNumber,
        buyerId,
        channel,
      ]);
      const found = await all<Omit<AdderRow, 'streamId'>>(
        addersText(adders.length),
        first.streamId,
        ...values,
      );
      const there = new Set(found.map(nameOfAdder));
      return adders.filter((adder) => !there.has(nameOfAdder(adder)));
    },

    async orderedUnits(logId) {
      const units = await all<OrderedUnits>(ORDERED_UNITS, logId);
      return units.map((row) => ({ ...row, unpaid: Number(row.unpaid), sold: Number(row.sold) }));
    },

    async snapshot(logId, version): Promise<StoredSnapshot | null> {
      const [newest] = await all<SnapshotRow>(SNAPSHOT, logId, version);
      if (!newest) return null;
      const reading = new SnapshotReading(version, newest);
      const texts = await all<{ text: string }>(SNAPSHOT_PARTS, logId, version, newest.seq, newest.parts);
      for (const { text } of texts) reading.take(text);
      return reading.end();
    },

    async sealedUnder() {
      return (await all<{ fingerprint: string }>(SEALED_UNDER)).map(({ fingerprint }) => fingerprint);
    },
    sealedAddresses: (afterId, limit) => all(SEALED_ADDRESSES, afterId, limit),
    emptiedTexts: (nowMs) => all(EMPTIED_TEXTS, nowMs - LONGEST_TEXT_MS, MAX_EMPTIED_TEXTS),
    gaps: (logId) => gapsFrom((text, values) => session.all(text, values), logId),
    damage: () => session.damage(),
    close: () => session.close(),
  };
}

function ownerless(row: HeadRow): Head {
  return { ...headOf(row), owner: null };
}

function restOfKey(table: Table<unknown>): string[] {
  return table.key.filter((column) => column !== 'stream_id');
}

/** The products are the shop's whatever its log is called. */
function owned(table: Table<unknown>, logId: string): SqlValue[] {
  return table.key.includes('stream_id') ? [logId] : [];
}

function keyValues(table: Table<unknown>, rest: readonly string[], row: unknown): SqlValue[] {
  const values = table.values(row);
  return rest.map((column) => values[table.columns.indexOf(column)]!);
}

function pageText(table: Table<unknown>, rest: readonly string[], hasStart: boolean): string {
  const conditions = [
    ...(table.key.includes('stream_id') ? ['t.stream_id = ?'] : []),
    ...(hasStart && rest.length > 0
      ? [`(${rest.map((column) => `t.${column}`).join(', ')}) > (${marks(rest.length)})`]
      : []),
    // A table with one row per log has nothing after it.
    ...(hasStart && rest.length === 0 ? ['1 = 0'] : []),
  ];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const order = [...(rest.length > 0 ? rest : table.key)].map((column) => `t.${column}`).join(', ');
  return `SELECT ${columnsOf(table, 't')} FROM ${table.name} t ${where} ORDER BY ${order} LIMIT ?`;
}

function countText(table: Table<unknown>): string {
  const where = table.key.includes('stream_id') ? 'WHERE stream_id = ?' : '';
  return `SELECT count(*) AS n FROM ${table.name} ${where}`;
}

function byOrderText(table: Table<unknown>, count: number): string {
  return `SELECT ${columnsOf(table, 't')} FROM ${table.name} t
    WHERE t.stream_id = ? AND t.order_id IN (${marks(count)})
    ORDER BY ${restOfKey(table)
      .map((column) => `t.${column}`)
      .join(', ')}`;
}

function shipmentsText(count: number): string {
  return `SELECT ${columnsOf(shipmentTable, 't')} FROM ${shipmentTable.name} t
    WHERE t.stream_id = ? AND t.shipment_id IN (
      SELECT l.shipment_id FROM shipment_line l WHERE l.stream_id = ? AND l.order_id IN (${marks(count)}))`;
}

function nameOfAdder({ itemNumber, buyerId, channel }: Omit<AdderRow, 'streamId'>): string {
  return `${itemNumber} ${buyerId} ${channel}`;
}

function addersText(count: number): string {
  const keys = Array(count).fill('(CAST(? AS INTEGER), ?, ?)').join(', ');
  return `SELECT item_number AS "itemNumber", buyer_id AS "buyerId", channel FROM adder
    WHERE stream_id = ? AND (item_number, buyer_id, channel) IN (VALUES ${keys})`;
}

/** The database keeps truth as 0 or 1. */
function plainRow(kept: unknown): unknown {
  const row = { ...(kept as Record<string, unknown>) };
  if ('isRemoved' in row) row.isRemoved = row.isRemoved === 1;
  if ('late' in row) row.late = row.late === 1;
  if ('lateOk' in row) row.lateOk = row.lateOk === 1;
  if ('isPerishable' in row) row.isPerishable = row.isPerishable === 1;
  if ('isArchived' in row) row.isArchived = row.isArchived === 1;
  if ('isPaused' in row) row.isPaused = row.isPaused === 1;
  return row;
}
