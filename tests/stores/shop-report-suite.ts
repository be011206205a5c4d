import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrderFilter } from '../../server/ports/order-question.ts';
import type { OrderRow, PayableRow, Rows } from '../../server/ports/rows.ts';
import type { SettlementStore } from '../../server/ports/settlement.ts';
import type { ShopQuestion } from '../../server/ports/shop-question.ts';
import { numberOfDay, shopDays, startOfWeek, weekdayOf } from '../../server/shop/shop-days.ts';
import type { ShopBy } from '../../shared/contract/shop-insights.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { shopBys } from '../../shared/values/shop-report-bounds.ts';
import { aPayable, aPayoutLine } from '../builders/owed-rows.ts';
import {
  aBatch,
  aHead,
  aLine,
  anItem,
  anOrder,
  aProduct,
  aShipment,
  aShipmentLine,
  aStream,
  idOf,
  MINUTE,
  withContents,
} from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Clocks go back in the night to Sunday, 1 November: that day has 25 hours. */
const ZONE = 'America/New_York';
/** Friday, 30 October, 20:00 there. */
const FRIDAY = Date.UTC(2026, 9, 31, 0);
/** Sunday, 1 November, 23:30: the 25th hour of the day. */
const SUNDAY = Date.UTC(2026, 10, 2, 4, 30);
const MONDAY = Date.UTC(2026, 10, 3, 1);
const AS_OF = Date.UTC(2026, 10, 20);
const TODAY = '2026-11-19';

