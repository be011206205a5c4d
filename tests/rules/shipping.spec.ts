import { describe, expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { feeOf, gramsLeft } from '../../server/market/shipping/fee.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { inOther, parseRate } from '../../shared/values/exchange.ts';
import { auditBooks } from '../builders/audit.ts';
import { idOf, replay } from '../builders/bench.ts';
import { aLiveStream, aProduct, type Market, type StreamStory } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The goods of the golden settlement, with the fees of their origins. */
function goldenMarket(story: Partial<StreamStory> = {}): Market {
  return aLiveStream(
    aProduct('potato', { stock: 20, price: 1_990, origin: 'O1', producer: 'P1', shipping: [800, 300] }),
    aProduct('quinoa', { stock: 20, price: 3_500, origin: 'O1', producer: 'P2', shipping: [700, 100] }),
    aProduct('walnut', { stock: 20, price: 4_200, origin: 'O2', producer: 'P3', shipping: [600, 200] }),
    aProduct('ribbon', { stock: 20, price: 500, origin: 'O3' }),
    story,
  );
}

/** Everything that a log has to be true of, whatever happened in it. */
function booksOf(market: Market): void {
  const { bench } = market;
  expect(auditBooks(bench.state, bench.orders())).toEqual([]);
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
}

describe('[P2] the fee of an order', () => {
  test('is the highest base of its origin and the increments of all other units: the golden cart', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    for (const [name, units] of [
      ['potato', 2],
      ['quinoa', 1],
      ['walnut', 1],
    ] as const)
      ana.adds(name, units);
    const quote = ana.quote()!;
    expect(quote.shipping.map(({ origin, feeMinor }) => [origin, feeMinor])).toEqual([
      ['O1', 800 + 300 + 100],
      ['O2', 600],
    ]);
    expect(quote).toMatchObject({ shippingMinor: 1_800, totalMinor: 11_680 + 1_800 });
    const order = ana.order(ana.places());
    expect(order).toMatchObject({ goodsMinor: 11_680, shippingMinor: 1_800, totalMinor: 13_480 });
    expect(order.shipping).toEqual([
      { origin: 'O1', feeMinor: 1_200, refundedMinor: 0 },
      { origin: 'O2', feeMinor: 600, refundedMinor: 0 },
    ]);
    booksOf(market);
  });

  test('[O2] the total with shipping is what the buyer has to have seen', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    ana.adds('walnut');
    expect(refusalOf(ana.orders({ total: 4_200 }))).toEqual({
      code: 'PRICE_CHANGED',
      wasMinor: 4_200,
      nowMinor: 4_800,
    });
    expect(replyOf(ana.orders({ total: 4_800 })).order.totalMinor).toBe(4_800);
  });

  test('where nothing costs anything is 0, and no fact speaks of it', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    ana.adds('ribbon');
    const [placed] = factsOf(ana.orders());
    expect(placed).toMatchObject({ shippingMinor: 0, totalMinor: 500 });
    expect(placed).not.toHaveProperty('shipping');
    expect(ana.quote([{ itemNumber: 4, units: 1, unitPriceMinor: 500 }])).toBeNull();
  });

  test('never passes its ceiling', () => {
    const market = goldenMarket();
    replyOf(market.host.setsShipping('O1', { capMinor: 1_000 }));
    const ana = market.buyer('ana');
    ana.adds('potato', 9);
    expect(ana.quote()!.shippingMinor).toBe(1_000);
  });

  test('goes by weight where the origin has tiers, and by several parcels beyond the last', () => {
    const tiers = [
      { upToGrams: 1_000, feeMinor: 500 },
      { upToGrams: 3_000, feeMinor: 900 },
    ];
    const market = goldenMarket();
    const item = { ...market.item('potato'), grams: 500 };
    const table = { tiers, capMinor: null, freeFromMinor: null };
    const fee = (units: number) => feeOf(table, { parts: [{ item, units }], goodsMinor: 0 });
    expect([0, 1, 2, 3, 6, 7, 8, 9, 12, 13].map(fee)).toEqual([
      0, 500, 500, 900, 900, 1_400, 1_400, 1_800, 1_800, 2_300,
    ]);
    expect([0, 400, 1_000, 1_001, 3_000, 3_001].map((grams) => gramsLeft(tiers, grams))).toEqual([
      1_000, 600, 0, 1_999, 0, 999,
    ]);
  });

  test('of a second order is what the group costs more; one to another address pays its own', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    ana.buys('quinoa');
    ana.adds('potato');
    // fee(quinoa, potato) = 800 + 100; 700 of it was paid.
    expect(ana.quote()!.shippingMinor).toBe(200);
    expect(ana.quote(ana.heldLines(), idOf(930_001))!.shippingMinor).toBe(800);
    expect(ana.quote(ana.heldLines(), null)!.shippingMinor).toBe(800);
    const second = ana.places();
    replyOf(ana.pays(second));
    expect(ana.order(second).shippingMinor).toBe(200);
    booksOf(market);
  });

  test('counts an order from its payment on, not from its placing', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    const first = ana.takes('walnut');
    const second = ana.takes('walnut');
    expect([first, second].map((id) => ana.order(id).shippingMinor)).toEqual([600, 600]);
    replyOf(ana.pays(first));
    expect(ana.order(ana.takes('walnut')).shippingMinor).toBe(200);
  });

  test('[B2] follows a buyer who becomes another', () => {
    const market = goldenMarket();
    const guest = market.buyer('guest');
    const ana = market.buyer('ana');
    guest.buys('walnut');
    ana.buys('quinoa');
    replyOf(guest.becomes(ana));
    ana.adds('walnut');
    ana.adds('potato');
    expect(ana.quote()!.shipping.map(({ feeMinor }) => feeMinor)).toEqual([200, 200]);
    booksOf(market);
  });

  test('[O1] cash on delivery is charged alike, and counts at once', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    ana.adds('walnut');
    const first = ana.places({ payment: 'cash_on_delivery' });
    expect(ana.order(first)).toMatchObject({ status: 'PAID', totalMinor: 4_800 });
    ana.adds('walnut');
    expect(ana.quote()!.shippingMinor).toBe(200);
    // Nobody ever paid its base: the second order pays no more for that, and the next one does.
    replyOf(ana.cancels(first));
    expect(ana.quote()!.shippingMinor).toBe(600);
  });
});

