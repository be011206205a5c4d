import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MyOrder, OrderView } from '../../shared/market/order/contract.ts';
import { DAY, HOUR } from '../../shared/values/time.ts';
import { AuditMarket } from '../builders/audit-market.ts';
import { accepted, type HouseBuyer } from '../builders/engine-house.ts';
import type { RebuildGround } from './rebuild-suite.ts';

/** What is left of `products + shipping − discounts` once the total is taken away: nothing, if an order adds up. */
function missingOf({ lines, shippingMinor, totalMinor }: OrderView): number {
  let minor = shippingMinor - totalMinor;
  for (const { units, unitPriceMinor, discounts = [] } of lines) {
    minor += units * unitPriceMinor;
    // A flash price has taken its own off already.
    for (const { kind, minor: off } of discounts) if (kind !== 'flash') minor -= off;
  }
  return minor;
}

/** Who gives how much, of each line and of the shipping. */
function givenOf({ lines, shippingDiscounts = [] }: OrderView) {
  const byFunder = (given: NonNullable<OrderView['shippingDiscounts']>) => {
    const sums: Record<string, number> = {};
    for (const { kind, funder, minor } of given)
      if (kind !== 'flash') sums[funder] = (sums[funder] ?? 0) + minor;
    return sums;
  };
  return {
    lines: lines.map(({ discounts = [] }) => byFunder(discounts)),
    shipping: byFunder(shippingDiscounts),
  };
}

