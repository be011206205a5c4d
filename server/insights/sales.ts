import type {
  SalesChannel,
  SalesItem,
  SalesMinute,
  SalesReport,
  SalesSummary,
} from '../../shared/contract/sales.ts';
import { type Channel, channels } from '../../shared/values/channel.ts';
import { secondNames } from '../../shared/values/names.ts';
import { MINUTE, SECOND } from '../../shared/values/time.ts';
import { type Attendance, attendance, type Presence } from './attendance.ts';
import { type Exposure, type ExposureTally, tallyExposures } from './exposure.ts';
import {
  emptyTally,
  type OrderTally,
  type SalesCut,
  type SoldLine,
  type SoldOrder,
  tallyOrders,
} from './order-tally.ts';
import type { Window } from './windows.ts';

/** The rows of one stream that its numbers are made of. */
export interface SalesRows {
  stream: SoldStream;
  items: Iterable<SoldItem>;
  orders: Iterable<SoldOrder>;
  lines: Iterable<SoldLine>;
  minutes: Iterable<SoldMinute>;
  adders: Iterable<{ itemNumber: number; buyerId: string; channel: Channel }>;
  refusals: Iterable<RefusedAsk>;
  marks: SalesReport['marks'];
  presences: Iterable<Presence>;
  exposures: Iterable<Exposure>;
  /** What a buyer or viewer is after all merges (B2). */
  rootOf(id: string): string;
}

export type SoldStream = Pick<
  SalesReport,
  'streamId' | 'slug' | 'title' | 'status' | 'currency' | 'liveStartMs'
> & {
  /** Empty: there is the one title. */
  titleEn: string;
  endedAtMs: number | null;
  closedAtMs: number | null;
};
/** An item with its counters; an item without stock yet has zeros, one without a second name an empty one. */
export type SoldItem = Pick<
  SalesItem,
  | 'itemNumber'
  | 'name'
  | 'producer'
  | 'category'
  | 'allotted'
  | 'restocked'
  | 'available'
  | 'held'
  | 'unpaid'
  | 'showRequests'
> & { nameEn: string; producerEn: string };
export interface SoldMinute {
  minute: number;
  adds: number;
  placed: number;
  paid: number;
}
export interface RefusedAsk {
  buyerId: string;
  itemNumber: number;
  code: string;
  largestAsk: number;
}

/** The counts that a report is computed from, however they were counted. */
export interface SalesCounts {
  stream: SoldStream;
  items: Iterable<SoldItem>;
  orders: OrderTally;
  attendance: Attendance;
  exposures: ExposureTally;
  /** Distinct buyers with an accepted add: of anything, by item, and by the channel of the add. */
  adders: number;
  addersOfItem: Map<number, number>;
  addersOfChannel: Map<Channel, number>;
  unmetUnits: Map<number, number>;
  minutes: Iterable<SoldMinute>;
  marks: SalesReport['marks'];
}

/** Refusals that mean "there was not enough": what unmet demand counts. */
export const UNMET_CODES: readonly string[] = ['SOLD_OUT', 'ALL_HELD', 'INSUFFICIENT', 'FLASH_QUOTA_GONE'];
/** Pins, flashes and other marks on the chart of one stream. */
export const MAX_MARKS_SHOWN = 5_000;
/** A chart shows the last two days at most. */
const MAX_MINUTES = 2_880;

/** The live window, `[liveStart, liveEnd)`; while it is live it ends now. null if the stream never went live. */
export function liveWindow(stream: SoldStream, asOfMs: number): Window | null {
  const { liveStartMs: startMs, endedAtMs } = stream;
  if (startMs === null) return null;
  return { startMs, endMs: Math.max(startMs, Math.min(endedAtMs ?? asOfMs, asOfMs)) };
}

/** Where orders are counted, `[liveStart, CLOSED)`; until then it ends now. null if the stream never went live. */
export function salesCut(stream: SoldStream, asOfMs: number): SalesCut | null {
  const { liveStartMs: startMs, closedAtMs } = stream;
  return startMs === null ? null : { startMs, endMs: Math.min(closedAtMs ?? asOfMs, asOfMs) };
}