describe('[P3] the way to free shipping', () => {
  test('is told with the quote, and ends at its goods value, inclusive', () => {
    const market = goldenMarket();
    replyOf(market.host.setsShipping('O2', { freeFromMinor: 8_400 }));
    const ana = market.buyer('ana');
    ana.adds('walnut');
    expect(ana.quote()!.shipping[0]).toMatchObject({
      feeMinor: 600,
      missingToFreeMinor: 4_200,
      gramsLeft: null,
    });
    ana.adds('walnut');
    expect(ana.quote()!.shipping[0]).toMatchObject({ feeMinor: 0, missingToFreeMinor: 0 });
    expect(ana.order(ana.places()).shipping).toEqual([{ origin: 'O2', feeMinor: 0, refundedMinor: 0 }]);
  });

  test('says when a paid order is in the same parcel, whose fee counts, and not once that is called off', () => {
    const market = goldenMarket();
    replyOf(market.host.setsShipping('O2', { freeFromMinor: 16_800 }));
    const ana = market.buyer('ana');
    const first = ana.buys('walnut');
    ana.adds('walnut');
    expect(ana.quote()!.shipping[0]).toMatchObject({ missingToFreeMinor: 8_400, isWithPaid: true });
    replyOf(ana.cancels(first));
    expect(ana.quote()!.shipping[0]).not.toHaveProperty('isWithPaid');
  });

  test('reached by a later paid order, what the group paid before comes back at CLOSED, in one refund', () => {
    const market = goldenMarket();
    replyOf(market.host.setsShipping('O2', { freeFromMinor: 12_600 }));
    const ana = market.buyer('ana');
    const orderIds = [ana.buys('walnut'), ana.buys('walnut'), ana.buys('walnut')];
    expect(orderIds.map((id) => ana.order(id).shippingMinor)).toEqual([600, 200, 0]);
    expect(market.packer.creditsShipping()).toEqual([]);
    market.closes();
    expect(market.packer.creditsShipping()).toEqual([
      { orderId: orderIds[1], amountMinor: 200 },
      { orderId: orderIds[0], amountMinor: 600 },
    ]);
    expect(orderIds.map((id) => ana.order(id).refundedMinor)).toEqual([600, 200, 0]);
    expect(market.packer.creditsShipping()).toEqual([]);
    booksOf(market);
  });

  test('is judged again when an order is called off: the others pay what they would have', () => {
    const market = goldenMarket();
    replyOf(market.host.setsShipping('O2', { freeFromMinor: 8_400 }));
    const ana = market.buyer('ana');
    const first = ana.buys('walnut');
    const second = ana.buys('walnut');
    const [cancelled] = factsOf(ana.cancels(second));
    expect(cancelled).toMatchObject({ refundMinor: 4_200, shippingRefunds: [] });
    market.closes();
    expect(market.packer.creditsShipping()).toEqual([]);
    expect(ana.order(first).refundedMinor).toBe(0);
    booksOf(market);
  });

  test('two orders that were open at the same time paid a base each: one comes back', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    const first = ana.takes('walnut');
    const second = ana.takes('walnut');
    for (const orderId of [first, second]) replyOf(ana.pays(orderId));
    market.closes();
    expect(market.packer.creditsShipping()).toEqual([{ orderId: second, amountMinor: 400 }]);
  });

  test('an order that the stream has forgotten gets it too', () => {
    const market = goldenMarket({ settings: { closedOrdersKept: 1 } });
    replyOf(market.host.setsShipping('O2', { freeFromMinor: 8_400 }));
    const ana = market.buyer('ana');
    const first = ana.buys('walnut');
    market.passes(HOUR);
    for (const name of ['bo', 'cai', 'dan']) market.buyer(name).buys('ribbon');
    market.passes(HOUR);
    ana.buys('walnut');
    market.closes();
    expect(market.bench.state.orders.has(first)).toBe(false);
    expect(market.packer.creditsShipping()).toEqual([{ orderId: first, amountMinor: 600 }]);
    expect(ana.order(first).refundedMinor).toBe(600);
    booksOf(market);
  });
});