/** [O2] An order adds up for its buyer whoever is asked: the stream, or the tables over HTTP. */
export function orderSumsSuite(ground: RebuildGround): void {
  let market: AuditMarket;
  let buyer: HouseBuyer;
  let orderId: string;

  beforeAll(async () => {
    const stores = await ground.open();
    market = await AuditMarket.open(stores);
    await market.adds(40, 2_990);
    await market.adds(40, 4_200);
    await market.adds(40, 1_000);
    accepted(
      await market.floor('shipping:set', {
        ...{ origin: '', version: 0 },
        table: { tiers: [{ upToGrams: 100_000, feeMinor: 900 }], capMinor: null, freeFromMinor: null },
      }),
    );
    accepted(await market.floor('stream:go-live', {}));
    await market.passes(1_000);
    const { flashId } = accepted(
      await market.floor('flash-sale:start', {
        ...{ itemNumber: 1, version: await market.version(1), priceMinor: 1_990, startsAtMs: null },
        ...{ durationSeconds: 3_600, prelaunchSeconds: 0, cap: 20, perBuyerCap: 5 },
        ...{ afterEnd: 'list', fundedBy: 'host' },
      }),
    );
    const endsAtMs = market.clock.nowMs() + DAY;
    accepted(
      await market.floor('promotion:set', {
        ...{ itemNumber: 2, version: await market.version(2) },
        promotion: { units: 3, totalMinor: 10_000, fundedBy: 'shop', startsAtMs: null, endsAtMs },
      }),
    );
    const voucher = { startsAtMs: null, endsAtMs, cap: 50, perBuyerCap: 5 } as const;
    accepted(
      await market.floor('voucher:create', {
        ...{ off: { kind: 'amount', offMinor: 700 }, fromMinor: 5_000, scope: { kind: 'shop' } },
        ...{ fundedBy: 'shop', ...voucher },
      }),
    );
    accepted(
      await market.floor('voucher:create', {
        ...{ off: { kind: 'shipping', offMinor: 400 }, fromMinor: 0, scope: { kind: 'shop' } },
        ...{ fundedBy: 'host', ...voucher },
      }),
    );
    buyer = await market.buyer();
    await market.takes(buyer, 1, 2, 1_990, flashId);
    await market.takes(buyer, 2, 3, 4_200);
    await market.takes(buyer, 3, 1, 1_000);
    const lines = [
      { itemNumber: 1, units: 2, unitPriceMinor: 1_990 },
      { itemNumber: 2, units: 3, unitPriceMinor: 4_200 },
      { itemNumber: 3, units: 1, unitPriceMinor: 1_000 },
    ];
    const { addressId } = buyer;
    const quote = accepted(
      await market.app.application.orderQuote(
        buyer,
        market.streamId,
        { lines, addressId },
        market.clock.nowMs(),
      ),
    );
    const placed = accepted(
      await market.live(buyer, 'order:place', {
        ...{ lines, expectTotalMinor: quote.totalMinor, addressId, payment: 'sandbox' },
      }),
    ).order;
    orderId = placed.orderId;
    await market.passes(0);
  });
  afterAll(async () => {
    await market.close();
    await market.stores.close();
  });

  /** What the stream tells its buyer of the order, and what HTTP does. */
  async function bothWays(): Promise<{ told: OrderView; mine: MyOrder }> {
    const { orders } = await market.app.application.privateView(market.streamId, buyer);
    const told = orders.find((order) => order.orderId === orderId)!;
    const mine = (await market.app.application.myOrders(buyer)).find(
      ({ order }) => order.orderId === orderId,
    )!;
    // Whether it may be paid at the door is asked of one order alone (O13).
    const { atDoor: _, ...alone } = (await market.app.application.myOrder(buyer, orderId))!;
    expect(alone).toEqual(mine);
    return { told, mine };
  }

  test('[O2] [V2] products and shipping less the discounts are the total, from the stream and over HTTP', async () => {
    const { told, mine } = await bothWays();
    expect(givenOf(told)).toEqual({
      lines: [{ shop: expect.any(Number) }, { shop: expect.any(Number) }, { shop: expect.any(Number) }],
      shipping: { host: 400 },
    });
    expect(givenOf(mine.order)).toEqual(givenOf(told));
    expect([missingOf(told), missingOf(mine.order)]).toEqual([0, 0]);
    expect(mine.order).toMatchObject({ totalMinor: told.totalMinor, shippingMinor: 500, status: 'PLACED' });
  });

  test('[A3] the address is the buyer’s own, as the device may show it; nobody else finds the order', async () => {
    const { mine } = await bothWays();
    expect(mine.sendTo).toMatchObject({ addressId: buyer.addressId, name: 'Ana', address: 'Jianchuan 1' });
    expect(mine.sendTo?.phoneEnd).toHaveLength(4);
    expect(mine.pictures).toEqual(['', '', '']);
    const other = await market.buyer();
    expect(await market.app.application.myOrder(other, orderId)).toBeNull();
    expect(await market.app.application.myOrder(buyer, market.ids.next())).toBeNull();
  });

  test('[O2] paid, and cancelled within the free hour, it still adds up, and what came back is told alike', async () => {
    const { mine: before } = await bothWays();
    await market.pays(orderId, before.order.totalMinor);
    await market.passes(1_000);
    const paid = await bothWays();
    expect(paid.mine.order.status).toBe('PAID');
    expect([missingOf(paid.told), missingOf(paid.mine.order)]).toEqual([0, 0]);
    // What the page promises before the second tap is what comes back.
    expect(before).not.toHaveProperty('cancelBackMinor');
    expect(paid.mine.cancelBackMinor).toBe(paid.mine.order.totalMinor);
    const cancelled = accepted(await market.live(buyer, 'order:cancel', { orderId })).order;
    await market.passes(1_000);
    const after = await bothWays();
    for (const order of [cancelled, after.told, after.mine.order]) {
      expect(order.status).toBe('CANCELLED');
      expect(missingOf(order)).toBe(0);
      expect(order.refundedMinor).toBe(order.totalMinor);
      expect(givenOf(order)).toEqual(givenOf(before.order));
    }
    // Long after, when the stream may have forgotten it.
    await market.passes(2 * HOUR);
    const late = await market.app.application.myOrder(buyer, orderId);
    expect(missingOf(late!.order)).toBe(0);
    expect(late).not.toHaveProperty('cancelBackMinor');
  });

  test('[S8] an order is told with both titles of its stream, and that the stream is over once it is', async () => {
    const before = await market.app.application.myOrder(buyer, orderId);
    expect(before).not.toHaveProperty('streamTitleEn');
    expect(before).not.toHaveProperty('hasStreamEnded');
    const row = await market.app.deps.readers.streamById(market.streamId);
    const page = { title: '土豆节', titleEn: 'Potato Festival', scheduledAtMs: row!.scheduledAtMs };
    accepted(await market.floor('stream:describe', { version: 0, page }));
    accepted(await market.floor('stream:end', {}));
    await market.passes(1_000);
    expect(await market.app.application.myOrder(buyer, orderId)).toMatchObject({
      ...{ streamTitle: '土豆节', streamTitleEn: 'Potato Festival', hasStreamEnded: true },
    });
  });
}
