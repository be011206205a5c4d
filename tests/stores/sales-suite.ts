import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import type { AudienceRow } from '../../server/ports/audience.ts';
import type { OrderLineRow, OrderRow, RefusalTally, Rows } from '../../server/ports/rows.ts';
import { type Channel, channels } from '../../shared/values/channel.ts';
import {
  aBatch,
  aHead,
  aLine,
  anItem,
  anOrder,
  aPresence,
  aRefusal,
  aStock,
  aStream,
  EIGHT,
  idOf,
  MINUTE,
  withContents,
} from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

/** A made-up stream; buyers and viewers are small numbers, so that they meet again. */
interface Story {
  ended: number | null;
  orders: {
    buyer: number;
    channel: Channel;
    at: number;
    paidAfter: number | null;
    status: OrderRow['status'];
    isReturned: boolean;
    lines: LineStory[];
  }[];
  presences: { viewer: number; from: number; to: number | null; isStaff: boolean; channel: Channel }[];
  asks: { buyer: number; item: number; code: string; ask: number }[];
  adders: { buyer: number; item: number; channel: Channel }[];
  exposures: {
    viewer: number;
    item: number;
    shown: number;
    isOpened: boolean;
    oneIn: number;
    channel: Channel;
  }[];
  merges: [number, number][];
  asOf: number;
}
interface LineStory {
  item: number;
  units: number;
  price: number;
  isFlash: boolean;
  cancelled: number;
  refunded: number;
}

