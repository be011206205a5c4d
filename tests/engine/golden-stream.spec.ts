import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StreamFact } from '../../server/market/facts.ts';
import { accept } from '../../server/market/kernel/decision.ts';
import type { PlacedLine } from '../../server/market/order/order.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { StreamSummary } from '../../shared/market/stream/contract.ts';
import type { Channel } from '../../shared/values/channel.ts';
import { accepted, type HouseBuyer, MarketHouse } from '../builders/engine-house.ts';
import { at } from '../builders/market.ts';

let house: MarketHouse;
beforeEach(async () => {
  house = await MarketHouse.open();
});
afterEach(() => house.close());

/** Facts whose commands are not there yet enter the log as the engine writes any others. */
async function happens(stream: StreamSummary, facts: StreamFact[]): Promise<void> {
  const engine = await house.app.engines.stream(stream.streamId);
  const outcome = await engine!.submit({
    readAtMs: house.clock.steadyMs(),
    ids: [],
    key: null,
    decide: () => accept(facts, () => ({})),
  });
  expect(outcome.kind).toBe('accepted');
}

const until = (time: string) => house.clock.passes(at(time) - house.clock.nowMs());

const ORDER_A = '01900000-0000-7000-8000-00000000000a';

/** The cart of the settlement example: a producer's voucher lowers the base, the shop's does not (M1, V2). */
function cartOfA(buyer: HouseBuyer, products: Product[]): StreamFact[] {
  const line = (
    index: number,
    units: number,
    unitPriceMinor: number,
    goodsMinor: number,
    payMinor: number,
  ): PlacedLine => ({
    itemNumber: index + 1,
    productId: products[index]!.productId,
    producerId: products[index]!.producerId,
    units,
    unitPriceMinor,
    listPriceMinor: unitPriceMinor,
    flashId: null,
    holds: [],
    discounts: [
      ...(index === 1 ? [{ kind: 'voucher', funder: 'producer', minor: 300 } as const] : []),
      { kind: 'voucher', funder: 'shop', minor: goodsMinor - payMinor },
    ],
    payMinor,
    goodsMinor,
    shareBps: 8_000,
  });
  const placed: StreamFact = {
    type: 'order_placed',
    orderId: ORDER_A,
    number: '1001',
    buyerId: buyer.buyerId,
    lines: [
      line(0, 2, 1_990, 3_980, 3_630),
      line(1, 1, 3_500, 3_200, 2_919),
      line(2, 1, 4_200, 4_200, 3_831),
    ],
    goodsMinor: 11_380,
    shippingMinor: 1_800,
    totalMinor: 12_180,
    payment: 'sandbox',
    payByMs: house.clock.nowMs() + 900_000,
    addressId: buyer.addressId,
    phoneTag: null,
    isNew: true,
  };
  const paid: StreamFact = {
    type: 'order_paid',
    orderId: ORDER_A,
    paymentId: 'pay-a',
    amountMinor: 12_180,
    paidAtMs: house.clock.nowMs(),
    method: 'sandbox',
    late: false,
    fromLapsed: [],
  };
  return [placed, paid];
}

test('the golden stream, from its facts to the report, to the fen', async () => {
  const products = [
    await house.product(20, 1_990),
    await house.product(20, 3_500),
    await house.product(20, 4_200),
  ];
  const stream = await house.stream({ holdPolicy: 'first_paid' });
  for (const { productId } of products) {
    accepted(await house.console(stream, 'lineup:add', { productId, units: 20 }));
  }
  const [a, b, c] = [await house.buyer(), await house.buyer(), await house.buyer()];
  await until('20:00');
  accepted(await house.console(stream, 'stream:go-live', {}));
  await until('20:03');
  await happens(stream, cartOfA(a, products));

  const places = async (itemNumber: number, unitPriceMinor: number) =>
    accepted(
      await house.live(c, stream, 'order:place', {
        lines: [{ itemNumber, units: 1, unitPriceMinor }],
        expectTotalMinor: unitPriceMinor,
        addressId: c.addressId,
        payment: 'sandbox',
        channel: 'jd',
      }),
    ).order;
  await until('20:06');
  await places(1, 1_990);
  const walnuts = await places(3, 4_200);
  const { orderId } = walnuts;
  await house.app.application.payment(
    { noticeId: 'n1', paymentId: 'pay-c', orderId, amountMinor: 4_200, outcome: 'paid' },
    house.clock.nowMs(),
  );
  await until('20:08');
  accepted(await house.live(c, stream, 'order:cancel', { orderId }));
  await until('20:10');
  accepted(await house.console(stream, 'stream:end', {}));
  await until('22:00');
  await happens(stream, [
    {
      type: 'order_refunded',
      orderId: ORDER_A,
      lines: [{ lineIndex: 0, units: 1, goodsMinor: 1_990, refundMinor: 1_815 }],
    },
  ]);

  const watched = (
    connectionId: string,
    { buyerId }: HouseBuyer,
    from: string,
    to: string,
    channel: Channel = 'direct',
  ) => ({
    connectionId,
    streamId: stream.streamId,
    node: 'main',
    viewerId: buyerId,
    isStaff: false,
    fromMs: at(from),
    toMs: at(to),
    channel,
  });
  await house.stores.audience.record([
    watched('a', a, '20:00', '20:10'),
    watched('b1', b, '20:02', '20:06'),
    watched('b2', b, '20:02', '20:06', 'jd'),
    watched('c', c, '20:05', '20:10', 'jd'),
  ]);

  const report = await house.stores.readers.sales(stream.streamId, house.clock.nowMs());
  expect(report?.summary).toMatchObject({
    viewers: 3,
    views: 3,
    pcu: 3,
    acu: 1.9,
    watchSeconds: 1_140,
    averageWatchSeconds: 380,
    gmvPlacedMinor: 17_570,
    gmvPaidMinor: 15_580,
    gmvNetOfCancellationsMinor: 11_380,
    gmvNetOfRefundsMinor: 9_390,
    paidOrders: 2,
    paidUnits: 5,
    payingBuyers: 2,
    aovMinor: 7_790,
    perBuyerMinor: 7_790,
    aspMinor: 3_116,
    upt: 2.5,
    cvr: 2 / 3,
    paymentConversion: 2 / 3,
  });
  expect(report?.summary.uvValueMinor).toBeCloseTo(5_193.33, 2);
  expect(report?.summary.gpmMinor).toBeCloseTo(5_193_333.33, 2);
  // B watched by both links (C1).
  expect(report?.channels.slice(0, 2)).toMatchObject([
    { channel: 'direct', viewers: 2, paidOrders: 1, gmvPaidMinor: 11_380, keptBuyers: 1, cvr: 0.5 },
    {
      channel: 'jd',
      viewers: 2,
      placedOrders: 2,
      paidOrders: 1,
      gmvPaidMinor: 4_200,
      keptBuyers: 0,
      cvr: 0.5,
    },
  ]);
});
