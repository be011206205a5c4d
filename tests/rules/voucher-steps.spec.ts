import { describe, expect, test } from 'vitest';
import type { PlacedShipping } from '../../server/market/order/order.ts';
import { takeShippingVoucher } from '../../server/market/voucher/discount.ts';
import type { Voucher } from '../../server/market/voucher/state.ts';
import { idOf } from '../builders/bench.ts';
import { at } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';
import { GOLDEN, placedBy, producerOf, threeProducers } from '../builders/three-producers.ts';

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
