import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlacedShipping } from '../../server/domain/order/order.ts';
import { publicView } from '../../server/domain/public-view.ts';
import { MAX_VOUCHERS, type Voucher } from '../../server/domain/state.ts';
import { spread, takeShippingVoucher } from '../../server/domain/voucher/discount.ts';
import { idOf } from '../builders/bench.ts';
import { aLiveStream, aProduct, at, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

/** Potatoes of P1, quinoa of P2, walnuts of P3, at the prices of the golden basket. */
function threeProducers(): Market {
  return aLiveStream(
    aProduct('potatoes', { price: 1_990, stock: 50, producer: 'P1', origin: 'O1' }),
    aProduct('quinoa', { price: 3_500, stock: 50, producer: 'P2', origin: 'O1' }),
    aProduct('walnuts', { price: 4_200, stock: 50, producer: 'P3', origin: 'O2' }),
    { holdPolicy: 'first_paid' },
  );
}

const GOLDEN = { potatoes: 2, quinoa: 1, walnuts: 1 };

function placedBy(m: Market, story: Parameters<ReturnType<Market['buyer']>['orders']>[0], who = 'ana') {
  const orderId = m.buyer(who).places(story);
  return m.bench.order(orderId)!;
}

const producerOf = (m: Market, name: string) => m.item(name).producerId;

describe('the golden basket', () => {
  function golden() {
    const m = threeProducers();
    const ofQuinoa = m.host.makesVoucher({
      off: { kind: 'amount', offMinor: 300 },
      fromMinor: 3_000,
      scope: { kind: 'producer', producerId: producerOf(m, 'quinoa') },
      fundedBy: 'producer',
    });
    const ofShop = m.host.makesVoucher({ fromMinor: 9_900 });
    return { m, ofQuinoa, ofShop, order: placedBy(m, { lines: GOLDEN }) };
  }

  test('[V1] [V2] the producer’s voucher first, then the shop’s 1,000 split 350, 281 and 369', () => {
    const { order, ofQuinoa, ofShop } = golden();
    const off = order.lines.map(({ discounts }) => discounts.map(({ funder, minor }) => [funder, minor]));
    expect(off).toEqual([
      [['shop', 350]],
      [
        ['producer', 300],
        ['shop', 281],
      ],
      [['shop', 369]],
    ]);
    expect(order.lines.map(({ payMinor }) => payMinor)).toEqual([3_630, 2_919, 3_831]);
    expect(order.totalMinor).toBe(10_380);
    expect(order.vouchers).toEqual([ofQuinoa, ofShop]);
  });

  test('[M1] the base is lowered by what the producer gave, and by nothing else', () => {
    const { order } = golden();
    expect(order.lines.map(({ goodsMinor }) => goodsMinor)).toEqual([3_980, 3_200, 4_200]);
    expect(order.goodsMinor).toBe(11_380);
  });

  test('[T2] of the two potatoes one is paid back with 1,815, and the other with the rest', () => {
    const { m, order } = golden();
    replyOf(m.buyer('ana').pays(order.orderId));
    const back = (units: number) => {
      const [fact] = factsOf(m.host.cannotFill(order.orderId, 'potatoes', units));
      return fact;
    };
    expect(back(1)).toMatchObject({ refundMinor: 1_815, goodsMinor: 1_990 });
    expect(back(1)).toMatchObject({ refundMinor: 1_815, goodsMinor: 1_990 });
  });

  test('[V2] a cancellation gives back what was paid, not what it would have cost', () => {
    const { m, order } = golden();
    replyOf(m.buyer('ana').pays(order.orderId));
    const [cancelled] = factsOf(m.buyer('ana').cancels(order.orderId));
    expect(cancelled).toMatchObject({ type: 'order_cancelled', refundMinor: 10_380 });
  });
});

describe('[V1] the steps', () => {
  test('three for ¥50: whole groups, each line for itself, and the rest singly', () => {
    const m = threeProducers();
    replyOf(m.host.promotes('potatoes', { units: 3, total: 5_000, fundedBy: 'host' }));
    const order = placedBy(m, { lines: { potatoes: 7 } });
    expect(order.totalMinor).toBe(2 * 5_000 + 1_990);
    expect(order.lines[0]).toMatchObject({
      discounts: [{ kind: 'promotion', funder: 'host', minor: 7 * 1_990 - 11_990 }],
      goodsMinor: 7 * 1_990,
    });
  });

  test('a flash price that is lower than the promotion stands', () => {
    const m = threeProducers();
    replyOf(m.host.promotes('potatoes', { units: 2, total: 3_000 }));
    m.host.startsFlash('potatoes', { price: 1_400, cap: 9, perBuyer: 9 });
    const order = placedBy(m, { lines: { potatoes: [2, 1_400] } });
    expect(order.totalMinor).toBe(2_800);
    expect(order.lines[0]!.discounts.map(({ kind }) => kind)).toEqual(['flash']);
  });

  test('each step works on what the one before has left: a threshold that is missed by it is missed', () => {
    const m = threeProducers();
    m.host.makesVoucher({ off: { kind: 'amount', offMinor: 1_000 }, fromMinor: 4_000 });
    replyOf(m.host.promotes('potatoes', { units: 2, total: 3_900 }));
    expect(placedBy(m, { lines: { potatoes: 2 } }).totalMinor).toBe(3_900);
    replyOf(m.host.promotes('potatoes', null));
    expect(placedBy(m, { lines: { potatoes: 2 } }).totalMinor).toBe(3_980);
    expect(placedBy(m, { lines: { potatoes: 2, quinoa: 1 } }).totalMinor).toBe(3_980 + 3_500 - 1_000);
  });

  test('a share of the goods, with a maximum, in basis points rounded half up', () => {
    const m = threeProducers();
    m.host.makesVoucher({ off: { kind: 'percent', bps: 1_250, maxMinor: 700 } });
    expect(placedBy(m, { lines: { potatoes: 1 } }).totalMinor).toBe(1_990 - 249);
    expect(placedBy(m, { lines: { potatoes: 4 } }).totalMinor).toBe(4 * 1_990 - 700);
  });

  test('a voucher for some goods takes nothing off the others; all of one producer make it theirs', () => {
    const m = threeProducers();
    const some = (names: string[]) => names.map((name) => m.numberOf(name));
    const two = { kind: 'items' as const, itemNumbers: some(['potatoes', 'walnuts']) };
    const ofShop = m.host.makesVoucher({ scope: two, off: { kind: 'amount', offMinor: 100 } });
    const one = { kind: 'items' as const, itemNumbers: some(['quinoa']) };
    const ofQuinoa = m.host.makesVoucher({
      ...{ scope: one, off: { kind: 'amount', offMinor: 200 }, fundedBy: 'producer' },
    });
    expect(m.bench.state.vouchers.get(ofShop)!.producerId).toBeNull();
    expect(m.bench.state.vouchers.get(ofQuinoa)!.producerId).toBe(producerOf(m, 'quinoa'));
    const order = placedBy(m, { lines: GOLDEN });
    expect(order.lines.map(({ payMinor }) => payMinor)).toEqual([3_980 - 49, 3_300, 4_200 - 51]);
    expect(order.vouchers).toEqual([ofQuinoa, ofShop]);
  });

  test('of one step the best counts; of equal ones the one that ends first; one for each producer', () => {
    const m = threeProducers();
    const of = (name: string, offMinor: number, endsAtMs = at('22:00')) =>
      m.host.makesVoucher({
        ...{ off: { kind: 'amount', offMinor }, endsAtMs, fundedBy: 'producer' },
        scope: { kind: 'producer', producerId: producerOf(m, name) },
      });
    of('potatoes', 100);
    const later = of('potatoes', 150, at('23:00'));
    const sooner = of('potatoes', 150, at('21:00'));
    const walnuts = of('walnuts', 60);
    const order = placedBy(m, { lines: GOLDEN });
    expect(order.vouchers).toEqual([sooner, walnuts]);
    m.host.endsVoucher(sooner);
    expect(placedBy(m, { lines: GOLDEN }).vouchers).toEqual([later, walnuts]);
  });

  test('a producer’s voucher that would cost the shop’s bigger one is left out', () => {
    const m = threeProducers();
    m.host.makesVoucher({
      ...{ off: { kind: 'amount', offMinor: 50 }, fundedBy: 'producer' },
      scope: { kind: 'producer', producerId: producerOf(m, 'potatoes') },
    });
    const ofShop = m.host.makesVoucher({ off: { kind: 'amount', offMinor: 500 }, fromMinor: 3_980 });
    expect(placedBy(m, { lines: { potatoes: 2 } })).toMatchObject({
      vouchers: [ofShop],
      totalMinor: 3_480,
    });
  });

  test('[T2] the fee’s voucher is split over the fees and touches nothing else', () => {
    const fees: PlacedShipping[] = [
      { origin: 'O1', feeMinor: 1_200 },
      { origin: 'O2', feeMinor: 600 },
    ];
    const voucher = (offMinor: number | null, fromMinor = 0): Voucher => ({
      voucherId: idOf(1),
      ...{ version: 1, fromMinor, scope: { kind: 'shop' }, producerId: null, fundedBy: 'shop' },
      ...{ off: { kind: 'shipping', offMinor }, startsAtMs: 0, endsAtMs: 9, isEnded: false },
      ...{ cap: 1, perBuyerCap: 1, claimed: 0 },
    });
    const left = (taken: PlacedShipping[]) => taken.map(({ feeMinor }) => feeMinor);
    expect(left(takeShippingVoucher(voucher(500), fees, 1))).toEqual([867, 433]);
    expect(left(takeShippingVoucher(voucher(null), fees, 1))).toEqual([0, 0]);
    expect(left(takeShippingVoucher(voucher(9_000), fees, 1))).toEqual([0, 0]);
    expect(takeShippingVoucher(voucher(null, 2), fees, 1)).toEqual(fees);
    expect(takeShippingVoucher(voucher(500), fees, 1)[0]!.discounts).toEqual([
      { kind: 'voucher', funder: 'shop', minor: 333, voucherId: idOf(1) },
    ]);
  });
});

describe('[V1] by hand', () => {
  test('whoever names vouchers gets those; an empty list is none', () => {
    const m = threeProducers();
    const small = m.host.makesVoucher({ off: { kind: 'amount', offMinor: 100 } });
    m.host.makesVoucher({ off: { kind: 'amount', offMinor: 900 } });
    expect(placedBy(m, { lines: { potatoes: 1 }, vouchers: [small] }).totalMinor).toBe(1_890);
    const none = placedBy(m, { lines: { potatoes: 1 }, vouchers: [] });
    expect(none.totalMinor).toBe(1_990);
    expect(none.vouchers).toBeUndefined();
  });

  test('[I4] a voucher that is gone, or not met, says why and what the order costs then', () => {
    const m = threeProducers();
    const best = m.host.makesVoucher({ off: { kind: 'amount', offMinor: 10 } });
    const voucherId = m.host.makesVoucher({ cap: 1, fromMinor: 5_000, startsAtMs: at('20:00') });
    const tries = (lines: Record<string, number>) =>
      refusalOf(m.buyer('ana').orders({ lines, vouchers: [voucherId] }));
    const gone = { code: 'VOUCHER_GONE', voucherId, nowMinor: 8_390 };
    const enough = { walnuts: 2 };
    expect(tries(enough)).toEqual({ ...gone, reason: 'not_started' });
    m.until('20:00');
    expect(tries({ potatoes: 2 })).toEqual({
      ...{ code: 'VOUCHER_NOT_MET', voucherId },
      ...{ missingMinor: 1_020, nowMinor: 3_970 },
    });
    expect(placedBy(m, { lines: enough, vouchers: [voucherId] }, 'bo').totalMinor).toBe(7_400);
    expect(tries(enough)).toEqual({ ...gone, reason: 'used_up' });
    m.host.endsVoucher(voucherId);
    expect(tries(enough)).toEqual({ ...gone, reason: 'ended' });
    m.host.endsVoucher(best);
    const two = [m.host.makesVoucher(), m.host.makesVoucher()];
    expect(refusalOf(m.buyer('ana').orders({ lines: enough, vouchers: two }))).toEqual({
      code: 'BAD_REQUEST',
      field: 'vouchers',
    });
    expect(refusalOf(m.buyer('ana').orders({ lines: enough, vouchers: [idOf(77)] }))).toMatchObject({
      code: 'VOUCHER_GONE',
    });
  });

  test('[T3] [T5] it counts by the arrival of the order, from its start up to its end', () => {
    const m = threeProducers();
    m.host.makesVoucher({ startsAtMs: at('20:00'), endsAtMs: at('20:10') });
    const total = () => placedBy(m, { lines: { potatoes: 1 } }).totalMinor;
    m.until('19:59:59.999');
    expect(total()).toBe(1_990);
    m.until('20:00');
    expect(total()).toBe(990);
    m.until('20:09:59.999');
    expect(total()).toBe(990);
    m.until('20:10');
    expect(total()).toBe(1_990);
  });

  test('[O2] a total that was seen with a voucher is not raised when it is gone', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    m.host.endsVoucher(voucherId);
    expect(refusalOf(m.buyer('ana').orders({ lines: { potatoes: 1 }, total: 990 }))).toEqual({
      code: 'PRICE_CHANGED',
      wasMinor: 990,
      nowMinor: 1_990,
    });
  });
});

