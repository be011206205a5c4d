import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FoundProduct, OrderRow, ProductRow, Rows, StreamRow } from '../../server/ports/rows.ts';
import { goldenStream } from '../builders/store-golden-stream.ts';
import {
  aBatch,
  aClaim,
  aFact,
  aHead,
  aLine,
  anItem,
  anOrder,
  aPresence,
  aProduct,
  aRefusal,
  aShipment,
  aShipmentLine,
  aStock,
  aStream,
  EIGHT,
  idOf,
  MINUTE,
  SECOND,
  withContents,
} from '../builders/store-rows.ts';
import type { Stores } from './store-suite.ts';

/** What every store's readers answer from the same rows. */
export function readersSuite(open: () => Promise<Stores>): void {
  describe('the readers', () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(() => stores.close());

    /** Writes rows as one batch of a new log. */
    const given = async (name: string, rowsOf: (streamId: string) => Partial<Rows>) => {
      const streamId = idOf(name);
      await stores.store.create(aHead(streamId));
      expect(await stores.store.append(aBatch(streamId, 0, { rows: rowsOf(streamId) }))).toEqual({
        kind: 'committed',
      });
      return streamId;
    };

    test('streams: by slug, by id, newest first, rehearsals only when asked for', async () => {
      const hostId = idOf('a host of her own');
      const at = (minutes: number) => ({ hostId, scheduledAtMs: EIGHT + minutes * MINUTE });
      const early = await given('early', (id) => ({ streams: [aStream(id, at(1))] }));
      const late = await given('late', (id) => ({ streams: [aStream(id, at(3))] }));
      const trial = await given('trial', (id) => ({
        streams: [aStream(id, { ...at(2), rehearsalOf: late })],
      }));
      const listed = async (rehearsals: boolean, limit = 10) =>
        (await stores.readers.streams({ hostId, rehearsals, limit })).map(({ streamId }) => streamId);
      expect(await listed(false)).toEqual([late, early]);
      expect(await listed(true)).toEqual([late, trial, early]);
      expect(await listed(true, 1)).toEqual([late]);
      expect((await stores.readers.streams({ rehearsals: true, limit: 500 })).length).toBeGreaterThanOrEqual(
        3,
      );
      expect(await stores.readers.streamBySlug(aStream(early).slug)).toEqual(aStream(early, at(1)));
      expect(await stores.readers.streamBySlug("x' OR '1'='1")).toBeNull();
    });

    test('[O7] streams in the order of their first facts, page by page, without rehearsals', async () => {
      const made = async (name: string, atMs: number, more: Partial<StreamRow> = {}) => {
        const streamId = idOf(name);
        await stores.store.create(aHead(streamId));
        const batch = aBatch(streamId, 0, { facts: 2, rows: { streams: [aStream(streamId, more)] } });
        const facts = batch.facts.map((fact, index) => ({ ...fact, atMs: atMs + index }));
        await stores.store.append({ ...batch, facts, atMs: atMs + 1 });
        return { streamId, madeAtMs: atMs };
      };
      const later = await made('made later', 300);
      const first = await made('made first', 100);
      await made('a trial of it', 50, { rehearsalOf: first.streamId });
      const twins = [await made('made at once', 200), await made('as this one', 200)];
      twins.sort((a, b) => (a.streamId < b.streamId ? -1 : 1));
      const inOrder = [first, ...twins, later];
      expect((await stores.readers.streamsMade(null, 10_000)).slice(0, 4)).toEqual(inOrder);
      for (const [index, each] of inOrder.entries()) {
        expect(await stores.readers.streamsMade(inOrder[index - 1] ?? null, 1)).toEqual([each]);
      }
    });

    test('products: searched by any of their words, page by page', async () => {
      const products = [
        aProduct('Red potatoes 红土豆'),
        aProduct('Élite quinoa', { producer: 'Blue 100% valley' }),
        aProduct('Walnuts', { sku: 'NUT_1', producerId: idOf('walnuts') }),
      ];
      const tags = ['Gift box', 'Cosy Évening'];
      products.push(aProduct('核桃', { nameEn: 'Pecan nuts', producerEn: 'Shaxi Farm', tags }));
      await given('catalogue', () => ({ products }));
      const found = async (search: string) =>
        (await stores.readers.products({ search, limit: 10 })).map(({ name }) => name);
      expect(await found('红土豆')).toEqual(['Red potatoes 红土豆']);
      expect(await found('éLITE')).toEqual(['Élite quinoa']);
      expect(await found('100%')).toEqual(['Élite quinoa']);
      expect(await found('nut_1')).toEqual(['Walnuts']);
      expect(await found('pecan')).toEqual(['核桃']);
      expect(await found('shaxi f')).toEqual(['核桃']);
      expect(await found('cosy éve')).toEqual(['核桃']);
      expect(await found('_______________________________________')).toEqual([]);
      const first = await stores.readers.products({ limit: 2 });
      const rest = await stores.readers.products({ after: first[1]!.productId, limit: 2 });
      expect([...first, ...rest]).toHaveLength(4);
      expect(new Set([...first, ...rest].map(({ name }) => name)).size).toBe(4);
      const ofProducer = async (producerId: string) =>
        (await stores.readers.products({ producerId, limit: 10 })).map(({ name }) => name);
      expect(await ofProducer(products[2]!.producerId)).toEqual(['Walnuts']);
      expect(await ofProducer(products[0]!.producerId)).toHaveLength(3);
      expect(await ofProducer('nobody')).toEqual([]);
      const inDollars = [aProduct('Mug', { currency: 'USD' }), aProduct('Bowl', { currency: 'USD', tags })];
      const inYen = aProduct('Cup', { currency: 'JPY', producerId: idOf('walnuts') });
      await given('further', () => ({ products: [...inDollars, inYen] }));
      const inCurrency = async (currency: string, search = '') =>
        (await stores.readers.products({ currency, search, limit: 10 })).map(({ name }) => name).sort();
      expect(await inCurrency('USD')).toEqual(['Bowl', 'Mug']);
      expect(await inCurrency('USD', 'gift')).toEqual(['Bowl']);
      expect(await inCurrency('EUR')).toEqual([]);
      const counted = (filter: Parameters<typeof stores.readers.productCurrencies>[0]) =>
        stores.readers.productCurrencies(filter);
      const counts = [
        { currency: 'CNY', products: 4 },
        { currency: 'USD', products: 2 },
        { currency: 'JPY', products: 1 },
      ];
      expect(await counted({})).toEqual(counts);
      // Equally many: by their names.
      expect(await counted({ search: 'gift' })).toEqual([
        { currency: 'CNY', products: 1 },
        { currency: 'USD', products: 1 },
      ]);
      expect(await counted({ producerId: idOf('walnuts') })).toEqual([
        { currency: 'CNY', products: 1 },
        { currency: 'JPY', products: 1 },
      ]);
      expect(await counted({ search: 'nothing of the kind' })).toEqual([]);
      expect(await stores.readers.productBySku('NUT_1')).toEqual(shown(products[2]!));
      expect(await stores.readers.productById(products[0]!.productId)).toEqual(shown(products[0]!));
      expect(await stores.readers.productById(products[3]!.productId)).toEqual(shown(products[3]!));
      expect(await stores.readers.productBySku('none')).toBeNull();
    });

    test('[L8] products: narrowed, sorted either way page by page, archived ones when they are asked for', async () => {
      const producerId = idOf('of the table');
      const of = (name: string, more: Parameters<typeof aProduct>[1] = {}) =>
        aProduct(name, { producerId, sku: `T-${name}`, category: '茶', ...more });
      const rows = [
        of('Daikon', { priceMinor: 300, warehouseUnits: 0, category: '' }),
        of('Apples', { priceMinor: 500, warehouseUnits: 19 }),
        of('桃子', { nameEn: 'Bananas', priceMinor: 300, warehouseUnits: 20 }),
        of('Cherries', { priceMinor: 900, isArchived: true }),
        of('Elder', { priceMinor: 100 }),
      ];
      await given('of the table', () => ({ products: rows }));
      const { readers } = stores;
      type Filter = Omit<Parameters<typeof readers.products>[0], 'limit'>;
      const names = async (filter: Filter, limit = 10) =>
        (await readers.products({ producerId, ...filter, limit })).map(({ name }) => name);
      expect(await names({ sort: 'name' })).toEqual(['Apples', 'Daikon', 'Elder', '桃子']);
      expect(await names({ sort: 'nameEn' })).toEqual(['Apples', '桃子', 'Daikon', 'Elder']);
      expect(await names({ sort: 'price', order: 'desc' })).toEqual([
        'Apples',
        ...(rows[0]!.productId > rows[2]!.productId ? ['Daikon', '桃子'] : ['桃子', 'Daikon']),
        'Elder',
      ]);
      expect(await names({ archived: 'only' })).toEqual(['Cherries']);
      expect(await names({ archived: 'any', sort: 'sku' })).toHaveLength(5);
      expect(await names({ stock: 'low', sort: 'name' })).toEqual(['Apples', 'Daikon']);
      expect(await names({ stock: 'out' })).toEqual(['Daikon']);
      expect(await names({ category: '' })).toEqual(['Daikon']);
      expect(await names({ category: '茶', sort: 'stock' })).toEqual(['Apples', '桃子', 'Elder']);
      expect(await readers.productCount({ producerId })).toBe(4);
      expect(await readers.productCount({ producerId, archived: 'any', category: '茶' })).toBe(4);
      expect((await readers.productById(rows[3]!.productId))?.isArchived).toBe(true);
      for (const sort of ['made', 'name', 'nameEn', 'price', 'stock', 'category'] as const) {
        for (const order of ['asc', 'desc'] as const) {
          const whole = await readers.products({ producerId, sort, order, limit: 10 });
          const paged = [];
          for (let after: string | undefined; paged.length < 4; after = paged.at(-1)!.productId) {
            const page = { producerId, sort, order, limit: 1, ...(after && { after }) };
            paged.push(...(await readers.products(page)));
          }
          expect(paged).toEqual(whole);
        }
      }
    });

    test('[bounded] an order that its stream has forgotten is kept whole, as it last was', async () => {
      const orderId = idOf('forgotten');
      const streamId = await given('forgets', (id) => ({
        closedOrders: [{ streamId: id, orderId, body: '{"status":"EXPIRED"}' }],
      }));
      expect(await stores.readers.closedOrder(streamId, orderId)).toBe('{"status":"EXPIRED"}');
      const rows = { closedOrders: [{ streamId, orderId, body: '{"status":"PAID"}' }] };
      await stores.store.append(aBatch(streamId, 1, { rows }));
      expect(await stores.readers.closedOrder(streamId, orderId)).toBe('{"status":"PAID"}');
      expect(await stores.readers.closedOrder(idOf('elsewhere'), orderId)).toBeNull();
      expect(await stores.readers.closedOrder(streamId, idOf('none'))).toBeNull();
    });

    test("[B2] a buyer's orders are found under every id, newest first, with the names of their goods", async () => {
      const [device, account] = [idOf('orders device'), idOf('orders account')];
      let orders: OrderRow[] = [];
      await given('two orders', (id) => {
        orders = [
          anOrder(id, 'old', { buyerId: device, late: true }),
          anOrder(id, 'new', { buyerId: account, placedAtMs: EIGHT + 5 * MINUTE }),
        ];
        return {
          items: [anItem(id, 1, { name: '红土豆', nameEn: 'Red potatoes' })],
          orders,
          lines: orders.flatMap((order) => [aLine(order, 1, { itemNumber: 2 }), aLine(order, 0)]),
        };
      });
      const answer = await stores.readers.ordersOf([account, device], 10);
      expect(answer.map(({ order }) => order)).toEqual([orders[1], orders[0]]);
      expect(answer[1]?.lines).toEqual([
        { ...aLine(orders[0]!, 0), name: '红土豆', nameEn: 'Red potatoes' },
        { ...aLine(orders[0]!, 1, { itemNumber: 2 }), name: '', nameEn: '' },
      ]);
      expect(await stores.readers.ordersOf([account, device], 1)).toHaveLength(1);
      expect(await stores.readers.streamsOrderedIn([account, device])).toEqual([orders[0]!.streamId]);
      expect(await stores.readers.streamsOrderedIn([idOf('orders nobody')])).toEqual([]);
      expect(await stores.readers.orderById(orders[0]!.orderId)).toEqual(answer[1]);
      expect(await stores.readers.orderById(idOf('none'))).toBeNull();
      const { streamId, number } = answer[1]!.order;
      expect(await stores.readers.orderByNumber(streamId, number)).toEqual(answer[1]);
      expect(await stores.readers.orderByNumber(streamId, '9999999')).toBeNull();
      expect(await stores.readers.orderByNumber(idOf('none'), number)).toBeNull();
    });

    test('what is to pack, a parcel and a claim say both names of their product', async () => {
      const named = { name: '红土豆', nameEn: 'Red potatoes' };
      let order!: OrderRow;
      await given('two names', (id) => {
        order = anOrder(id, 'named', { status: 'PAID' });
        return {
          items: [anItem(id, 1, named)],
          orders: [order],
          lines: [aLine(order, 0, { itemNumber: 1, units: 3 })],
          shipments: [aShipment(order)],
          shipmentLines: [aShipmentLine(order)],
          claims: [aClaim(order)],
        };
      });
      const { streamId } = order;
      expect(await stores.readers.toPack(streamId, 10)).toMatchObject([{ ...named, units: 2 }]);
      const [parcel] = await stores.readers.parcels({ streamId, limit: 10 });
      expect(parcel?.lines).toMatchObject([named]);
      expect(await stores.readers.claims({ streamId, limit: 10 })).toMatchObject([named]);
    });

    test('[O6] [O8] a claim, and a line in a parcel, comes with what was paid for it, and what of it is back', async () => {
      const streamId = await given('claimed line', (id) => {
        const order = anOrder(id, 'claimed', { status: 'PAID' });
        const off = { producerOffMinor: 100, hostOffMinor: 20, shopOffMinor: 350 };
        const gone = { cancelledUnits: 1, refundedUnits: 2, givenMinor: 700 };
        return {
          orders: [order],
          lines: [aLine(order, 0, { units: 5, goodsMinor: 10_000, ...off, ...gone })],
          shipments: [aShipment(order)],
          shipmentLines: [aShipmentLine(order)],
          claims: [aClaim(order)],
        };
      });
      const claimed = { lineUnits: 5, goneUnits: 3, payMinor: 9_530, givenMinor: 700 };
      expect(await stores.readers.claims({ streamId, limit: 10 })).toMatchObject([claimed]);
      const [parcel] = await stores.readers.parcels({ streamId, limit: 10 });
      expect(parcel?.lines).toMatchObject([claimed]);
    });

    test('[O6] open claims and lost parcels are counted per stream, and nobody else is named', async () => {
      const troubled = await given('troubled', (id) => {
        const [kept, lost] = [
          anOrder(id, 'kept', { status: 'PAID' }),
          anOrder(id, 'lost', { status: 'PAID' }),
        ];
        return {
          orders: [kept, lost],
          lines: [aLine(kept, 0), aLine(lost, 0)],
          shipments: [aShipment(kept), { ...aShipment(lost), status: 'LOST' }],
          claims: [aClaim(kept), { ...aClaim(lost), status: 'ACCEPTED' }],
        };
      });
      const calm = await given('calm', (id) => {
        const order = anOrder(id, 'calm', { status: 'PAID' });
        return { orders: [order], lines: [aLine(order, 0)], shipments: [aShipment(order)] };
      });
      expect(await stores.readers.afterSaleCounts([troubled, calm])).toEqual([
        { streamId: troubled, openClaims: 1, lostParcels: 1 },
      ]);
      expect(await stores.readers.afterSaleCounts([calm])).toEqual([]);
      expect(await stores.readers.afterSaleCounts([])).toEqual([]);
    });

    test('[B8] what was sold of a product counts in all streams, less refunds; a cancelled order has left the books', async () => {
      const productId = idOf('sold often');
      const of = (order: OrderRow, more = {}) => aLine(order, 0, { productId, ...more });
      const past = await given('sold before', (id) => {
        const [kept, refunded] = [anOrder(id, 'kept'), anOrder(id, 'refunded')];
        const cancelled = anOrder(id, 'cancelled', { status: 'CANCELLED' });
        const back = { units: 3, refundedUnits: 2, refundedGoodsMinor: 3_980 };
        return {
          streams: [aStream(id)],
          items: [anItem(id, 4, { productId })],
          stock: [aStock(id, 4, { allotted: 20, sold: 9 })],
          orders: [kept, refunded, cancelled],
          lines: [of(kept, { units: 6 }), of(refunded, back), of(cancelled, back)],
        };
      });
      await given('sold in rehearsal', (id) => ({
        streams: [aStream(id, { rehearsalOf: past })],
        items: [anItem(id, 1, { productId })],
        stock: [aStock(id, 1, { sold: 5 })],
      }));
      const now = await given('sold now', (id) => ({
        streams: [aStream(id)],
        items: [
          anItem(id, 7, { productId }),
          anItem(id, 8, { productId: idOf('sold never') }),
          anItem(id, 9, { productId, isRemoved: true }),
        ],
        stock: [aStock(id, 7, { allotted: 20, sold: 11 }), aStock(id, 8), aStock(id, 9)],
      }));
      expect(await stores.readers.soldOf(now)).toEqual([
        { itemNumber: 7, units: 18 },
        { itemNumber: 8, units: 0 },
      ]);
    });

    test('[B9] buyers of a product since a time: each once, paid for or at the door, without what was called off', async () => {
      const SINCE = EIGHT - 300_000;
      const recent = (id: string, buyer: number, more: Partial<OrderRow> = {}) =>
        anOrder(id, `recent ${buyer} ${JSON.stringify(more)}`, {
          ...{ status: 'PAID', buyerId: idOf(`recent buyer ${buyer}`), paidAtMs: EIGHT },
          ...more,
        });
      const id = await given('recently bought', (streamId) => {
        const bought = [1, 2, 3].map((buyer) => recent(streamId, buyer));
        const again = recent(streamId, 1, { paidAtMs: EIGHT - 1_000 });
        const atTheDoor = recent(streamId, 4, { payment: 'cash_on_delivery', paidAtMs: SINCE });
        const done = recent(streamId, 5, { status: 'COMPLETED' });
        const early = recent(streamId, 6, { paidAtMs: SINCE - 1 });
        const unpaid = recent(streamId, 7, { status: 'PLACED', paidAtMs: null });
        const cancelled = recent(streamId, 8, { status: 'CANCELLED' });
        const refunded = recent(streamId, 9);
        const orders = [...bought, again, atTheDoor, done, early, unpaid, cancelled, refunded];
        const rare = { itemNumber: 2, lineIndex: 1 };
        return {
          streams: [aStream(streamId)],
          items: [anItem(streamId, 1), anItem(streamId, 2)],
          orders,
          lines: [
            ...orders.map((order) =>
              aLine(order, 0, order === refunded ? { units: 2, refundedUnits: 2 } : {}),
            ),
            ...bought.map((order) => aLine(order, 1, rare)),
          ],
        };
      });
      const buyersSince = (...how: [number, number, number]) => stores.readers.buyersSince(id, ...how);
      expect(await buyersSince(SINCE, 3, 5)).toEqual([
        { itemNumber: 1, buyers: 5 },
        { itemNumber: 2, buyers: 3 },
      ]);
      expect(await buyersSince(SINCE, 4, 5)).toEqual([{ itemNumber: 1, buyers: 5 }]);
      expect(await buyersSince(SINCE, 1, 1)).toEqual([{ itemNumber: 1, buyers: 5 }]);
      expect(await buyersSince(EIGHT + 1, 1, 5)).toEqual([]);
      expect(await stores.readers.buyersSince(idOf('another stream'), SINCE, 1, 5)).toEqual([]);
    });

    test('[P4] late orders: by stream, until a carrier has all that is to be sent; a delivery and a rehearsal count not', async () => {
      const promised = (order: OrderRow, more = {}) => aLine(order, 0, { shipBy: '2026-12-03', ...more });
      const ordersOf = (id: string) => {
        const paid = (name: string, more: Partial<OrderRow> = {}) =>
          anOrder(id, name, { status: 'PAID', ...more });
        const [waiting, packed, shipped] = [paid('waiting'), paid('packed'), paid('shipped')];
        const [unfilled, later] = [paid('unfilled'), paid('later')];
        const delivered = paid('delivered', { deliveredAtMs: EIGHT });
        return {
          orders: [waiting, packed, shipped, unfilled, later, delivered],
          lines: [
            ...[promised(waiting), promised(packed), promised(shipped), promised(delivered)],
            promised(unfilled, { cancelledUnits: 1 }),
            promised(later, { shipBy: '2026-12-04' }),
          ],
          shipments: [aShipment(packed), { ...aShipment(shipped), status: 'SHIPPED' as const }],
          shipmentLines: [aShipmentLine(packed), aShipmentLine(shipped)],
        };
      };
      const streamId = await given('late orders', (id) => ({ streams: [aStream(id)], ...ordersOf(id) }));
      const trial = await given('late of a rehearsal', (id) => ({
        streams: [aStream(id, { rehearsalOf: streamId })],
        ...ordersOf(id),
      }));
      const lateOn = async (today: string) =>
        (await stores.readers.lateOrders(today)).filter((each) => [streamId, trial].includes(each.streamId));
      expect(await lateOn('2026-12-03')).toEqual([]);
      expect(await lateOn('2026-12-04')).toEqual([{ streamId, orders: 2 }]);
      expect(await lateOn('2026-12-05')).toEqual([{ streamId, orders: 3 }]);
      const [line] = await stores.readers.toPack(streamId, 1);
      expect(line?.shipBy).toMatch(/^2026-12-0[34]$/);
      const parcels = await stores.readers.parcels({ streamId, limit: 10 });
      expect(parcels.flatMap(({ lines }) => lines.map(({ shipBy }) => shipBy))).toEqual([
        '2026-12-03',
        '2026-12-03',
      ]);
    });

    test('a report says both names of a product and of its producer', async () => {
      const product = aProduct('named of a report', { producerEn: 'Yangcen Farm' });
      const streamId = await given('report in two names', (id) => ({
        products: [product],
        streams: [aStream(id, { titleEn: 'Potato day' })],
        items: [
          anItem(id, 1, {
            productId: product.productId,
            name: '红土豆',
            nameEn: 'Red potatoes',
            producer: '羊岑',
          }),
          anItem(id, 2, { name: '核桃' }),
        ],
      }));
      const report = await stores.readers.sales(streamId, EIGHT);
      expect(report).toMatchObject({ titleEn: 'Potato day' });
      expect(report?.items[0]).toMatchObject({
        ...{ name: '红土豆', nameEn: 'Red potatoes', producer: '羊岑', producerEn: 'Yangcen Farm' },
      });
      expect(Object.keys(report?.items[1] ?? {})).not.toContain('nameEn');
    });

    test('[H6] a buyer is new until an order is paid online, or delivered on cash terms', async () => {
      const cases: [Partial<OrderRow>, boolean][] = [
        [{ status: 'PLACED', paidAtMs: null }, true],
        [{ status: 'PAID' }, false],
        [{ status: 'PAID', payment: 'cash_on_delivery' }, true],
        [{ status: 'PAID', payment: 'cash_on_delivery', deliveredAtMs: EIGHT + MINUTE }, false],
        [{ status: 'COMPLETED', payment: 'cash_on_delivery', deliveredAtMs: EIGHT + MINUTE }, false],
        [{ status: 'EXPIRED_REFUNDED', paidAtMs: null }, true],
      ];
      await given('newcomers', (id) => ({
        orders: cases.map(([more], index) =>
          anOrder(id, `${index}`, { buyerId: idOf(`newcomer ${index}`), ...more }),
        ),
      }));
      const newcomers = cases.map((_, index) => idOf(`newcomer ${index}`));
      const bought = newcomers.filter((_, index) => !cases[index]![1]);
      const found = await stores.readers.haveBought([idOf('nobody'), ...newcomers]);
      expect(found.sort()).toEqual(bought.sort());
      for (const newcomer of newcomers) {
        const one = bought.includes(newcomer) ? [newcomer] : [];
        expect(await stores.readers.haveBought([newcomer])).toEqual(one);
      }
      expect(await stores.readers.haveBought([])).toEqual([]);
    });

    test('[B12] how many orders a buyer has in each stream, less cancelled and expired ones and rehearsals', async () => {
      const [ana, bo] = [idOf('ana orders'), idOf('bo orders')];
      const orders = (id: string, name: string, buyerId: string, statuses: OrderRow['status'][]) =>
        statuses.map((status, index) => anOrder(id, `${name} ${index}`, { buyerId, status }));
      const first = await given('counted first', (id) => ({
        streams: [aStream(id)],
        orders: [
          ...orders(id, 'ana', ana, [
            'PLACED',
            'PAID',
            'COMPLETED',
            'CANCELLED',
            'EXPIRED',
            'EXPIRED_REFUNDED',
          ]),
          ...orders(id, 'bo', bo, ['PAID']),
        ],
      }));
      const second = await given('counted second', (id) => ({
        streams: [aStream(id)],
        orders: orders(id, 'ana', ana, ['PAID']),
      }));
      await given('counted trial', (id) => ({
        streams: [aStream(id, { rehearsalOf: first })],
        orders: orders(id, 'ana', ana, ['PAID']),
      }));
      const counted = await stores.readers.ordersByStream([ana, idOf('nobody'), bo]);
      expect(counted).toHaveLength(3);
      expect(counted).toEqual(
        expect.arrayContaining([
          { buyerId: ana, streamId: first, orders: 3 },
          { buyerId: ana, streamId: second, orders: 1 },
          { buyerId: bo, streamId: first, orders: 1 },
        ]),
      );
      expect(await stores.readers.ordersByStream([])).toEqual([]);
      const called = await stores.readers.firstOrders(first, [ana, idOf('nobody'), bo]);
      const firstOf = async (buyerId: string) =>
        (await stores.readers.ordersOf([buyerId], 200))
          .map(({ order }) => order)
          .filter(({ streamId }) => streamId === first)
          .sort((a, b) => a.placedAtMs - b.placedAtMs || (a.orderId < b.orderId ? -1 : 1))[0]!.number;
      expect(called).toHaveLength(2);
      expect(called).toEqual(
        expect.arrayContaining([
          { buyerId: ana, order: await firstOf(ana) },
          { buyerId: bo, order: await firstOf(bo) },
        ]),
      );
    });

    test('the first products of a lineup, with their pictures, and prices, without those taken out', async () => {
      const pictured = aProduct('Pictured', {
        productId: idOf('pictured'),
        picture: '/pictures/potatoes.jpg',
      });
      await given('pictured', () => ({ products: [pictured] }));
      const streamId = await given('shown', (id) => ({
        items: [
          anItem(id, 10, { name: 'Tenth' }),
          anItem(id, 2, {
            ...{ name: 'Second', nameEn: 'In English', productId: pictured.productId },
            listPriceMinor: 4_580,
          }),
          anItem(id, 1, { name: 'Taken out', isRemoved: true }),
        ],
      }));
      const second = {
        ...{ itemNumber: 2, productId: pictured.productId, name: 'Second', nameEn: 'In English' },
        picture: pictured.picture,
        listPriceMinor: 4_580,
      };
      // Last changed before the tables had prices.
      const tenth = {
        ...{ itemNumber: 10, productId: idOf('product 10'), name: 'Tenth', nameEn: '', picture: null },
        listPriceMinor: null,
      };
      expect(await stores.readers.shown(streamId, 9)).toEqual([second, tenth]);
      expect(await stores.readers.shown(streamId, 1)).toEqual([second]);
    });

    test('[F1] the lowest price charged since a time', async () => {
      const productId = idOf('priced');
      await given('prices', (id) => {
        const orders = [1, 2, 3].map((at) => anOrder(id, `${at}`, { placedAtMs: EIGHT + at * MINUTE }));
        const lines = orders.map((order, index) =>
          aLine(order, 0, { productId, unitPriceMinor: [1_000, 3_000, 2_000][index]! }),
        );
        return { orders, lines };
      });
      const since = (minutes: number) => stores.readers.recentLow(productId, EIGHT + minutes * MINUTE);
      expect(await Promise.all([since(1), since(2), since(3), since(4)])).toEqual([
        1_000,
        2_000,
        2_000,
        null,
      ]);
    });

    test('[S14] the lowest price of each product of a lineup since three times, in all streams', async () => {
      const [twice, once, never] = ['sold twice', 'sold once', 'never sold'].map(idOf);
      await given('earlier prices', (id) => {
        const orders = [1, 2, 3].map((at) => anOrder(id, `low ${at}`, { placedAtMs: EIGHT + at * MINUTE }));
        const sold = [
          { productId: twice!, unitPriceMinor: 900 },
          { productId: once!, unitPriceMinor: 4_200 },
          { productId: twice!, unitPriceMinor: 1_100 },
        ];
        return { orders, lines: orders.map((order, index) => aLine(order, 0, sold[index]!)) };
      });
      const planned = await given('planned prices', (id) => ({
        streams: [aStream(id)],
        items: [
          anItem(id, 1, { productId: twice! }),
          anItem(id, 2, { productId: once! }),
          anItem(id, 3, { productId: never! }),
          anItem(id, 4, { productId: twice!, isRemoved: true }),
        ],
      }));
      const at = (minutes: number) => EIGHT + minutes * MINUTE;
      expect(await stores.readers.recentLows(planned, [at(3), at(2), at(1)])).toEqual([
        { itemNumber: 1, low7Minor: 1_100, low14Minor: 1_100, low30Minor: 900 },
        { itemNumber: 2, low7Minor: null, low14Minor: 4_200, low30Minor: 4_200 },
      ]);
      expect(await stores.readers.recentLows(planned, [at(6), at(5), at(4)])).toEqual([]);
    });

    test('the golden stream of the rules, to the fen', async () => {
      const golden = goldenStream(idOf('golden'));
      const streamId = await given('golden', () => golden.rows);
      await stores.audience.record(golden.audience);
      await stores.audience.expose(golden.exposures);
      const report = await stores.readers.sales(streamId, golden.asOfMs);
      expect(report?.summary).toMatchObject({
        viewers: 3,
        views: 3,
        pcu: 3,
        watchSeconds: 1_140,
        acu: 1.9,
        averageWatchSeconds: 380,
        gmvPlacedMinor: 17_570,
        gmvPaidMinor: 15_580,
        gmvNetOfCancellationsMinor: 11_380,
        gmvNetOfRefundsMinor: 9_390,
        bridge: {
          expiredMinor: 1_990,
          cancelledUnpaidMinor: 0,
          openMinor: 0,
          cancelledMinor: 4_200,
          refundedMinor: 1_990,
        },
        shipping: { chargedMinor: 1_800, refundedMinor: 0 },
        given: {
          ...{ voucherOrders: 1, producerMinor: 300, hostMinor: 0, shopMinor: 1_000 },
          ...{ shippingHostMinor: 0, shippingShopMinor: 0 },
        },
        placedOrders: 3,
        paidOrders: 2,
        paidUnits: 5,
        payingBuyers: 2,
        aovMinor: 7_790,
        perBuyerMinor: 7_790,
        aspMinor: 3_116,
        upt: 2.5,
        uptHistogram: [1, 0, 0, 1],
        cvr: 2 / 3,
        paymentConversion: 2 / 3,
        adders: 2,
      });
      expect(report?.summary.uvValueMinor).toBeCloseTo(5_193.33, 2);
      expect(report?.summary.gpmMinor).toBeCloseTo(5_193_333.33, 2);
      expect(
        report?.items.map((item) => [item.name, item.paidUnits, item.paidOrders, item.gmvPaidMinor]),
      ).toEqual([
        ['Red potatoes 红土豆', 2, 1, 3_980],
        ['Quinoa', 1, 1, 3_200],
        ['Walnuts', 2, 2, 8_400],
      ]);
      expect(report?.items[0]).toMatchObject({ flashUnits: 2, sellThrough: 0.2, adders: 2, unmetUnits: 0 });
      expect(report?.minutes.map(({ viewers }) => viewers)).toEqual([1, 1, 2, 2, 2, 3, 2, 2, 2, 2]);
      expect(report?.minutes.map(({ orders }) => orders)).toEqual([0, 0, 0, 1, 0, 0, 1, 1, 0, 0]);
      // B is among the viewers of both, and was shown enough only by both together (C1).
      expect(report?.summary).toMatchObject({ exposureScreens: 3, exposedViewers: 3, openedViewers: 2 });
      const [direct, jd, ...quiet] = report?.channels ?? [];
      expect(direct).toEqual({
        channel: 'direct',
        ...{ viewers: 2, exposedViewers: 1, openedViewers: 1, adders: 1 },
        ...{ placedOrders: 1, paidOrders: 1, paidUnits: 4, gmvPaidMinor: 11_380 },
        ...{ orderingBuyers: 1, payingBuyers: 1, keptBuyers: 1, aovMinor: 11_380, upt: 4, cvr: 0.5 },
      });
      expect(jd).toEqual({
        channel: 'jd',
        ...{ viewers: 2, exposedViewers: 1, openedViewers: 1, adders: 1 },
        ...{ placedOrders: 2, paidOrders: 1, paidUnits: 1, gmvPaidMinor: 4_200 },
        ...{ orderingBuyers: 1, payingBuyers: 1, keptBuyers: 0, aovMinor: 4_200, upt: 1, cvr: 0.5 },
      });
      expect(quiet.map(({ channel, viewers, adders, cvr }) => [channel, viewers, adders, cvr])).toEqual([
        ['taobao', 0, 0, null],
        ['yunshow', 0, 0, null],
        ['wechat', 0, 0, null],
      ]);
      // The console asks for one item what the report says of all.
      for (const { itemNumber, exposedViewers, openedViewers, adders } of report?.items ?? []) {
        const way = await stores.readers.itemFunnel(streamId, itemNumber);
        expect(way).toMatchObject({ seen: exposedViewers, tapped: openedViewers, added: adders, oneIn: 1 });
      }
      expect(report?.marks).toEqual([
        { kind: 'flash', itemNumber: 1, fromMs: EIGHT + 2 * MINUTE, toMs: EIGHT + 7 * MINUTE },
      ]);
    });

    test('sell-through is of all that was given: what was allotted, and what was counted on to the shelf', async () => {
      const streamId = idOf('restocked');
      await stores.store.create(aHead(streamId));
      const adjusted = (seq: number, itemNumber: number, delta: number) => {
        const body = { itemNumber, delta, by: { staffId: idOf('host'), device: 'd' } };
        return {
          ...aFact(seq),
          type: 'stock_adjusted',
          body: JSON.stringify({ type: 'stock_adjusted', body }),
        };
      };
      const placedAtMs = EIGHT + SECOND;
      const many = anOrder(streamId, 'many', { placedAtMs, paidAtMs: placedAtMs + SECOND });
      const line = aLine(many, 0, { itemNumber: 1, units: 21 });
      const rows: Partial<Rows> = {
        streams: [aStream(streamId)],
        items: [anItem(streamId, 1), anItem(streamId, 2)],
        // Of 10 and 20 more 21 were paid, and the rest went back at the close: the counters know nothing of the 20.
        stock: [aStock(streamId, 1, { adjusted: 11, sold: 21 }), aStock(streamId, 2, { adjusted: -4 })],
        orders: withContents([many], [line]),
        lines: [line],
        marks: [2, 3].map((seq) => {
          const atMs = EIGHT + seq;
          return { streamId, seq, kind: 'restock' as const, itemNumber: 1, fromMs: atMs, toMs: atMs };
        }),
      };
      const facts = [aFact(1), adjusted(2, 1, 15), adjusted(3, 1, 5), adjusted(4, 2, -4)];
      const batch = aBatch(streamId, 0, { facts: facts.length, rows });
      expect(await stores.store.append({ ...batch, facts })).toEqual({ kind: 'committed' });
      const report = await stores.readers.sales(streamId, EIGHT + 10 * MINUTE);
      expect(report?.items.map(({ restocked, sellThrough }) => [restocked, sellThrough])).toEqual([
        [20, 0.7],
        [0, 0],
      ]);
    });

    test('a stream that never went live has no numbers, and a foreign id no report', async () => {
      const streamId = await given('planned', (id) => ({
        streams: [aStream(id, { status: 'SCHEDULED', liveStartMs: null })],
        items: [anItem(id, 1)],
        stock: [aStock(id, 1, { allotted: 0 })],
      }));
      const report = await stores.readers.sales(streamId, EIGHT);
      expect(report).toMatchObject({ liveEndMs: null, minutes: [] });
      expect(report?.summary).toMatchObject({ gmvPlacedMinor: 0, aovMinor: null, cvr: null, acu: null });
      expect(report?.items[0]).toMatchObject({ sellThrough: null, paidUnits: 0 });
      expect(await stores.readers.sales(idOf('none'), EIGHT)).toBeNull();
    });

    test('[B2] merged devices are one viewer, one buyer, one adder, one ask', async () => {
      const [phone, laptop] = [idOf('merge phone'), idOf('merge laptop')];
      const streamId = await given('merging', (id) => {
        const orders = [anOrder(id, '1', { buyerId: phone }), anOrder(id, '2', { buyerId: laptop })];
        return {
          streams: [aStream(id)],
          items: [anItem(id, 1)],
          orders,
          lines: orders.map((order) => aLine(order, 0)),
          adders: [phone, laptop].map((buyerId) => ({
            streamId: id,
            itemNumber: 1,
            buyerId,
            channel: 'direct',
          })),
        };
      });
      const refusals = [phone, laptop].map((buyerId, index) =>
        aRefusal('', 1, { buyerId, largestAsk: index + 1 }),
      );
      await stores.store.append(aBatch(streamId, 1, { facts: 0, refusals }));
      await stores.audience.record([
        aPresence(streamId, 'x', 0, 2, { viewerId: phone }),
        aPresence(streamId, 'y', 1, 3, { viewerId: laptop }),
      ]);
      const asOf = EIGHT + 5 * MINUTE;
      const summary = async () => (await stores.readers.sales(streamId, asOf))!.summary;
      expect(await summary()).toMatchObject({ viewers: 2, pcu: 2, payingBuyers: 2, adders: 2 });
      await stores.directory.addAlias(phone, laptop, EIGHT);
      expect(await summary()).toMatchObject({
        viewers: 1,
        pcu: 1,
        watchSeconds: 180,
        payingBuyers: 1,
        adders: 1,
      });
      expect((await stores.readers.sales(streamId, asOf))?.items[0]).toMatchObject({
        adders: 1,
        unmetUnits: 2,
      });
    });

    test('orders count from going live until CLOSED, and as paid if they were by then', async () => {
      const closedAtMs = EIGHT + 70 * MINUTE;
      const streamId = await given('bounds', (id) => {
        const at = (placedAtMs: number, more: Partial<OrderRow> = {}) =>
          anOrder(id, `${placedAtMs} ${more.status ?? ''}`, { placedAtMs, paidAtMs: placedAtMs, ...more });
        const orders = [
          at(EIGHT - 1),
          at(EIGHT),
          at(closedAtMs - 1, { paidAtMs: closedAtMs }),
          at(closedAtMs - 1, { paidAtMs: closedAtMs + 1, status: 'COMPLETED' }),
          at(closedAtMs),
          at(EIGHT + MINUTE, { status: 'CANCELLED', paidAtMs: null }),
          at(EIGHT + MINUTE, { status: 'PLACED', paidAtMs: null }),
          at(EIGHT + MINUTE, { status: 'EXPIRED_REFUNDED', paidAtMs: null }),
        ];
        const endedAtMs = EIGHT + 10 * MINUTE;
        return {
          streams: [aStream(id, { status: 'CLOSED', endedAtMs, closedAtMs })],
          items: [anItem(id, 1)],
          orders,
          lines: orders.map((order) => aLine(order, 0)),
        };
      });
      expect((await stores.readers.sales(streamId, closedAtMs + MINUTE))?.summary).toMatchObject({
        placedOrders: 6,
        gmvPlacedMinor: 6 * 1_990,
        paidOrders: 2,
        gmvPaidMinor: 2 * 1_990,
        bridge: { expiredMinor: 1_990, cancelledUnpaidMinor: 1_990, openMinor: 2 * 1_990 },
      });
      expect((await stores.readers.sales(streamId, EIGHT + 1))?.summary).toMatchObject({ placedOrders: 1 });
    });

    test('sessions bridge gaps under two minutes and are views from three seconds on', async () => {
      const streamId = await given('sessions', (id) => ({ streams: [aStream(id)] }));
      const seen = (viewer: string, from: number, to: number | null) => aPresence(streamId, viewer, from, to);
      await stores.audience.record([
        seen('bridged', 0, 1),
        seen('bridged', 1 + 119.999 / 60, 4),
        seen('left', 0, 1),
        seen('left', 3, 4),
        seen('glance', 0, 2.9 / 60),
        seen('still here', 4, null),
      ]);
      const { summary } = (await stores.readers.sales(streamId, EIGHT + 5 * MINUTE))!;
      expect(summary).toMatchObject({ viewers: 4, views: 4, pcu: 3 });
      expect(summary.watchSeconds).toBeCloseTo(60 + 60.001 + 120 + 2.9 + 60, 6);
      await stores.audience.beat('node-a', EIGHT + 4 * MINUTE + 30 * SECOND);
      await stores.audience.closeLeft('node-a', 0);
      const after = (await stores.readers.sales(streamId, EIGHT + 5 * MINUTE))!.summary;
      expect(after.watchSeconds).toBeCloseTo(summary.watchSeconds - 30, 6);
    });
  });
}

/** A product as it is read: without what a search looks through. */
function shown({ searchText, ...product }: ProductRow): FoundProduct {
  return product;
}