describe('[P3] shipping goes back as far as the group does not need it', () => {
  test('all of it with the only order of a group', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    for (const name of ['potato', 'walnut']) ana.adds(name);
    const orderId = ana.places();
    replyOf(ana.pays(orderId));
    const [cancelled] = factsOf(ana.cancels(orderId));
    expect(cancelled).toMatchObject({
      refundMinor: 1_990 + 4_200 + 800 + 600,
      shippingRefunds: [
        { origin: 'O1', amountMinor: 800 },
        { origin: 'O2', amountMinor: 600 },
      ],
    });
    expect(ana.order(orderId)).toMatchObject({ refundedMinor: 7_590, totalMinor: 7_590 });
    booksOf(market);
  });

  test('an order whose base the others need keeps it paid', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    const first = ana.buys('walnut');
    const second = ana.buys('walnut');
    const [cancelled] = factsOf(ana.cancels(first));
    // 600 + 200 were charged; the other walnut alone costs 600.
    expect(cancelled).toMatchObject({ refundMinor: 4_200 + 200 });
    const [last] = factsOf(ana.cancels(second));
    expect(last).toMatchObject({ refundMinor: 4_200 + 200 });
    market.closes();
    expect(market.packer.creditsShipping()).toEqual([{ orderId: first, amountMinor: 400 }]);
    booksOf(market);
  });

  test('what the producer cannot fill, and what is paid back before it is packed, does not travel', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    const orderId = ana.buys('walnut', 3);
    replyOf(market.host.cannotFill(orderId, 'walnut', 1));
    replyOf(market.packer.refunds(orderId, 'walnut', 1));
    market.closes();
    expect(market.packer.creditsShipping()).toEqual([{ orderId, amountMinor: 400 }]);
    replyOf(market.packer.packs([orderId], 'O2'));
    booksOf(market);
  });

  test('a lost parcel is paid back with its shipping; what arrived has travelled, whatever is claimed of it', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    const bo = market.buyer('bo');
    const lost = ana.buys('walnut', 2);
    const bad = bo.buys('walnut', 2);
    market.closes();
    const parcels = [lost, bad].map((id) => replyOf(market.packer.packs([id], 'O2')).shipmentId);
    for (const shipmentId of parcels) replyOf(market.packer.ships(shipmentId));
    replyOf(market.packer.loses(parcels[0]!));
    replyOf(market.packer.delivers(parcels[1]!));
    const { claimId } = replyOf(bo.claims(bad, 'walnut', { units: 2 }));
    replyOf(market.packer.decides(claimId, true));
    expect(market.packer.creditsShipping()).toEqual([{ orderId: lost, amountMinor: 800 }]);
    expect(ana.order(lost)).toMatchObject({ refundedMinor: 9_200, totalMinor: 9_200 });
    booksOf(market);
  });

  test('a late payment that is given back never was in a group', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    const orderId = ana.takes('walnut');
    market.passes(16 * MINUTE);
    replyOf(market.host.prices('walnut', 4_300));
    replyOf(ana.pays(orderId));
    expect(ana.order(orderId).status).toBe('EXPIRED_REFUNDED');
    ana.adds('walnut');
    expect(ana.quote()!.shippingMinor).toBe(600);
  });
});

