import type { Database as SqliteDatabase } from 'better-sqlite3';
import type { SalesMark, SalesReport } from '../../../../shared/contract/sales.ts';
import { type Channel, channels } from '../../../../shared/values/channel.ts';
import { attendance, type Presence } from '../../../insights/attendance.ts';
import { type ExposureTally, exposedItems, noExposedViewers } from '../../../insights/exposure.ts';
import type { ExposedMinute, ExposedPart } from '../../../insights/floor/funnel.ts';
import type { Refused } from '../../../insights/floor/refused.ts';
import {
  emptyTally,
  type GivenTally,
  type OrderTally,
  type SalesCut,
  type ShippingTally,
} from '../../../insights/order-tally.ts';
import {
  liveWindow,
  MAX_MARKS_SHOWN,
  reportOf,
  type SoldItem,
  type SoldMinute,
  type SoldStream,
  salesCut,
  UNMET_CODES,
} from '../../../insights/sales.ts';
import type { Step } from '../../../insights/watching.ts';
import type { Window } from '../../../insights/windows.ts';
import { type ItemFunnelCounts, MAX_FUNNEL_REFUSALS } from '../../../ports/readers.ts';
import { withRestocked } from '../../restocked.ts';
import type { ThrottledWork } from '../../threads/background-throttle.ts';
import * as text from '../sales-texts.ts';
import { marks } from '../texts.ts';
import { addSalesAggregates, type ExposedTally, type PlacedTally } from './sales-aggregates.ts';
import { transaction } from './statements.ts';

/**
 * Prepares the sales report: everything is read in one transaction, so that its numbers agree with each other.
 * @param way null: it is counted without a stop
 */
export function salesReader(
  db: SqliteDatabase,
  way: ThrottledWork | null = null,
): (streamId: string, asOfMs: number) => SalesReport | null {
  addSalesAggregates(db, () => way?.look());
  return transaction(db, (streamId: string, asOfMs: number): SalesReport | null => {
    way?.begin();
    const stream = db.prepare(text.SALES_STREAM).get(streamId) as SoldStream | undefined;
    if (!stream) return null;
    const cut = salesCut(stream, asOfMs);
    const window = liveWindow(stream, asOfMs) ?? { startMs: 0, endMs: 0 };
    return reportOf(
      {
        stream,
        items: withRestocked(
          db.prepare(text.SALES_ITEMS).all(streamId) as SoldItem[],
          db.prepare(text.SALES_RESTOCKS).all(streamId) as { body: string }[],
        ),
        orders: cut ? orderTally(db, streamId, cut) : emptyTally(),
        attendance: attendance(presences(db, streamId, window), window),
        exposures: exposures(db, streamId),
        adders: Number(db.prepare(text.SALES_ADDERS).pluck().get(streamId)),
        addersOfItem: pairs(db, text.SALES_ADDERS_OF_ITEMS, [streamId]),
        addersOfChannel: pairs<Channel>(db, text.SALES_ADDERS_OF_CHANNELS, [streamId]),
        unmetUnits: pairs(db, text.SALES_UNMET(marks(UNMET_CODES.length)), [streamId, ...UNMET_CODES]),
        minutes: db.prepare(text.SALES_MINUTES).all(streamId) as SoldMinute[],
        marks: db.prepare(text.SALES_MARKS).all(streamId, MAX_MARKS_SHOWN) as SalesMark[],
      },
      asOfMs,
    );
  });
}

