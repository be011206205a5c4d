import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_ORDERS_SCANNED } from '../../server/adapters/limits.ts';
import type { OrderFilter, OrderPlace, OrderQuestion } from '../../server/ports/order-question.ts';
import type { OrderRow, Rows, ShipmentRow } from '../../server/ports/rows.ts';
import type { OrdersSort } from '../../shared/contract/office-lists.ts';
import {
  aBatch,
  aClaim,
  aHead,
  aLine,
  anItem,
  anOrder,
  aProduct,
  aShipment,
  aShipmentLine,
  aStock,
  aStream,
  EIGHT,
  idOf,
  MINUTE,
} from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

function compareKeys(a: readonly unknown[], b: readonly unknown[]): number {
  const at = a.findIndex((value, n) => value !== b[n]);
  return at < 0 ? 0 : (a[at] as number) < (b[at] as number) ? -1 : 1;
}

/** Orders of all streams, newest first: every store answers the same. */
export function orderListSuite(open: () => Promise<Stores>): void {
  describe('[A6] orders of all streams', () => {
    let stores: Stores;
    const one = idOf('list: one');
    const two = idOf('list: two');
    const trial = idOf('list: trial');
    const three = idOf('list: three');
    const names = new Map<string, string>();

    const given = async (streamId: string, rows: Partial<Rows>) => {
      await stores.store.create(aHead(streamId));
      const batch = aBatch(streamId, 0, { rows });
      expect(await stores.store.append(batch)).toEqual({ kind: 'committed' });
    };
    const named = (streamId: string, name: string, minute: number, more: Partial<OrderRow> = {}) => {
      const order = anOrder(streamId, name, { number: name, placedAtMs: EIGHT + minute * MINUTE, ...more });
      names.set(
        order.orderId,
        `${streamId === one ? 1 : streamId === two ? 2 : streamId === three ? 4 : 3}-${name}`,
      );
      return order;
    };

    beforeAll(async () => {
      stores = await open();
      const first = [
        named(one, '1001', 1, { status: 'PLACED', paidAtMs: null }),
        named(one, '1002', 3, { refundedMinor: 500 }),
        named(one, '1003', 5, { payment: 'cash_on_delivery', channel: 'wechat' }),
      ];
      const second = [named(two, '1001', 2), named(two, '1002', 4, { status: 'CANCELLED' })];
      await given(one, {
        streams: [aStream(one)],
        items: [anItem(one, 1), anItem(one, 2)],
        products: [aProduct('1'), aProduct('2', { origin: 'Heqing', category: 'Nuts' })],
        orders: first,
        lines: [
          aLine(first[0]!, 0),
          aLine(first[1]!, 0, { flashId: idOf('flash') }),
          aLine(first[1]!, 1, { itemNumber: 2, productId: idOf('product 2') }),
          aLine(first[2]!, 0, { itemNumber: 2, productId: idOf('product 2'), flashId: idOf('flash') }),
        ],
        shipments: [
          { ...aShipment(first[1]!), packedAtMs: EIGHT + 9 * MINUTE, status: 'SHIPPED' },
          { ...aShipment(first[1]!), shipmentId: idOf('an earlier parcel') },
        ],
        shipmentLines: [
          aShipmentLine(first[1]!),
          { ...aShipmentLine(first[1]!), lineIndex: 1 },
          { ...aShipmentLine(first[1]!), shipmentId: idOf('an earlier parcel') },
        ],
        claims: [
          aClaim(first[1]!),
          {
            ...aClaim(first[1]!),
            claimId: idOf('a later claim'),
            openedAtMs: EIGHT + 1,
            status: 'DECLINED',
          },
          { ...aClaim(first[2]!), status: 'ACCEPTED' },
        ],
      });
      await given(two, { streams: [aStream(two)], items: [anItem(two, 1)], orders: second });
      const practice = [named(trial, '1', 6)];
      await given(trial, { streams: [aStream(trial, { rehearsalOf: one })], orders: practice });
    });
    afterAll(() => stores.close());

    const list = async (filter: OrderFilter, limit = 10, before: OrderPlace | null = null) => {
      const { orders, next } = await stores.readers.ordersListed({ filter, before, limit });
      return { orders, next, called: orders.map(({ order }) => names.get(order.orderId)) };
    };
    const called = async (filter: OrderFilter) => (await list(filter)).called;

    test('newest first over the streams, without rehearsals unless one is named', async () => {
      expect(await called({})).toEqual(['1-1003', '2-1002', '1-1002', '2-1001', '1-1001']);
      expect(await called({ streamIds: [one] })).toEqual(['1-1003', '1-1002', '1-1001']);
      expect(await called({ streamIds: [two, trial] })).toEqual(['3-1', '2-1002', '2-1001']);
      expect(await called({ streamIds: [] })).toEqual([]);
    });

    test('each filter, alone and together', async () => {
      expect(await called({ number: '1002' })).toEqual(['2-1002', '1-1002']);
      expect(await called({ number: '1002', streamIds: [one] })).toEqual(['1-1002']);
      expect(await called({ number: '1' })).toEqual([]);
      expect(await called({ status: 'PLACED' })).toEqual(['1-1001']);
      expect(await called({ payment: 'cash_on_delivery' })).toEqual(['1-1003']);
      expect(await called({ isRefunded: true })).toEqual(['1-1002']);
      expect(await called({ claim: 'open' })).toEqual(['1-1002']);
      expect(await called({ claim: 'any' })).toEqual(['1-1003', '1-1002']);
      expect(await called({ line: { itemNumber: 2 } })).toEqual(['1-1003', '1-1002']);
      expect(await called({ line: { origin: 'Jianchuan' } })).toEqual(['1-1002', '1-1001']);
      expect(await called({ line: { category: 'Nuts' } })).toEqual(['1-1003', '1-1002']);
      expect(await called({ line: { itemNumber: 1, category: 'Nuts' } })).toEqual([]);
      expect(await called({ line: { price: 'list' } })).toEqual(['1-1002', '1-1001']);
      expect(await called({ line: { itemNumber: 2, price: 'flash' } })).toEqual(['1-1003']);
      expect(await called({ line: { itemNumber: 1, origin: 'Heqing' } })).toEqual([]);
      const atMs = (minute: number) => EIGHT + minute * MINUTE;
      expect(await called({ fromMs: atMs(2), untilMs: atMs(4) })).toEqual(['1-1002', '2-1001']);
      expect(await called({ claim: 'any', payment: 'sandbox', untilMs: atMs(4) })).toEqual(['1-1002']);
    });

    test('a filter counts as many as the list has, up to a bound', async () => {
      const filters: OrderFilter[] = [
        {},
        { claim: 'open' },
        { status: 'PLACED' },
        { isRefunded: true, streamIds: [one] },
        { isToPack: true },
        { lateOn: '2026-11-20' },
        { isToPack: true, streamIds: [two] },
      ];
      for (const filter of filters) {
        const { length } = await called(filter);
        expect([filter, await stores.readers.countOrders(filter, 100)]).toEqual([filter, length]);
      }
      expect(await stores.readers.countOrders({}, 3)).toBe(3);
      for (const filter of filters) {
        const { isAll, sums } = await stores.readers.orderSums(filter);
        const length = await stores.readers.countOrders(filter, 100);
        expect([filter, isAll, sums.reduce((sum, { orders }) => sum + orders, 0)]).toEqual([
          filter,
          true,
          length,
        ]);
      }
    });

    test('of paid orders the sums say what was cancelled and refunded of them; of others nothing', async () => {
      const net = idOf('list: net');
      const paid = ['2001', '2002', '2003'].map((name, minute) =>
        anOrder(net, name, { placedAtMs: EIGHT + minute }),
      );
      const unpaid = anOrder(net, '2004', { status: 'PLACED', paidAtMs: null });
      await given(net, {
        streams: [aStream(net, { rehearsalOf: one })],
        items: [anItem(net, 1)],
        orders: [...paid, unpaid],
        lines: [
          aLine(paid[0]!, 0, { refundedUnits: 1, refundedGoodsMinor: 300 }),
          aLine(paid[0]!, 1, { cancelledUnits: 1, cancelledGoodsMinor: 700 }),
          aLine(paid[1]!, 0),
          aLine(paid[2]!, 0, { cancelledUnits: 1, cancelledGoodsMinor: 50 }),
          aLine(unpaid, 0, { cancelledUnits: 1, cancelledGoodsMinor: 9_000 }),
        ],
      });
      const sumOf = async (filter: OrderFilter) =>
        (await stores.readers.orderSums({ ...filter, streamIds: [net] })).sums[0]!;
      const goods = paid.reduce((sum, { goodsMinor }) => sum + goodsMinor, 0);
      expect(await sumOf({ outcome: 'paid' })).toMatchObject({
        ...{ orders: 3, gmvPaidMinor: goods, cancelledMinor: 750, refundedMinor: 300 },
      });
      for (const outcome of ['filled', 'kept', 'cancelled', 'refunded'] as const) {
        const { orders } = await list({ outcome, streamIds: [net] });
        const lines = orders.flatMap((each) => each.lines);
        expect(orders.length, outcome).toBeGreaterThan(0);
        expect(await sumOf({ outcome }), outcome).toMatchObject({
          orders: orders.length,
          cancelledMinor: lines.reduce((sum, line) => sum + line.cancelledGoodsMinor, 0),
          refundedMinor: lines.reduce((sum, line) => sum + line.refundedGoodsMinor, 0),
        });
      }
      expect(await sumOf({})).not.toHaveProperty('refundedMinor');
      expect(await sumOf({ outcome: 'open' })).not.toHaveProperty('cancelledMinor');
    });

    test('with its lines, where its parcels are, and its claims, the newest first', async () => {
      const { orders } = await list({ number: '1002', streamIds: [one] });
      expect(orders).toHaveLength(1);
      expect(orders[0]!.lines.map(({ name, units }) => [name, units])).toEqual([
        ['Good 1', 1],
        ['Good 2', 1],
      ]);
      expect(orders[0]!.parcels).toEqual(['PACKED', 'SHIPPED']);
      expect(orders[0]!.claims).toEqual(['DECLINED', 'OPEN']);
    });

    test('page by page, for screens and for who takes all along: none twice, none left out', async () => {
      for (const isLong of [undefined, true] as const) {
        const seen: unknown[] = [];
        for (let before: OrderPlace | null = null, pages = 0; pages < 10; pages += 1) {
          const question = { filter: {}, before, limit: 2, ...(isLong && { isLong }) };
          const { orders, next } = await stores.readers.ordersListed(question);
          seen.push(...orders.map(({ order }) => names.get(order.orderId)));
          if (!next) break;
          before = next;
        }
        expect(seen).toEqual(['1-1003', '2-1002', '1-1002', '2-1001', '1-1001']);
      }
    });

    test('sorted by number, total or state, either way, page by page: none twice, none left out', async () => {
      const sorting = idOf('list: sorted');
      const orders = [7, 3, 9, 3, 3].map((totalMinor, n) =>
        anOrder(sorting, `${n + 1}`, {
          ...{ number: `${n + 1}`, placedAtMs: EIGHT + (n === 4 ? 3 : n), totalMinor },
          ...{ status: n === 1 ? ('CANCELLED' as const) : n === 3 ? ('PLACED' as const) : ('PAID' as const) },
        }),
      );
      await given(sorting, { streams: [aStream(sorting)], orders });
      const filter: OrderFilter = { streamIds: [sorting] };
      const inOrder = async (
        question: Pick<OrderQuestion, 'sort' | 'isRising'>,
        more: OrderFilter = filter,
      ) => {
        const seen: OrderRow[] = [];
        for (let before: OrderPlace | null = null, pages = 0; pages < 20; pages += 1) {
          const page = await stores.readers.ordersListed({ filter: more, before, limit: 2, ...question });
          seen.push(...page.orders.map(({ order }) => order));
          if (!page.next) break;
          before = page.next;
        }
        return seen;
      };
      const keys = {
        time: ({ placedAtMs, orderId }: OrderRow) => [placedAtMs, orderId],
        number: ({ streamId, placedAtMs, orderId }: OrderRow) => [streamId, placedAtMs, orderId],
        sum: ({ totalMinor, placedAtMs, orderId }: OrderRow) => [totalMinor, placedAtMs, orderId],
        state: ({ status, placedAtMs, orderId }: OrderRow) => [status, placedAtMs, orderId],
      };
      for (const [sort, key] of Object.entries(keys) as [OrdersSort, (order: OrderRow) => unknown[]][]) {
        const rising = [...orders].sort((a, b) => compareKeys(key(a), key(b)));
        const ids = rising.map(({ orderId }) => orderId);
        expect((await inOrder({ sort, isRising: true })).map(({ orderId }) => orderId)).toEqual(ids);
        expect((await inOrder({ sort })).map(({ orderId }) => orderId)).toEqual(ids.toReversed());
        // Of all streams, and where each order has to be looked at.
        for (const more of [{}, { payment: 'sandbox' } as const]) {
          const all = await inOrder({ sort, isRising: true }, more);
          expect(all.map(key)).toEqual(all.map(key).toSorted(compareKeys));
          expect(new Set(all.map(({ orderId }) => orderId)).size).toBe(all.length);
          expect(all.length).toBeGreaterThan(orders.length);
        }
      }
    });

    test('facts that name an id, of some types, in a part of the log', async () => {
      const logId = idOf('list: a log');
      const batch = aBatch(logId, 0, { facts: 6 });
      const facts = batch.facts.map((fact, n) => ({
        ...fact,
        type: n === 4 ? 'pinned' : 'order_paid',
        body: JSON.stringify({ of: n % 2 === 0 ? one : two, seq: fact.seq }),
      }));
      await stores.store.create(aHead(logId));
      await stores.store.append({ ...batch, facts });
      const seqs = async (
        ids: string[],
        more: { afterSeq?: number; untilSeq?: number; limit?: number } = {},
      ) => {
        const part = { afterSeq: 0, untilSeq: 6, limit: 10, ...more };
        const found = await stores.readers.factsNaming({ logId, ids, types: ['order_paid'], ...part });
        expect(found).toEqual(facts.filter(({ seq }) => found.some((each) => each.seq === seq)));
        return found.map(({ seq }) => seq);
      };
      expect(await seqs([one])).toEqual([1, 3]);
      expect(await seqs([one, two])).toEqual([1, 2, 3, 4, 6]);
      expect(await seqs([one, two], { afterSeq: 1, untilSeq: 4, limit: 2 })).toEqual([2, 3]);
      expect(await seqs([trial])).toEqual([]);
    });

    test('one question looks through a bounded number, and says where to go on', async () => {
      const many = idOf('list: many');
      const orders = Array.from({ length: MAX_ORDERS_SCANNED + 2 }, (_, n) =>
        anOrder(many, `${n}`, { placedAtMs: EIGHT + n, ...(n === 0 && { payment: 'cash_on_delivery' }) }),
      );
      await given(many, { streams: [aStream(many)], orders });
      const filter: OrderFilter = { streamIds: [many], payment: 'cash_on_delivery' };
      const first = await list(filter);
      expect(first.orders).toEqual([]);
      expect(first.next).toEqual({ placedAtMs: EIGHT + 2, orderId: orders[2]!.orderId });
      const second = await list(filter, 10, first.next);
      expect(second.orders.map(({ order }) => order.orderId)).toEqual([orders[0]!.orderId]);
      expect(second.next).toBeNull();
    });

    test('[P4] to pack is what no parcel has of a stream that is over; late, what no carrier has after its day', async () => {
      const over = idOf('list: over');
      const on = idOf('list: on');
      const paid = (streamId: string, name: string, minute: number) =>
        named(streamId, name, minute, { paidAtMs: EIGHT + minute * MINUTE });
      const [waits, half, packed, sent, came, gone] = ['1', '2', '3', '4', '5', '6'].map((name, n) =>
        paid(over, `1${name}`, 20 + n),
      ) as [OrderRow, OrderRow, OrderRow, OrderRow, OrderRow, OrderRow];
      came.deliveredAtMs = EIGHT + 90 * MINUTE;
      const line = (order: OrderRow, more = {}) =>
        aLine(order, 0, { units: 2, shipBy: '2026-11-13', ...more });
      const parcel = (order: OrderRow, status: ShipmentRow['status'], units = 2) => ({
        shipment: { ...aShipment(order), status },
        line: { ...aShipmentLine(order), units },
      });
      const parcels = [
        parcel(half, 'SHIPPED', 1),
        parcel(packed, 'PACKED'),
        parcel(sent, 'SHIPPED'),
        parcel(came, 'DELIVERED'),
      ];
      await given(over, {
        streams: [aStream(over, { status: 'CLOSED' })],
        orders: [waits, half, packed, sent, came, gone],
        lines: [
          line(waits, { shipBy: null }),
          ...[half, packed, sent, came].map((order) => line(order)),
          line(gone, { cancelledUnits: 1, withdrawnUnits: 1 }),
        ],
        shipments: parcels.map(({ shipment }) => shipment),
        shipmentLines: parcels.map((each) => each.line),
      });
      const live = paid(on, '21', 40);
      await given(on, {
        streams: [aStream(on, { status: 'LIVE' })],
        orders: [live],
        lines: [line(live)],
      });
      const streamIds = [over, on];
      const open = (await list({ streamIds })).orders.filter(({ isToPack }) => isToPack);
      expect(open.map(({ order, parcels }) => [order.number, parcels])).toEqual([
        ['21', []],
        ['12', ['SHIPPED']],
        ['11', []],
      ]);
      const numbers = async (filter: OrderFilter) => {
        const { orders } = await list({ ...filter, streamIds });
        expect(await stores.readers.countOrders({ ...filter, streamIds }, 100)).toBe(orders.length);
        return orders.map(({ order }) => order.number);
      };
      expect(await numbers({ isToPack: true })).toEqual(['12', '11']);
      expect(await numbers({ lateOn: '2026-11-13' })).toEqual([]);
      expect(await numbers({ lateOn: '2026-11-14' })).toEqual(['21', '13', '12']);
      // Each order says by itself on which day it becomes late: the same are, whichever way they are found.
      for (const today of ['2026-11-13', '2026-11-14', '2027-01-01']) {
        const { orders } = await stores.readers.ordersListed({
          filter: { streamIds },
          before: null,
          limit: 100,
        });
        const are = orders.filter(({ dueBy }) => dueBy !== null && dueBy < today);
        expect(are.map(({ order }) => order.number)).toEqual(await numbers({ lateOn: today }));
      }
      const late = await stores.readers.lateOrders('2026-11-14');
      expect(late.filter((each) => streamIds.includes(each.streamId))).toEqual(
        [
          { streamId: over, orders: 2 },
          { streamId: on, orders: 1 },
        ].sort((a, b) => (a.streamId < b.streamId ? -1 : 1)),
      );
      // Some of them are in a list of all streams as well.
      const all = await called({ isToPack: true });
      expect(all.filter((name) => name?.startsWith('3-1'))).toEqual(['3-12', '3-11']);
    });

    test('how far an order came, by its money and by its units', async () => {
      const streamId = idOf('list: outcomes');
      const open = { status: 'PLACED' as const, paidAtMs: null };
      const closedAtMs = EIGHT + 30 * MINUTE;
      const paidAtMs = EIGHT + 20 * MINUTE;
      const orders = [
        named(streamId, 'kept', 1, { paidAtMs, totalMinor: 900, vouchers: '[]' }),
        named(streamId, 'back', 2, { paidAtMs, totalMinor: 900, refundedMinor: 900 }),
        named(streamId, 'gone', 3, { paidAtMs, status: 'CANCELLED' }),
        named(streamId, 'late', 4, { paidAtMs: closedAtMs + 1 }),
        named(streamId, 'wait', 5, open),
        named(streamId, 'over', 6, { paidAtMs: null, status: 'EXPIRED' }),
        named(streamId, 'again', 7, { paidAtMs: null, status: 'EXPIRED_REFUNDED' }),
        named(streamId, 'left', 8, { paidAtMs: null, status: 'CANCELLED' }),
      ];
      const units = [2, 3, 9, 1, 1, 1, 1, 4];
      await given(streamId, {
        streams: [aStream(streamId, { status: 'CLOSED', closedAtMs, currency: 'JPY' })],
        orders,
        lines: orders.flatMap((order, n) => [
          aLine(order, 0, { units: units[n]!, ...(order.number === 'gone' && { cancelledUnits: 9 }) }),
          ...(order.number === 'kept' ? [aLine(order, 1, { units: 1, cancelledUnits: 1 })] : []),
        ]),
      });
      const numbers = async (filter: OrderFilter) =>
        (await list({ streamIds: [streamId], ...filter })).orders.map(({ order }) => order.number).reverse();
      expect(await numbers({ outcome: 'paid' })).toEqual(['kept', 'back', 'gone']);
      expect(await numbers({ outcome: 'retained' })).toEqual(['kept']);
      expect(await numbers({ outcome: 'filled' })).toEqual(['kept', 'back']);
      expect(await numbers({ outcome: 'open' })).toEqual(['late', 'wait']);
      expect(await numbers({ outcome: 'expired' })).toEqual(['over', 'again']);
      expect(await numbers({ outcome: 'cancelled_unpaid' })).toEqual(['left']);
      expect(await numbers({ outcome: 'unpaid' })).toEqual(['over', 'again', 'left']);
      expect(await numbers({ hasVoucher: true })).toEqual(['kept']);
      expect(await numbers({ units: 3 })).toEqual(['kept', 'back']);
      expect(await numbers({ units: 4 })).toEqual(['gone', 'left']);
      expect(await numbers({ units: 1, outcome: 'paid' })).toEqual([]);
      expect(await called({ currency: 'JPY', outcome: 'retained' })).toEqual([names.get(orders[0]!.orderId)]);
      const at = (minute: number) => EIGHT + minute * MINUTE;
      const placedIn = [
        { fromMs: at(1), untilMs: at(2) },
        { fromMs: at(7), untilMs: at(9) },
      ];
      expect(await numbers({ placedIn })).toEqual(['kept', 'again', 'left']);
      expect(await numbers({ placedIn: [] })).toEqual([]);
    });

    test('[O9] the claim that has waited longest, of those that nobody has decided', async () => {
      const { openedAtMs } = aClaim(anOrder(one, 'x'));
      expect(await stores.readers.longestOpenClaim([one])).toBe(openedAtMs);
      expect(await stores.readers.longestOpenClaim([one, two])).toBe(openedAtMs);
      expect(await stores.readers.longestOpenClaim([two])).toBeNull();
      expect(await stores.readers.longestOpenClaim(null)).toBeLessThanOrEqual(openedAtMs);
    });

    test('[K2] streams that are on or coming, with how many products are low', async () => {
      const ids = ['low: live', 'low: coming', 'low: over', 'low: trial'].map(idOf);
      const [live, coming, over, practice] = ids as [string, string, string, string];
      const stock = (streamId: string, itemNumber: number, allotted: number, available: number) =>
        aStock(streamId, itemNumber, {
          allotted,
          adjusted: 0,
          available,
          held: 0,
          unpaid: 0,
          sold: allotted - available,
        });
      const bag = (streamId: string) => ({
        items: [1, 2, 3, 4].map((n) => anItem(streamId, n, { isRemoved: n === 4 })),
        stock: [
          stock(streamId, 1, 90, 9),
          stock(streamId, 2, 90, 10),
          stock(streamId, 3, 10, 5),
          stock(streamId, 4, 10, 0),
        ],
      });
      await given(coming, {
        streams: [aStream(coming, { status: 'SCHEDULED', scheduledAtMs: 1 })],
        ...bag(coming),
      });
      await given(live, {
        streams: [aStream(live, { status: 'INTERRUPTED', scheduledAtMs: 2 })],
        ...bag(live),
      });
      await given(over, { streams: [aStream(over, { status: 'ENDED' })], ...bag(over) });
      await given(practice, {
        streams: [aStream(practice, { status: 'LIVE', rehearsalOf: live })],
        ...bag(practice),
      });
      const low = [
        { streamId: live, products: 2 },
        { streamId: coming, products: 2 },
      ];
      expect(await stores.readers.lowStock(ids, 10)).toEqual(low);
      expect(await stores.readers.lowStock(ids, 1)).toEqual(low.slice(0, 1));
      expect(await stores.readers.lowStock([over], 10)).toEqual([]);
      const all = await stores.readers.lowStock(null, 100);
      expect(all.filter(({ streamId }) => ids.includes(streamId))).toEqual(low);
    });

    test('how far an order came, of all of it and of the lines that are meant; the channel and the producer', async () => {
      const came = await stores.store.create(aHead(three));
      expect(came).toBe(true);
      const closedAtMs = EIGHT + 60 * MINUTE;
      const placed = (name: string, more: Partial<OrderRow> = {}) => named(three, name, 9, more);
      const orders = [
        placed('1', { status: 'EXPIRED', paidAtMs: null }),
        placed('2', { status: 'CANCELLED', paidAtMs: null }),
        placed('3', { status: 'PLACED', paidAtMs: null }),
        placed('4', { paidAtMs: closedAtMs }),
        placed('5', { paidAtMs: closedAtMs + 1 }),
        placed('6', { status: 'CANCELLED' }),
        placed('7', { refundedMinor: 1_990 }),
        placed('8', { refundedMinor: 500 }),
      ];
      const own = { producerId: idOf('another producer') };
      const rows = {
        streams: [aStream(three, { closedAtMs, status: 'CLOSED' as const })],
        items: [anItem(three, 1), anItem(three, 2)],
        orders,
        lines: [
          ...orders.slice(0, 5).map((order) => aLine(order, 0)),
          aLine(orders[5]!, 0, { cancelledUnits: 1 }),
          aLine(orders[6]!, 0, { refundedUnits: 1 }),
          aLine(orders[6]!, 1, { itemNumber: 2, ...own }),
          aLine(orders[7]!, 0, { givenMinor: 500 }),
        ],
      };
      const batch = aBatch(three, 0, { rows });
      expect(await stores.store.append(batch)).toEqual({ kind: 'committed' });
      const those = async (filter: OrderFilter) =>
        (await called({ streamIds: [three], ...filter })).toSorted();
      expect(await those({ outcome: 'unpaid' })).toEqual(['4-1', '4-2']);
      expect(await those({ outcome: 'paid' })).toEqual(['4-4', '4-6', '4-7', '4-8']);
      expect(await those({ outcome: 'kept' })).toEqual(['4-4', '4-7', '4-8']);
      expect(await those({ outcome: 'kept', line: { itemNumber: 1 } })).toEqual(['4-4', '4-8']);
      expect(await those({ outcome: 'undone' })).toEqual(['4-6']);
      expect(await those({ outcome: 'undone', line: { itemNumber: 1 } })).toEqual(['4-6', '4-7']);
      expect(await those({ outcome: 'undone', line: { itemNumber: 2 } })).toEqual([]);
      expect(await those({ outcome: 'cancelled' })).toEqual(['4-6']);
      expect(await those({ outcome: 'refunded' })).toEqual(['4-7', '4-8']);
      expect(await those({ outcome: 'lost' })).toEqual(['4-1', '4-2', '4-6', '4-7', '4-8']);
      expect(await those({ outcome: 'lost', line: { itemNumber: 2 } })).toEqual([]);
      expect(await those({ outcome: 'refunded', line: own })).toEqual([]);
      expect(await those({ line: own })).toEqual(['4-7']);
      expect(await those({ line: { ...own, itemNumber: 1 } })).toEqual([]);
      expect(await called({ channel: 'wechat' })).toEqual(['1-1003']);
    });
  });
}