describe('with shipping', () => {
  /** The golden basket as the rules have it, from the console to the bill. */
  function golden() {
    const m = threeProducers();
    replyOf(m.host.setsShipping('O1', { tiers: [{ upToGrams: 100_000, feeMinor: 1_200 }] }));
    replyOf(m.host.setsShipping('O2', { tiers: [{ upToGrams: 100_000, feeMinor: 600 }] }));
    m.host.makesVoucher({
      ...{ off: { kind: 'amount', offMinor: 300 }, fundedBy: 'producer' },
      scope: { kind: 'producer', producerId: producerOf(m, 'quinoa') },
    });
    m.host.makesVoucher();
    return m;
  }
  const asked = (m: Market) =>
    Object.entries(GOLDEN).map(([name, units]) => ({
      itemNumber: m.numberOf(name),
      units,
      unitPriceMinor: m.item(name).listPriceMinor,
    }));

  test('[V1] goods 10,380 and shipping 1,800: 12,180 in the quote and in the order', () => {
    const m = golden();
    expect(m.buyer('ana').quote(asked(m))).toMatchObject({ shippingMinor: 1_800, totalMinor: 12_180 });
    expect(placedBy(m, { lines: GOLDEN, total: 12_180 }).totalMinor).toBe(12_180);
  });

  test('[V1] [V2] free shipping paid by the shop: the fee is gone, the goods cost the same', () => {
    const m = golden();
    const voucherId = m.host.makesVoucher({ off: { kind: 'shipping', offMinor: null }, fromMinor: 10_000 });
    const order = placedBy(m, { lines: GOLDEN });
    expect(order).toMatchObject({ totalMinor: 10_380, shippingMinor: 0 });
    expect(order.vouchers).toContain(voucherId);
    expect(order.shipping?.map(({ discounts }) => discounts?.map(({ minor }) => minor))).toEqual([
      [1_200],
      [600],
    ]);
  });

  test('[P2] what the shop gave for a parcel counts as charged: one more of it in the same parcel is free', () => {
    const m = golden();
    m.host.makesVoucher({ off: { kind: 'shipping', offMinor: null }, perBuyerCap: 1 });
    const ana = m.buyer('ana');
    replyOf(ana.pays(ana.places({ lines: GOLDEN })));
    expect(m.bench.order(ana.places({ lines: { potatoes: 1 } }))!.shippingMinor).toBe(0);
  });

  test('[V1] the quote says what each voucher would take off, and what is missing for it', () => {
    const m = golden();
    const far = m.host.makesVoucher({ off: { kind: 'amount', offMinor: 2_000 }, fromMinor: 20_000 });
    m.host.makesVoucher({
      ...{ off: { kind: 'amount', offMinor: 5 }, startsAtMs: at('23:00'), endsAtMs: at('23:30') },
    });
    const offers = m.buyer('ana').quote(asked(m))!.vouchers;
    expect(offers.map(({ isUsed, minor, missingMinor }) => [isUsed, minor, missingMinor])).toEqual([
      [true, 300, 0],
      [true, 1_000, 0],
      [false, 0, 20_000 - 11_380],
    ]);
    expect(offers[2]!.voucherId).toBe(far);
  });
});