/** Every number of one stream (rules, The analyst's numbers): the definition that SQL is tested against. */
export function salesReport(rows: SalesRows, asOfMs: number): SalesReport {
  const { stream, items, minutes, marks, rootOf } = rows;
  const cut = salesCut(stream, asOfMs);
  const window = liveWindow(stream, asOfMs);
  const everyone = new Set<string>();
  const byItem = new Map<number, Set<string>>();
  const byChannel = new Map<Channel, Set<string>>();
  for (const { itemNumber, buyerId, channel } of rows.adders) {
    const buyer = rootOf(buyerId);
    everyone.add(buyer);
    byItem.set(itemNumber, (byItem.get(itemNumber) ?? new Set()).add(buyer));
    byChannel.set(channel, (byChannel.get(channel) ?? new Set()).add(buyer));
  }
  return reportOf(
    {
      stream,
      items,
      orders: cut ? tallyOrders(rows.orders, rows.lines, cut, rootOf) : emptyTally(),
      attendance: attendance(merged(rows.presences, rootOf), window ?? { startMs: 0, endMs: 0 }),
      exposures: tallyExposures(rows.exposures, rootOf),
      adders: everyone.size,
      addersOfItem: new Map([...byItem].map(([item, buyers]) => [item, buyers.size])),
      addersOfChannel: new Map([...byChannel].map(([channel, buyers]) => [channel, buyers.size])),
      unmetUnits: unmetUnits(rows.refusals, rootOf),
      minutes,
      marks,
    },
    asOfMs,
  );
}

function* merged(presences: Iterable<Presence>, rootOf: (id: string) => string): Iterable<Presence> {
  for (const presence of presences) yield { ...presence, viewerId: rootOf(presence.viewerId) };
}

/** Units refused for lack of stock or quota, by item: once per buyer, the largest ask. */
function unmetUnits(refusals: Iterable<RefusedAsk>, rootOf: (id: string) => string): Map<number, number> {
  const asks = new Map<string, { itemNumber: number; units: number }>();
  for (const { buyerId, itemNumber, code, largestAsk } of refusals) {
    if (!UNMET_CODES.includes(code)) continue;
    const name = `${itemNumber} ${rootOf(buyerId)}`;
    asks.set(name, { itemNumber, units: Math.max(largestAsk, asks.get(name)?.units ?? 0) });
  }
  const units = new Map<number, number>();
  for (const ask of asks.values()) units.set(ask.itemNumber, (units.get(ask.itemNumber) ?? 0) + ask.units);
  return units;
}

/** The report of counts that were made anywhere. */
export function reportOf(counts: SalesCounts, asOfMs: number): SalesReport {
  const { streamId, slug, title, titleEn, status, currency, liveStartMs } = counts.stream;
  const window = liveWindow(counts.stream, asOfMs);
  return {
    streamId,
    slug,
    title,
    ...(titleEn && { titleEn }),
    status,
    currency,
    liveStartMs,
    liveEndMs: window?.endMs ?? null,
    asOfMs,
    summary: summaryOf(counts, window ? window.endMs - window.startMs : 0),
    items: itemsOf(counts),
    channels: channelsOf(counts),
    minutes: window ? minutesOf(counts, window) : [],
    retention: counts.attendance.retention.filter(({ of }) => of > 0),
    leftOut: counts.attendance.leftOut,
    marks: counts.marks,
  };
}

function summaryOf(counts: SalesCounts, liveMs: number): SalesSummary {
  const { orders, attendance: seen, adders, exposures } = counts;
  const paidMinor = orders.goodsMinor.paid;
  const netOfCancellations = paidMinor - orders.cancelledMinor;
  return {
    gmvPlacedMinor: orders.placedMinor,
    gmvPaidMinor: paidMinor,
    gmvNetOfCancellationsMinor: netOfCancellations,
    gmvNetOfRefundsMinor: netOfCancellations - orders.refundedMinor,
    bridge: {
      expiredMinor: orders.goodsMinor.expired,
      cancelledUnpaidMinor: orders.goodsMinor.cancelledUnpaid,
      openMinor: orders.goodsMinor.open,
      cancelledMinor: orders.cancelledMinor,
      refundedMinor: orders.refundedMinor,
    },
    given: orders.given,
    shipping: orders.shipping,
    placedOrders: orders.placedOrders,
    paidOrders: orders.paidOrders,
    paidUnits: orders.paidUnits,
    orderingBuyers: orders.orderingBuyers,
    payingBuyers: orders.payingBuyers,
    keptBuyers: orders.keptBuyers,
    aovMinor: ratio(paidMinor, orders.paidOrders),
    perBuyerMinor: ratio(paidMinor, orders.payingBuyers),
    aspMinor: ratio(paidMinor, orders.paidUnits),
    upt: ratio(orders.paidUnits, orders.paidOrders),
    uptHistogram: orders.histogram,
    cvr: ratio(orders.payingBuyers, seen.viewers),
    paymentConversion: ratio(orders.paidOrders, orders.placedOrders),
    addRate: hasAdds(counts) ? ratio(adders, seen.viewers) : null,
    adders: hasAdds(counts) ? adders : null,
    gpmMinor: ratio(paidMinor * 1_000, seen.views),
    uvValueMinor: ratio(paidMinor, seen.viewers),
    exposureScreens: exposures.screens,
    exposedViewers: exposures.viewers,
    openedViewers: exposures.opened,
    viewers: seen.viewers,
    views: seen.views,
    pcu: seen.pcu,
    acu: ratio(seen.watchMs, liveMs),
    watchSeconds: seen.watchMs / SECOND,
    averageWatchSeconds: ratio(seen.watchMs / SECOND, seen.viewers),
  };
}