/** The shop over days: every store counts the same, and a stream's row is that stream's own report. */
export function shopReportSuite(open: () => Promise<Stores & { settlement: SettlementStore }>): void {
  describe('the shop over days', () => {
    let stores: Stores & { settlement: SettlementStore };
    const friday = idOf('over time: friday');
    const sunday = idOf('over time: sunday');
    const monday = idOf('over time: monday');
    const trial = idOf('over time: trial');
    const euros = idOf('over time: euros');
    const [ana, phone, bo, cai] = ['ana', 'phone', 'bo', 'cai'].map((name) => idOf(`over time ${name}`));
    const potato = { productId: idOf('product potato'), producerId: idOf('hill') };
    const honey = { productId: idOf('product honey'), producerId: idOf('bees') };

    const order = (streamId: string, name: string, placedAtMs: number, of: Partial<OrderRow>) =>
      anOrder(streamId, name, {
        ...{ number: name, placedAtMs, paidAtMs: placedAtMs + MINUTE, ...of },
        totalMinor: of.goodsMinor ?? 1_000,
        goodsMinor: of.goodsMinor ?? 1_000,
      });
    const one = order(friday, '1', FRIDAY + MINUTE, {
      buyerId: phone!,
      status: 'COMPLETED',
      goodsMinor: 5_000,
    });
    const two = order(friday, '2', FRIDAY + 2 * MINUTE, {
      buyerId: bo!,
      status: 'CANCELLED',
      channel: 'wechat',
    });
    const unpaid = order(friday, '3', FRIDAY + 3 * MINUTE, {
      buyerId: cai!,
      status: 'EXPIRED',
      paidAtMs: null,
    });
    const three = order(sunday, '4', SUNDAY + MINUTE, {
      ...{ buyerId: ana!, status: 'PAID', goodsMinor: 3_000, refundedMinor: 400, channel: 'wechat' },
    });
    const four = order(sunday, '5', SUNDAY + 2 * MINUTE, { buyerId: bo!, status: 'PAID', goodsMinor: 700 });
    const five = order(monday, '6', MONDAY + MINUTE, { buyerId: cai!, status: 'PAID', goodsMinor: 900 });
    const waiting = order(monday, '7', MONDAY + 2 * MINUTE, {
      buyerId: cai!,
      status: 'PLACED',
      paidAtMs: null,
    });
    const of = (row: OrderRow, lineIndex: number, good: typeof potato, more = {}) =>
      aLine(row, lineIndex, { itemNumber: good === potato ? 1 : 2, ...good, ...more });
    const lines = [
      // The same product twice in an order: one order of it.
      of(one, 0, potato, { goodsMinor: 2_000, shipBy: '2026-11-02' }),
      of(one, 1, potato, { goodsMinor: 1_000, shipBy: '2026-11-02' }),
      of(one, 2, honey, { goodsMinor: 2_000, refundedGoodsMinor: 300, refundedUnits: 1 }),
      of(two, 0, honey, {
        goodsMinor: 1_000,
        cancelledGoodsMinor: 1_000,
        cancelledUnits: 1,
        shipBy: '2026-11-02',
      }),
      of(unpaid, 0, honey, { goodsMinor: 1_000 }),
      of(three, 0, potato, {
        goodsMinor: 3_000,
        refundedGoodsMinor: 400,
        refundedUnits: 1,
        shipBy: '2026-11-04',
      }),
      of(four, 0, honey, { goodsMinor: 700, shipBy: '2026-11-04' }),
      // Nobody knows yet whether it is handed over in time.
      of(five, 0, honey, { goodsMinor: 900, shipBy: '2026-11-30' }),
      of(waiting, 0, honey, { goodsMinor: 1_000 }),
    ];
    // 4 November, 23:59 there, and a minute later.
    const inTime = Date.UTC(2026, 10, 5, 4, 59);
    const shipments = [
      { ...aShipment(one), status: 'DELIVERED' as const, shippedAtMs: Date.UTC(2026, 10, 3, 5) },
      { ...aShipment(three), status: 'SHIPPED' as const, shippedAtMs: inTime },
      { ...aShipment(four), status: 'PACKED' as const },
    ];
    const shipmentLines = [aShipmentLine(one), { ...aShipmentLine(one), lineIndex: 1 }, aShipmentLine(three)];
    const payable = (row: OrderRow, lineIndex: number, good: typeof potato, more = {}) =>
      aPayable(row, {
        ...{ lineIndex, ...good, currency: 'USD', baseMinor: 1_000, shareMinor: 800 },
        ...{ deliveredAtMs: SUNDAY, dueUntilMs: SUNDAY + 7 * DAY, ...more },
      });
    const payables = [
      payable(one, 0, potato),
      payable(one, 1, potato),
      payable(one, 2, honey),
      payable(three, 0, potato, { dueUntilMs: AS_OF + DAY }),
      payable(four, 0, honey, { isPaused: true }),
    ];
    const paid = (row: PayableRow, atMs: number) =>
      aPayoutLine(row, idOf(`payout ${row.orderId} ${row.lineIndex}`), atMs);

    const given = async (streamId: string, rows: Partial<Rows>) => {
      await stores.store.create(aHead(streamId));
      expect(await stores.store.append(aBatch(streamId, 0, { rows }))).toEqual({ kind: 'committed' });
    };
    const closed = (streamId: string, slug: string, startMs: number, more = {}) =>
      aStream(streamId, {
        ...{ slug, title: slug, titleEn: `${slug} in English`, status: 'CLOSED', currency: 'USD' },
        ...{ liveStartMs: startMs, endedAtMs: startMs + HOUR, closedAtMs: startMs + 2 * HOUR, ...more },
      });
    const ofStream = (streamId: string) => {
      const orders = [one, two, unpaid, three, four, five, waiting].filter(
        (each) => each.streamId === streamId,
      );
      return {
        orders: withContents(orders, lines),
        lines: lines.filter((line) => line.streamId === streamId),
        items: [anItem(streamId, 1, potato), anItem(streamId, 2, honey)],
        shipments: shipments.filter((each) => each.streamId === streamId),
        shipmentLines: shipmentLines.filter((each) => each.streamId === streamId),
      };
    };

    beforeAll(async () => {
      stores = await open();
      const products = [
        aProduct('potato', {
          name: '土豆',
          nameEn: 'Potatoes',
          producer: '山上',
          producerEn: 'Hill',
          ...potato,
        }),
        aProduct('honey', { name: '蜂蜜', producer: '蜂场', ...honey }),
      ];
      await given(friday, { ...ofStream(friday), products, streams: [closed(friday, 'friday', FRIDAY)] });
      await given(sunday, { ...ofStream(sunday), streams: [closed(sunday, 'sunday', SUNDAY)] });
      const live = { status: 'LIVE', endedAtMs: null, closedAtMs: null };
      await given(monday, { ...ofStream(monday), streams: [closed(monday, 'monday', MONDAY, live)] });
      const rehearsed = order(trial, '8', FRIDAY + MINUTE, { buyerId: ana! });
      await given(trial, {
        streams: [closed(trial, 'trial', FRIDAY, { rehearsalOf: friday })],
        orders: [rehearsed, order(trial, '9', FRIDAY - 9 * DAY, { buyerId: ana! })],
        lines: [of(rehearsed, 0, potato)],
      });
      const abroad = order(euros, '10', FRIDAY + MINUTE, { buyerId: idOf('over time dan') });
      await given(euros, {
        streams: [closed(euros, 'euros', FRIDAY, { currency: 'EUR' })],
        orders: [abroad],
        lines: [of(abroad, 0, potato)],
      });
      for (const streamId of [friday, sunday]) {
        const own = payables.filter((each) => each.streamId === streamId);
        await stores.settlement.write(streamId, 0, 1, {
          ledgerEntries: [],
          payables: own,
          settlementStates: [],
        });
      }
      await stores.store.create(aHead('over time: shop', { kind: 'shop' }));
      const payoutLines = [paid(payables[0]!, SUNDAY + 7 * DAY - 1), paid(payables[1]!, SUNDAY + 7 * DAY)];
      await stores.store.append(aBatch('over time: shop', 0, { rows: { payoutLines } }));
      await stores.directory.addAlias(phone!, ana!, FRIDAY);
    });
    afterAll(() => stores.close());

    const asked = (from: string, to: string, more: Partial<ShopQuestion> = {}): ShopQuestion => ({
      ...{ days: shopDays(from, to, ZONE), asOfMs: AS_OF, by: 'stream', currency: 'USD', streamIds: null },
      ...{ weekStart: 1, limit: 10, ...more },
    });
    const mine = { streamIds: [friday, sunday, monday] };
    const sales = (from: string, to: string, more: Partial<ShopQuestion> = {}) =>
      stores.readers.shopSales(asked(from, to, more));
    const fates = (from: string, to: string, by: ShopBy, keys: string[]) => {
      const { limit: _, ...question } = asked(from, to, { ...mine, by });
      const clock = shopDays(from, TODAY, ZONE);
      return stores.readers.shopAftermath({ ...question, keys, today: TODAY, clock });
    };
    const numbers = (gmvPaidMinor: number, paidOrders: number, payingBuyers: number, newBuyers: number) => ({
      ...{ gmvPaidMinor, paidOrders, payingBuyers, newBuyers },
    });

    test('a stream’s row is its own report to the fen, and the rows add up', async () => {
      const { totals, rows, rowCount } = await sales('2026-10-30', '2026-11-02', mine);
      const reports = await Promise.all(
        [friday, sunday, monday].map((streamId) => stores.readers.sales(streamId, AS_OF)),
      );
      for (const report of reports) {
        const { gmvPaidMinor, paidOrders, payingBuyers } = report!.summary;
        expect(rows.find(({ key }) => key === report!.slug)).toMatchObject({
          ...{ gmvPaidMinor, paidOrders, payingBuyers },
        });
      }
      expect(rows.map(({ key }) => key)).toEqual(['friday', 'sunday', 'monday']);
      expect(rowCount).toBe(3);
      expect(totals).toEqual(numbers(10_600, 5, 3, 3));
      expect(rows.reduce((all, row) => all + row.gmvPaidMinor, 0)).toBe(totals.gmvPaidMinor);
      expect(rows[0]).toMatchObject({ name: 'friday', nameEn: 'friday in English', startMs: FRIDAY });
    });

    test('[B2] a buyer is new once, under whatever id; what was cancelled or rehearsed makes nobody known', async () => {
      const { rows } = await sales('2026-10-30', '2026-11-02', mine);
      const fresh = new Map(rows.map(({ key, payingBuyers, newBuyers }) => [key, [payingBuyers, newBuyers]]));
      // Bo's first order was cancelled, so that the next is the first one that stands; Ana came back.
      expect(fresh.get('friday')).toEqual([2, 2]);
      expect(fresh.get('sunday')).toEqual([2, 1]);
      expect((await sales('2026-11-01', '2026-11-01', mine)).totals).toEqual(numbers(3_700, 2, 2, 1));
      expect((await sales('2026-11-02', '2026-11-02', mine)).totals).toEqual(numbers(900, 1, 1, 1));
    });

    test('days are the shop’s, also the one of 25 hours', async () => {
      const { days } = await sales('2026-10-30', '2026-11-02', mine);
      expect(days.map(({ day }) => new Date(day * DAY).toISOString().slice(0, 10))).toEqual([
        ...['2026-10-30', '2026-11-01', '2026-11-02'],
      ]);
      expect(days.map(({ gmvPaidMinor, paidOrders }) => [gmvPaidMinor, paidOrders])).toEqual([
        [6_000, 2],
        [3_700, 2],
        [900, 1],
      ]);
    });

    test('by product, producer, channel, week and weekday; an order with two lines of a product is one order of it', async () => {
      const by = async (what: ShopBy) =>
        (await sales('2026-10-30', '2026-11-02', { ...mine, by: what })).rows.map(
          ({ key, name, nameEn, startMs: _, ...row }) => [key, name, nameEn, row],
        );
      expect(await by('product')).toEqual([
        [potato.productId, '土豆', 'Potatoes', numbers(6_000, 2, 1, 1)],
        [honey.productId, '蜂蜜', '', numbers(4_600, 4, 3, 3)],
      ]);
      expect(await by('producer')).toEqual([
        [potato.producerId, '山上', 'Hill', numbers(6_000, 2, 1, 1)],
        [honey.producerId, '蜂场', '', numbers(4_600, 4, 3, 3)],
      ]);
      expect(await by('channel')).toEqual([
        ['direct', '', '', numbers(6_600, 3, 3, 3)],
        // Ana is new on these days, by whichever channel she came again.
        ['wechat', '', '', numbers(4_000, 2, 2, 2)],
      ]);
      // Under its Monday; whoever came on Friday and again on Sunday came within one week.
      expect(await by('week')).toEqual([
        ['2026-10-26', '', '', numbers(9_700, 4, 2, 2)],
        ['2026-11-02', '', '', numbers(900, 1, 1, 1)],
      ]);
      // Weeks from Sunday on part them elsewhere: of the second's three buyers Ana has come back. Their keys are the Sundays.
      const fromSunday = await sales('2026-10-30', '2026-11-02', { ...mine, by: 'week', weekStart: 7 });
      expect(
        fromSunday.rows.map(({ key, ...row }) => [key, row.gmvPaidMinor, row.payingBuyers, row.newBuyers]),
      ).toEqual([
        ['2026-10-25', 6_000, 2, 2],
        ['2026-11-01', 4_600, 3, 2],
      ]);
      expect(await by('weekday')).toEqual([
        ['5', '', '', numbers(6_000, 2, 2, 2)],
        ['7', '', '', numbers(3_700, 2, 2, 2)],
        ['1', '', '', numbers(900, 1, 1, 1)],
      ]);
    });

    test('a row of a product, producer, channel or weekday never has more returning buyers than all of them', async () => {
      const days = ['2026-11-01', '2026-11-02'] as const;
      for (const by of shopBys) {
        const { totals, rows } = await sales(...days, { ...mine, by });
        expect(totals.payingBuyers - totals.newBuyers, by).toBe(1);
        const most = Math.max(...rows.map(({ payingBuyers, newBuyers }) => payingBuyers - newBuyers));
        expect(most, by).toBe(1);
      }
      for (const by of shopBys) {
        const { rows } = await sales('2026-10-30', '2026-11-02', { ...mine, by });
        const returning = rows.reduce((all, row) => all + row.payingBuyers - row.newBuyers, 0);
        expect(returning, by).toBe(by === 'stream' ? 1 : 0);
      }
    });

    test('what a bound leaves out is counted', async () => {
      const { rows, rowCount } = await sales('2026-10-30', '2026-11-02', { ...mine, limit: 2 });
      expect([rows.length, rowCount]).toEqual([2, 3]);
    });

    test('rehearsals and other currencies are no part of it, nor what was paid after the cut', async () => {
      expect((await sales('2026-10-30', '2026-10-30')).totals.gmvPaidMinor).toBe(6_000);
      expect((await sales('2026-10-30', '2026-10-30', { currency: 'EUR' })).totals).toEqual(
        numbers(1_000, 1, 1, 1),
      );
      const days = shopDays('2026-10-30', '2026-10-30', ZONE);
      expect(await stores.readers.shopCurrencies(days, null)).toEqual(expect.arrayContaining(['EUR', 'USD']));
      expect(await stores.readers.shopCurrencies(days, [friday])).toEqual(['USD']);
      const early = await sales('2026-10-30', '2026-11-02', { ...mine, asOfMs: FRIDAY + 2 * MINUTE });
      expect(early.totals).toMatchObject({ gmvPaidMinor: 5_000, paidOrders: 1 });
    });

    test('[M2] [P4] what became of it: refunds, what was handed over late, payouts on time', async () => {
      const none = {
        ...{ cancelledMinor: 0, refundedMinor: 0, reversedOrders: 0, shipDueOrders: 0, lateOrders: 0 },
        ...{ payoutsDue: 0, payoutsOnTime: 0 },
      };
      const { totals, rows } = await fates('2026-10-30', '2026-11-02', 'stream', ['friday', 'sunday']);
      expect(totals).toEqual({
        ...{ cancelledMinor: 1_000, refundedMinor: 700, reversedOrders: 3, shipDueOrders: 3, lateOrders: 2 },
        ...{ payoutsDue: 3, payoutsOnTime: 1 },
      });
      expect(rows.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
        {
          ...{ ...none, key: 'friday', cancelledMinor: 1_000, refundedMinor: 300, shipDueOrders: 1 },
          ...{ reversedOrders: 2, lateOrders: 1, payoutsDue: 3, payoutsOnTime: 1 },
        },
        { ...none, key: 'sunday', refundedMinor: 400, reversedOrders: 1, shipDueOrders: 2, lateOrders: 1 },
      ]);
      const goods = await fates('2026-10-30', '2026-11-02', 'product', [honey.productId]);
      expect(goods.rows).toEqual([
        {
          ...{ ...none, key: honey.productId, cancelledMinor: 1_000, refundedMinor: 300, shipDueOrders: 1 },
          ...{ reversedOrders: 2, lateOrders: 1, payoutsDue: 1 },
        },
      ]);
    });

    test('[A6] [B2] [P4] the orders list finds exactly the orders, and by them the buyers, that each number counts', async () => {
      const root = (id: string) => (id === phone ? ana! : id);
      const list = async (filter: OrderFilter) => {
        const { orders, next } = await stores.readers.ordersListed({ filter, before: null, limit: 50 });
        expect(next).toBeNull();
        expect(await stores.readers.countOrders(filter, 50)).toBe(orders.length);
        const buyers = new Set(orders.map(({ order: { buyerId } }) => root(buyerId)));
        return { orders: orders.length, buyers: buyers.size };
      };
      const ownOf = (by: ShopBy, key: string, days: string[]): OrderFilter => {
        if (by === 'week') {
          const those = days.filter((day) => startOfWeek(numberOfDay(day), 1) === numberOfDay(key));
          const { fromMs, untilMs } = shopDays(those[0]!, those.at(-1)!, ZONE);
          return { fromMs, untilMs };
        }
        if (by === 'stream') return { streamIds: [{ friday, sunday, monday }[key] ?? ''] };
        if (by === 'channel') return { channel: key as Channel };
        if (by !== 'weekday') return { line: { [by === 'product' ? 'productId' : 'producerId']: key } };
        const those = days.filter((day) => String(weekdayOf(numberOfDay(day))) === key);
        return { placedIn: those.map((day) => shopDays(day, day, ZONE)) };
      };
      for (const from of ['2026-10-30', '2026-11-01']) {
        const days = ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'].filter((day) => day >= from);
        const to = days.at(-1)!;
        const { fromMs, untilMs } = shopDays(from, to, ZONE);
        const clock = shopDays(from, TODAY, ZONE);
        for (const by of shopBys) {
          const { totals, rows } = await sales(from, to, { ...mine, by });
          const keys = rows.map(({ key }) => key);
          const after = await fates(from, to, by, keys);
          const whole = { row: totals, fate: after.totals, own: {} as OrderFilter };
          const parts = rows.map((row) => ({
            ...{ row, own: ownOf(by, row.key, days) },
            fate: after.rows.find(({ key }) => key === row.key)!,
          }));
          for (const { row, fate, own } of [whole, ...parts]) {
            const paid: OrderFilter = {
              ...{ ...mine, fromMs, untilMs, currency: 'USD', outcome: 'paid', ...own },
            };
            const those = (are: 'new' | 'returning') =>
              list({
                ...paid,
                buyers: { are, fromMs: own.fromMs ?? fromMs, untilMs: own.untilMs ?? untilMs },
              });
            const missed = await list({ ...paid, missed: { today: TODAY, clock } });
            const fresh = await those('new');
            const returning = await those('returning');
            expect([
              ...[from, by, own, await list(paid), fresh.buyers, returning.buyers],
              ...[fresh.orders + returning.orders, missed.orders],
            ]).toEqual([
              ...[from, by, own, { orders: row.paidOrders, buyers: row.payingBuyers }, row.newBuyers],
              ...[row.payingBuyers - row.newBuyers, row.paidOrders, fate.lateOrders],
            ]);
          }
        }
      }
      expect(await list({ ...mine, currency: 'EUR' })).toEqual({ orders: 0, buyers: 0 });
      expect(await list({ streamIds: [...mine.streamIds, euros], currency: 'EUR' })).toMatchObject({
        orders: 1,
      });
    });

    test('asked in pieces, what became of it adds up', async () => {
      for (const by of shopBys) {
        const keys = (await sales('2026-10-30', '2026-11-02', { ...mine, by })).rows.map(({ key }) => key);
        const whole = await fates('2026-10-30', '2026-11-02', by, keys);
        const parts = [
          await fates('2026-10-30', '2026-10-31', by, keys),
          await fates('2026-11-01', '2026-11-02', by, keys),
        ];
        const sum = (some: (typeof whole.totals)[]) =>
          Object.fromEntries(
            Object.keys(whole.totals).map((name) => [
              name,
              some.reduce((all, each) => all + each[name as keyof typeof each], 0),
            ]),
          );
        expect(sum(parts.map(({ totals }) => totals))).toEqual(whole.totals);
        for (const { key, ...row } of whole.rows) {
          const found = parts.flatMap(({ rows }) => rows.filter((each) => each.key === key));
          expect(sum(found.map(({ key: _, ...each }) => each))).toEqual(row);
        }
      }
    });
  });
}