describe('[V2] no line falls below 1 fen', () => {
  test('a voucher over more than the goods leaves a fen of each line', () => {
    const m = threeProducers();
    m.host.makesVoucher({ off: { kind: 'amount', offMinor: 99_000 } });
    const order = placedBy(m, { lines: GOLDEN });
    expect(order.lines.map(({ payMinor }) => payMinor)).toEqual([1, 1, 1]);
    expect(order.totalMinor).toBe(3);
  });

  test('[T2] a part that is rounded up goes to the first line that has room', () => {
    expect(spread(4, [1, 1, 5])).toEqual([0, 0, 4]);
    expect(spread(2, [1, 2, 2])).toEqual([0, 1, 1]);
    expect(spread(1_000, [3_980, 3_200, 4_200])).toEqual([350, 281, 369]);
  });

  test('[T2] parts add up, and none takes a line’s last fen', () => {
    const pays = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 99_999_999 })), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(pays, fc.double({ min: 0, max: 1, noNaN: true }), (payMinor, share) => {
        const sum = payMinor.reduce((a, b) => a + b, 0);
        const total = Math.floor((sum - payMinor.length) * share);
        const parts = spread(total, payMinor);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(payMinor[index]! - part).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('[V3] claims', () => {
  const claimed = (m: Market, voucherId: string) => m.bench.state.vouchers.get(voucherId)!.claimed;

  test('one is taken at PLACED, and back when the order runs out or is cancelled', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ cap: 3 });
    const ana = m.buyer('ana');
    const order = () => ana.places({ lines: { potatoes: 1 } });
    order();
    expect(claimed(m, voucherId)).toBe(1);
    m.passes(15 * 60_000);
    expect(claimed(m, voucherId)).toBe(0);
    replyOf(ana.cancels(order()));
    expect(claimed(m, voucherId)).toBe(0);
    const paid = order();
    replyOf(ana.pays(paid));
    expect(claimed(m, voucherId)).toBe(1);
    replyOf(ana.cancels(paid));
    replyOf(ana.cancels(paid));
    expect(claimed(m, voucherId)).toBe(0);
  });

  test('it comes back when the last unit is unfilled, once, and not before', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    const ana = m.buyer('ana');
    const orderId = ana.places({ lines: { potatoes: 2, quinoa: 1 } });
    replyOf(ana.pays(orderId));
    replyOf(m.host.cannotFill(orderId, 'potatoes', 2));
    expect(claimed(m, voucherId)).toBe(1);
    replyOf(m.host.cannotFill(orderId, 'quinoa', 1));
    expect(claimed(m, voucherId)).toBe(0);
    // There is nothing left to cancel, but it may be cancelled all the same.
    replyOf(ana.cancels(orderId));
    expect(claimed(m, voucherId)).toBe(0);
  });

  test('[O4] what was packed keeps its claim, whatever comes back', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    const ana = m.buyer('ana');
    const orderId = ana.places({ lines: { potatoes: 1 } });
    replyOf(ana.pays(orderId));
    m.closes();
    const { shipmentId } = replyOf(m.packer.packs([orderId], 'O1'));
    replyOf(m.packer.ships(shipmentId));
    replyOf(m.packer.loses(shipmentId));
    expect(m.bench.order(orderId)!.refundedMinor).toBe(990);
    expect(claimed(m, voucherId)).toBe(1);
  });

  test('a buyer gets no more of it than one may, also under the same phone; then the next best counts', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ perBuyerCap: 1 });
    const ana = m.buyer('ana', { phone: 'one phone' });
    const bo = m.buyer('bo', { phone: 'one phone' });
    const first = ana.places({ lines: { potatoes: 1 } });
    for (const who of [ana, bo]) {
      expect(refusalOf(who.orders({ lines: { potatoes: 1 }, vouchers: [voucherId] }))).toMatchObject({
        code: 'VOUCHER_GONE',
        reason: 'buyer_limit',
      });
    }
    expect(m.bench.order(ana.places({ lines: { potatoes: 1 } }))!.totalMinor).toBe(1_990);
    replyOf(ana.cancels(first));
    expect(m.bench.order(bo.places({ lines: { potatoes: 1 } }))!.totalMinor).toBe(990);
  });

  test('[B2] whoever becomes another takes the claims along', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ perBuyerCap: 2 });
    const guest = m.buyer('guest');
    const ana = m.buyer('ana');
    guest.places({ lines: { potatoes: 1 } });
    ana.places({ lines: { potatoes: 1 } });
    replyOf(guest.becomes(ana));
    expect(refusalOf(ana.orders({ lines: { potatoes: 1 }, vouchers: [voucherId] }))).toMatchObject({
      reason: 'buyer_limit',
    });
    expect(claimed(m, voucherId)).toBe(2);
  });

  test('the last one goes to whoever stands first in the log', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ cap: 1 });
    const named = { lines: { potatoes: 1 }, vouchers: [voucherId] };
    replyOf(m.buyer('ana').orders(named));
    expect(refusalOf(m.buyer('bo').orders(named))).toMatchObject({ code: 'VOUCHER_GONE', reason: 'used_up' });
    expect(publicView(m.bench.state).vouchers[voucherId]).toMatchObject({ left: 0 });
  });

  test('a late payment needs a claim again; with none left the money goes back', () => {
    const m = threeProducers();
    m.host.makesVoucher({ cap: 1 });
    const ana = m.buyer('ana');
    const late = ana.places({ lines: { potatoes: 1 } });
    m.passes(16 * 60_000);
    const taken = m.buyer('bo').places({ lines: { potatoes: 1 } });
    expect(m.bench.order(taken)!.totalMinor).toBe(990);
    replyOf(ana.pays(late));
    expect(m.bench.order(late)!.status).toBe('EXPIRED_REFUNDED');

    const again = threeProducers();
    const voucherId = again.host.makesVoucher({ cap: 1 });
    const bo = again.buyer('bo');
    const orderId = bo.places({ lines: { potatoes: 1 } });
    again.passes(16 * 60_000);
    again.host.endsVoucher(voucherId);
    replyOf(bo.pays(orderId));
    expect(again.bench.order(orderId)).toMatchObject({ status: 'PAID', late: true, totalMinor: 990 });
    expect(claimed(again, voucherId)).toBe(1);
  });

  test('a replay of the log counts the same', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher({ perBuyerCap: 2 });
    m.buyer('ana').places({ lines: { potatoes: 1 } });
    replyOf(m.host.promotes('quinoa', { units: 2, total: 6_000 }));
    m.bench.restart();
    expect(claimed(m, voucherId)).toBe(1);
    expect(m.item('quinoa').promotion).toMatchObject({ totalMinor: 6_000 });
  });
});