/** Prepares the questions that go with a log: who watched when, and who asked in vain. */
export function floorReaders(db: SqliteDatabase) {
  return {
    watched: transaction(db, (streamId: string, asOfMs: number): Step[] => {
      const stream = db.prepare(text.SALES_STREAM).get(streamId) as SoldStream | undefined;
      const window = stream ? liveWindow(stream, asOfMs) : null;
      return window ? attendance(presences(db, streamId, window), window).steps : [];
    }),
    exposedMinutes: transaction(db, (streamId: string): ExposedMinute[] | null =>
      text.exposedMinutesOf(
        db.prepare(text.HAS_EXPOSED_MINUTES).all(streamId),
        db.prepare(text.EXPOSED_MINUTES).all(streamId, streamId) as ExposedMinute[],
      ),
    ),
    exposedParts: transaction(db, (streamId: string, by: 'producer' | 'channel'): ExposedPart[] | null => {
      const asked = text.exposedPartsText(by, streamId);
      return text.exposedPartsOf(
        db.prepare(text.HAS_EXPOSED_MINUTES).all(streamId),
        db.prepare<unknown[]>(asked.text).all(...asked.values) as ExposedPart[],
      );
    }),
    itemFunnel: transaction(db, (streamId: string, itemNumber: number): ItemFunnelCounts => {
      const one = (sql: string, ...values: unknown[]) => db.prepare<unknown[]>(sql).get(...values) as never;
      return text.itemWayOf({
        told: one(text.WAY_TOLD, streamId, streamId),
        shown: one(text.WAY_SHOWN, streamId, itemNumber),
        added: one(text.WAY_ADDED, streamId, itemNumber),
        refused: db.prepare(text.WAY_REFUSED).all(streamId, itemNumber, MAX_FUNNEL_REFUSALS) as never[],
      });
    }),
    refusals: (streamId: string): Refused[] => db.prepare(text.REFUSALS).all(streamId) as Refused[],
  };
}

const byIndex: text.ByIndex = (index) => ` INDEXED BY ${index}`;

type OfOrders = 'voucherOrders' | 'shippingHostMinor' | 'shippingShopMinor';

function orderTally(db: SqliteDatabase, streamId: string, { startMs, endMs }: SalesCut): OrderTally {
  const placed = db.prepare(text.SALES_ORDERS).pluck().get(endMs, streamId, startMs, endMs) as string;
  const cut = [streamId, startMs, endMs, endMs];
  const undone = db.prepare(text.salesUndone(byIndex)).get(cut) as Pick<
    OrderTally,
    'cancelledMinor' | 'refundedMinor'
  >;
  const givenLines = db.prepare(text.salesGivenLines(byIndex)).get(cut) as Omit<GivenTally, OfOrders>;
  const givenOrders = db.prepare(text.salesGivenOrders(byIndex)).get(cut) as Pick<GivenTally, OfOrders>;
  const { channels: byChannel, items, ...tally } = JSON.parse(placed) as PlacedTally;
  const ofChannels = emptyTally().channels;
  for (const [place, channel] of channels.entries()) Object.assign(ofChannels[channel], byChannel[place]);
  return {
    ...tally,
    ...undone,
    items: new Map(items),
    given: { ...givenOrders, ...givenLines },
    shipping: db.prepare(text.salesShipping(byIndex)).get(cut) as ShippingTally,
    channels: ofChannels,
  };
}

function* presences(db: SqliteDatabase, streamId: string, window: Window): Iterable<Presence> {
  const rows = db.prepare(text.SALES_PRESENCES).iterate(streamId, window.endMs, window.startMs);
  for (const row of rows) {
    const { isStaff, ...presence } = row as Omit<Presence, 'isStaff'> & { isStaff: number };
    yield { ...presence, isStaff: isStaff === 1 };
  }
}

function exposures(db: SqliteDatabase, streamId: string): ExposureTally {
  const tally = JSON.parse(db.prepare(text.SALES_EXPOSED).pluck().get(streamId) as string) as ExposedTally;
  const ofChannels = noExposedViewers();
  for (const [place, channel] of channels.entries())
    Object.assign(ofChannels[channel], tally.channels[place]);
  return { ...tally, items: exposedItems(tally.items), channels: ofChannels };
}

function pairs<Key = number>(db: SqliteDatabase, sql: string, values: unknown[]): Map<Key, number> {
  return new Map(
    db
      .prepare<unknown[]>(sql)
      .raw()
      .all(...values) as [Key, number][],
  );
}