describe('[L4] what sending costs is set by the console', () => {
  test('names the version that was seen', () => {
    const market = goldenMarket();
    const { version } = replyOf(market.host.setsShipping('O1', { capMinor: 900 }, 0));
    expect(refusalOf(market.host.setsShipping('O1', { capMinor: 800 }, 0))).toEqual({
      code: 'STALE_VERSION',
      version,
    });
    replyOf(market.host.setsShipping('O1', null));
    expect(factsOf(market.host.setsShipping('O1', null))).toEqual([]);
  });

  test('tiers rise, and the stream is open', () => {
    const market = goldenMarket();
    const tiers = [
      { upToGrams: 1_000, feeMinor: 500 },
      { upToGrams: 1_000, feeMinor: 900 },
    ];
    expect(refusalOf(market.host.setsShipping('O1', { tiers }))).toEqual({
      code: 'BAD_REQUEST',
      field: 'tiers',
    });
    expect(refusalOf(market.host.setsShipping('O1', { tiers: [] }))).toMatchObject({ code: 'BAD_REQUEST' });
    market.closes();
    expect(refusalOf(market.host.setsShipping('O1', {}))).toEqual({ code: 'STREAM_CLOSED' });
  });

  test('a table that comes later counts from then on; orders placed before travel in no group', () => {
    const market = goldenMarket();
    const ana = market.buyer('ana');
    ana.buys('ribbon');
    replyOf(market.host.setsShipping('O3', { tiers: [{ upToGrams: 1_000, feeMinor: 500 }] }));
    ana.adds('ribbon');
    expect(ana.quote()!.shipping).toEqual([
      { origin: 'O3', feeMinor: 500, discounts: [], missingToFreeMinor: null, gramsLeft: 500 },
    ]);
  });
});

describe('[P2] abroad', () => {
  const singapore = { addressId: idOf(930_009), country: 'SG' };

  function abroad(): Market {
    const market = goldenMarket();
    replyOf(market.host.sellsAbroad());
    const { version } = market.bench.state.shipping;
    const tiers = [{ upToGrams: 1_000, feeMinor: 9_000 }];
    replyOf(market.host.setsShipping('O2', { tiers }, version, true));
    return market;
  }

  test('has a table of its own, and its parcels are not those at home', () => {
    const market = abroad();
    const ana = market.buyer('ana');
    ana.buys('walnut');
    ana.adds('walnut', 2);
    const orderId = ana.places(singapore);
    expect(ana.order(orderId)).toMatchObject({ shippingMinor: 9_000, isOverseas: true });
    replyOf(ana.pays(orderId));
    ana.adds('walnut');
    expect(ana.quote(ana.heldLines(), singapore.addressId, 'SG')!.shippingMinor).toBe(9_000);
    expect(ana.quote()!.shippingMinor).toBe(200);
    const [cancelled] = factsOf(ana.cancels(orderId));
    expect(cancelled).toMatchObject({ refundMinor: 8_400 + 9_000 });
    booksOf(market);
  });

  test('is not served without a table of each origin, nor to any other country, nor without being set', () => {
    const market = abroad();
    const ana = market.buyer('ana');
    ana.adds('quinoa');
    ana.adds('walnut');
    expect(refusalOf(ana.orders(singapore))).toEqual({ code: 'ADDRESS_NOT_SERVED' });
    ana.removes('quinoa');
    expect(refusalOf(ana.orders({ ...singapore, country: 'US' }))).toEqual({ code: 'ADDRESS_NOT_SERVED' });
    replyOf(ana.orders(singapore));
    const home = goldenMarket().buyer('ana');
    home.adds('walnut');
    expect(refusalOf(home.orders(singapore))).toEqual({ code: 'ADDRESS_NOT_SERVED' });
  });

  test('[T1] the second currency is for reading: the rate of then stays with the order, what is charged does not change', () => {
    const market = abroad();
    const ana = market.buyer('ana');
    const orderId = ana.takes('walnut');
    replyOf(market.host.sellsAbroad({ rateMicros: 150_000 }));
    expect(ana.order(orderId)).toMatchObject({
      totalMinor: 4_800,
      shown: { currency: 'USD', rateMicros: 138_700 },
    });
    expect(refusalOf(market.host.sellsAbroad({ currency: 'CNY' }))).toEqual({
      code: 'BAD_REQUEST',
      field: 'currency',
    });
    expect(inOther(4_800, 'CNY', { currency: 'USD', rateMicros: 138_700 })).toBe(666);
    expect(inOther(4_800, 'CNY', { currency: 'JPY', rateMicros: 20_500_000 })).toBe(984);
    expect(inOther(984, 'JPY', { currency: 'CNY', rateMicros: 48_780 })).toBe(4_800);
    expect([parseRate('0.1387'), parseRate('20.5'), parseRate('0'), parseRate('1,5')]).toEqual([
      138_700,
      20_500_000,
      null,
      null,
    ]);
  });
});