describe('at the console', () => {
  test('[I4] terms that cannot be are refused field by field', () => {
    const m = threeProducers();
    const no = (story: Parameters<typeof m.host.voucher>[0]) => refusalOf(m.host.voucher(story));
    const invalid = (field: string, reason: string) =>
      expect.objectContaining({ code: 'VOUCHER_INVALID', field, reason });
    expect(no({ scope: { kind: 'producer', producerId: idOf(7) } })).toEqual(invalid('scope', 'scope'));
    expect(no({ scope: { kind: 'items', itemNumbers: [1, 9] } })).toEqual(invalid('scope', 'scope'));
    const shipping = { off: { kind: 'shipping' as const, offMinor: null } };
    const ofOne = { scope: { kind: 'items' as const, itemNumbers: [1] } };
    expect(no({ ...shipping, ...ofOne })).toEqual(invalid('scope', 'scope'));
    expect(no({ fundedBy: 'producer' })).toEqual(invalid('fundedBy', 'funder'));
    expect(no({ ...shipping, fundedBy: 'producer' })).toEqual(invalid('fundedBy', 'funder'));
    expect(no({ fromMinor: 999 })).toEqual(invalid('offMinor', 'above_threshold'));
    expect(no({ endsAtMs: m.bench.nowMs })).toEqual(invalid('endsAtMs', 'duration'));
    expect(no({ endsAtMs: m.bench.nowMs + 32 * 86_400_000 })).toEqual(invalid('endsAtMs', 'duration'));
  });

  test('a promotion has to be cheaper than singly, cost something, and be decided on what was seen', () => {
    const m = threeProducers();
    const no = (story: Parameters<typeof m.host.promotes>[1]) =>
      refusalOf(m.host.promotes('potatoes', story));
    expect(no({ total: 5_970 })).toMatchObject({ field: 'totalMinor', reason: 'not_cheaper', limit: 5_969 });
    expect(no({ total: 2 })).toMatchObject({ field: 'totalMinor', reason: 'too_low', limit: 3 });
    expect(no({ seconds: -1 })).toMatchObject({ field: 'endsAtMs', reason: 'duration' });
    expect(no({ version: 1 })).toMatchObject({ code: 'STALE_VERSION' });
    replyOf(m.host.promotes('potatoes'));
    expect(publicView(m.bench.state).promotions[1]).toMatchObject({ units: 3, totalMinor: 5_000 });
    replyOf(m.host.promotes('potatoes', null));
    expect(publicView(m.bench.state).promotions).toEqual({});
  });

  test('[L4] ending always wins; ended twice is ended once, and viewers see it no more', () => {
    const m = threeProducers();
    const voucherId = m.host.makesVoucher();
    expect(Object.keys(publicView(m.bench.state).vouchers)).toEqual([voucherId]);
    expect(factsOf(m.host.endsVoucher(voucherId))).toHaveLength(1);
    expect(factsOf(m.host.endsVoucher(voucherId))).toHaveLength(0);
    expect(publicView(m.bench.state).vouchers).toEqual({});
    expect(refusalOf(m.host.endsVoucher(idOf(5)))).toEqual({ code: 'NOT_FOUND' });
  });

  test('a stream makes so many vouchers and no more, and none once it is closed', () => {
    const m = threeProducers();
    m.bench.checksDecisions = false;
    for (let count = 0; count < MAX_VOUCHERS; count += 1) m.host.makesVoucher();
    expect(refusalOf(m.host.voucher())).toMatchObject({ reason: 'too_many', limit: MAX_VOUCHERS });
    m.closes();
    expect(refusalOf(m.host.voucher())).toEqual({ code: 'STREAM_CLOSED' });
    expect(refusalOf(m.host.promotes('potatoes'))).toEqual({ code: 'STREAM_CLOSED' });
  });
});
