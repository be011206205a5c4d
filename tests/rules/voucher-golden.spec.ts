import { describe, expect, test } from 'vitest';
import { at } from '../builders/market.ts';
import { factsOf, replyOf } from '../builders/outcomes.ts';
import { askedFor, GOLDEN, placedBy, producerOf, threeProducers } from '../builders/three-producers.ts';

describe('the golden cart', () => {
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

describe('with shipping', () => {
  /** The golden cart as the rules have it, from the console to the bill. */
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

  test('[V1] goods 10,380 and shipping 1,800: 12,180 in the quote and in the order', () => {
    const m = golden();
    expect(m.buyer('ana').quote(askedFor(m, GOLDEN))).toMatchObject({
      shippingMinor: 1_800,
      totalMinor: 12_180,
    });
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
    const offers = m.buyer('ana').quote(askedFor(m, GOLDEN))!.vouchers;
    expect(offers.map(({ isUsed, minor, missingMinor }) => [isUsed, minor, missingMinor])).toEqual([
      [true, 300, 0],
      [true, 1_000, 0],
      [false, 0, 20_000 - 11_380],
    ]);
    expect(offers[2]!.voucherId).toBe(far);
  });
});