const person = fc.integer({ min: 0, max: 7 });
const item = fc.integer({ min: 1, max: 4 });
const channel = fc.constantFrom(...channels);
const tenths = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((n) => n / 10);
const stories: fc.Arbitrary<Story> = fc.record({
  ended: fc.option(tenths(0, 30)),
  orders: fc.array(
    fc.record({
      buyer: person,
      channel,
      at: tenths(-2, 95),
      paidAfter: fc.option(tenths(0, 20)),
      status: fc.constantFrom('PLACED', 'PAID', 'EXPIRED', 'EXPIRED_REFUNDED', 'CANCELLED', 'COMPLETED'),
      isReturned: fc.boolean(),
      lines: fc.array(
        fc.record({
          item,
          units: fc.integer({ min: 1, max: 5 }),
          price: fc.integer({ min: 1, max: 5_000 }),
          isFlash: fc.boolean(),
          cancelled: fc.integer({ min: 0, max: 900 }),
          refunded: fc.integer({ min: 0, max: 900 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { maxLength: 12 },
  ),
  presences: fc.array(
    fc.record({
      viewer: person,
      from: tenths(-3, 32),
      to: fc.option(tenths(-3, 40)),
      isStaff: fc.boolean(),
      channel,
    }),
    { maxLength: 15 },
  ),
  asks: fc.array(
    fc.record({
      buyer: person,
      item,
      code: fc.constantFrom('SOLD_OUT', 'ALL_HELD', 'INSUFFICIENT', 'FLASH_QUOTA_GONE', 'PRICE_CHANGED'),
      ask: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 10 },
  ),
  adders: fc.array(fc.record({ buyer: person, item, channel }), { maxLength: 10 }),
  exposures: fc.array(
    fc.record({
      viewer: person,
      item,
      shown: fc.integer({ min: 0, max: 1_500 }),
      isOpened: fc.boolean(),
      oneIn: fc.constantFrom(1, 2, 4),
      channel,
    }),
    { maxLength: 10 },
  ),
  merges: fc.array(fc.tuple(person, person), { maxLength: 4 }),
  asOf: tenths(-1, 120),
});

async function tell(stores: Stores, name: string, story: Story) {
  const streamId = idOf(name);
  const who = (n: number) => idOf(`${name} person ${n}`);
  const at = (minutes: number) => Math.round(EIGHT + minutes * MINUTE);
  const orders: OrderRow[] = story.orders.map(
    ({ buyer, channel, at: placed, paidAfter, status, isReturned, lines }, index) =>
      anOrder(streamId, `${index}`, {
        seq: index + 1,
        buyerId: who(buyer),
        channel,
        status,
        placedAtMs: at(placed),
        paidAtMs: paidAfter === null ? null : at(placed + paidAfter),
        goodsMinor: lines.reduce((sum, line) => sum + line.units * line.price, 0),
        refundedMinor: isReturned ? 1_990 : 0,
        // Every other order named a voucher, and the shop or the host paid a part of its shipping (V2).
        vouchers: index % 2 === 0 ? idOf('voucher') : null,
        shippingMinor: index % 5 === 0 ? 600 : 0,
        shippingRefundedMinor: index % 10 === 0 ? 200 : 0,
        shippingHostOffMinor: index % 4 === 0 ? 7 : 0,
        shippingShopOffMinor: index % 4 === 2 ? 11 : 0,
      }),
  );
  const lines: OrderLineRow[] = story.orders.flatMap((order, index) =>
    order.lines.map((line, lineIndex) =>
      aLine(orders[index]!, lineIndex, {
        itemNumber: line.item,
        flashId: line.isFlash ? idOf('flash') : null,
        units: line.units,
        unitPriceMinor: line.price,
        goodsMinor: line.units * line.price,
        cancelledGoodsMinor: line.cancelled,
        refundedGoodsMinor: line.refunded,
        producerOffMinor: index % 3 === 0 ? line.units : 0,
        hostOffMinor: lineIndex,
        shopOffMinor: index % 2 === 0 ? 5 * line.units : 0,
      }),
    ),
  );
  const endedAtMs = story.ended === null ? null : at(story.ended);
  const rows: Partial<Rows> = {
    streams: [
      aStream(streamId, {
        status: endedAtMs === null ? 'LIVE' : 'CLOSED',
        endedAtMs,
        closedAtMs: endedAtMs === null ? null : endedAtMs + 60 * MINUTE,
      }),
    ],
    items: [1, 2, 3].map((number) => anItem(streamId, number)),
    stock: [aStock(streamId, 1), aStock(streamId, 2, { adjusted: -3, held: 2 })],
    orders: withContents(orders, lines),
    lines,
    minutes: [0, 1, 1].map((minute) => ({
      streamId,
      minute: EIGHT / MINUTE + minute,
      adds: 1,
      placed: 2,
      paid: 1,
    })),
    adders: story.adders.map(({ buyer, item: itemNumber, channel }) => ({
      streamId,
      itemNumber,
      buyerId: who(buyer),
      channel,
    })),
  };
  const refusals: RefusalTally[] = story.asks.map(({ buyer, item: itemNumber, code, ask }) =>
    aRefusal('', itemNumber, { buyerId: who(buyer), code, largestAsk: ask }),
  );
  const audience: AudienceRow[] = story.presences.map(({ viewer, from, to, isStaff, channel }, index) =>
    aPresence(streamId, '', 0, null, {
      connectionId: idOf(`${name} connection ${index}`),
      viewerId: who(viewer),
      isStaff,
      channel,
      fromMs: at(from),
      toMs: to === null ? null : at(to),
    }),
  );
  await stores.store.create(aHead(streamId));
  expect(await stores.store.append(aBatch(streamId, 0, { rows, refusals }))).toEqual({ kind: 'committed' });
  await stores.audience.record(audience);
  for (const { viewer, item: itemNumber, shown, isOpened, oneIn, channel } of story.exposures) {
    await stores.audience.expose([
      { streamId, itemNumber, viewerId: who(viewer), shownMs: shown, isOpened, oneIn, channel },
    ]);
  }
  for (const [from, into] of story.merges) await stores.directory.addAlias(who(from), who(into), EIGHT);
  return await stores.readers.sales(streamId, at(story.asOf));
}

/** On any stream a store counts what the domain defines. @param runs how many streams */
export function salesSuite(open: () => Promise<Stores>, numRuns: number): void {
  let counting: Stores;
  beforeAll(async () => {
    counting = await open();
  });
  afterAll(() => counting.close());

  test('SQL counts what the domain defines, on any stream', { timeout: 60_000 }, async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        runs += 1;
        const name = `story ${runs}`;
        const [defined, counted] = [await tell(openMemory(), name, story), await tell(counting, name, story)];
        expect(counted).toEqual(defined);
        const { summary } = defined!;
        const { bridge } = summary;
        expect(
          summary.gmvPlacedMinor - bridge.expiredMinor - bridge.cancelledUnpaidMinor - bridge.openMinor,
        ).toBe(summary.gmvPaidMinor);
        expect(summary.gmvPaidMinor - bridge.cancelledMinor - bridge.refundedMinor).toBe(
          summary.gmvNetOfRefundsMinor,
        );
        expect(summary.uptHistogram.reduce((sum, orders) => sum + orders)).toBe(summary.paidOrders);
        const peaks = defined!.minutes.map(({ viewers }) => viewers);
        expect(Math.max(0, ...peaks)).toBe(summary.pcu);
      }),
      { numRuns },
    );
  });
}