function itemsOf(counts: SalesCounts): SalesItem[] {
  const { items, orders, addersOfItem, unmetUnits, exposures } = counts;
  return Array.from(items, ({ itemNumber, ...item }) => {
    const { name, producer, category, allotted, restocked, available, held, unpaid, showRequests } = item;
    const paid = orders.items.get(itemNumber);
    const paidUnits = paid?.units ?? 0;
    const shown = exposures.items.get(itemNumber);
    return {
      itemNumber,
      name,
      producer,
      ...secondNames(item),
      category,
      allotted,
      restocked,
      available,
      held,
      unpaid,
      paidUnits,
      paidOrders: paid?.orders ?? 0,
      gmvPaidMinor: paid?.goodsMinor ?? 0,
      flashUnits: paid?.flashUnits ?? 0,
      flashGmvMinor: paid?.flashGoodsMinor ?? 0,
      sellThrough: ratio(paidUnits, allotted + restocked),
      adders: hasAdds(counts) ? (addersOfItem.get(itemNumber) ?? 0) : null,
      unmetUnits: unmetUnits.get(itemNumber) ?? 0,
      exposureSeconds: shown?.viewerSeconds ?? 0,
      exposedViewers: shown?.viewers ?? 0,
      openedViewers: shown?.opened ?? 0,
      ctr: ratio(shown?.opened ?? 0, shown?.viewers ?? 0),
      showRequests,
    };
  }).sort((a, b) => a.itemNumber - b.itemNumber);
}

/** Every channel of the list, quiet ones too, so that two evenings lie side by side (C1). */
function channelsOf(from: SalesCounts): SalesChannel[] {
  const { orders, attendance: seen, exposures, addersOfChannel } = from;
  return channels.map((channel) => {
    const { paidMinor, ...counts } = orders.channels[channel];
    const { paidOrders, paidUnits, payingBuyers } = counts;
    const viewers = seen.channelViewers[channel];
    return {
      channel,
      viewers,
      exposedViewers: exposures.channels[channel].viewers,
      openedViewers: exposures.channels[channel].opened,
      adders: hasAdds(from) ? (addersOfChannel.get(channel) ?? 0) : null,
      ...counts,
      gmvPaidMinor: paidMinor,
      aovMinor: ratio(paidMinor, paidOrders),
      upt: ratio(paidUnits, paidOrders),
      cvr: ratio(payingBuyers, viewers),
    };
  });
}

/** One entry for each minute that the live window touches, quiet ones too. */
function minutesOf(counts: SalesCounts, window: Window): SalesMinute[] {
  const { minutes, attendance: seen } = counts;
  const counted = new Map(Array.from(minutes, (row) => [row.minute, row]));
  const end = Math.ceil(window.endMs / MINUTE);
  const start = Math.max(Math.floor(window.startMs / MINUTE), end - MAX_MINUTES);
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => {
    const minute = start + index;
    const row = counted.get(minute);
    return {
      atMs: minute * MINUTE,
      viewers: seen.peaks.get(minute) ?? 0,
      joins: seen.joins.get(minute) ?? 0,
      leaves: seen.leaves.get(minute) ?? 0,
      adds: hasAdds(counts) ? (row?.adds ?? 0) : null,
      orders: row?.placed ?? 0,
      paidOrders: row?.paid ?? 0,
    };
  });
}

/** False where no add is in the log: of a stream that reserves nothing nobody knows how many there were (H2). */
function hasAdds({ adders }: SalesCounts): boolean {
  return adders > 0;
}

/** Division by zero has no value. */
function ratio(dividend: number, divisor: number): number | null {
  return divisor === 0 ? null : dividend / divisor;
}
