import { describe, expect, test } from 'vitest';
import type { StreamFact } from '../../server/market/facts.ts';
import { refundOf } from '../../server/market/order/refund.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { factsOf } from '../builders/outcomes.ts';
import { aPlacedOrder, SettledShop, written } from '../builders/settlement.ts';

const NOON = Date.parse('2026-11-25T12:00:00+08:00');
const FUNDERS = ['producer', 'host', 'shop'] as const;

describe('who pays for a discount', () => {
  /** Three potatoes at 1,990 with 1,000 off, paid for by one of them, as the bill makes it. */
  function sold(fundedBy: (typeof FUNDERS)[number]) {
    const m = aLiveStream(aProduct('potatoes', { price: 1_990 }), { holdPolicy: 'first_paid' });
    const { producerId } = m.item('potatoes');
    m.host.makesVoucher({ fundedBy, scope: { kind: 'producer', producerId } });
    const [fact] = factsOf(m.buyer('ana').orders({ lines: { potatoes: 3 } }));
    const placed = fact as Extract<StreamFact, { type: 'order_placed' }>;
    const { orderId } = placed;
    const shop = new SettledShop(NOON);
    shop.isPaid(placed);
    shop.isShipped('S1', 'Jianchuan', [{ orderId, lineIndex: 0, units: 3 }]);
    const order = structuredClone(m.bench.order(orderId)!);
    const producer = `producer_payable:${producerId}`;
    return { shop, order, producer };
  }

  test.each([
    ['producer', { base: 4_970, share: 3_976, fee: 994, given: {} }],
    ['host', { base: 5_970, share: 4_776, fee: 1_194, given: { 'host_receivable:host': 1_000 } }],
    ['shop', { base: 5_970, share: 4_776, fee: 1_194, given: { promo_expense: 1_000 } }],
  ] as const)('[V2] [M1] the %s: the base, the share and the fee, to the fen', (funder, expected) => {
    const { shop, order, producer } = sold(funder);
    expect(order).toMatchObject({ goodsMinor: expected.base, totalMinor: 4_970 });
    expect(written(shop.isDelivered('S1'))).toEqual({
      ...{ escrow: 4_970, [producer]: -expected.share, shop_fee: -expected.fee },
      ...expected.given,
    });
  });

  test.each(FUNDERS)(
    '[T2] [M3] paid back unit by unit, nothing of it is left with anybody (%s)',
    (funder) => {
      const { shop, order, producer } = sold(funder);
      shop.isDelivered('S1');
      for (let unit = 0; unit < 3; unit += 1) {
        shop.isRefunded(refundOf(order, 0, 1));
        order.lines[0]!.refundedUnits += 1;
        expect(shop.trialBalance()).toBe(0);
      }
      for (const account of [producer, 'shop_fee', 'promo_expense', 'host_receivable:host', 'escrow']) {
        expect(shop.balance(account), account).toBe(0);
      }
      expect(shop.balance('refunds_payable')).toBe(-order.totalMinor);
    },
  );

  test.each(FUNDERS)('[M5] cancelled before it was packed, nobody gives anything (%s)', (funder) => {
    const { shop, order } = sold(funder);
    const { orderId, totalMinor: refundMinor } = order;
    const entries = shop.happens({ type: 'order_cancelled', orderId, stage: 'paid', refundMinor });
    expect(written(entries)).toEqual({ escrow: refundMinor, refunds_payable: -refundMinor });
  });
});

describe('who pays for shipping', () => {
  const withFee = (funder: 'host' | 'shop', feeMinor: number, minor: number) =>
    aPlacedOrder(
      'one',
      [{ producerId: 'P1', units: 2, payMinor: 3_980 }],
      [{ origin: 'O1', feeMinor, discounts: [{ kind: 'voucher', funder, minor }] }],
    );

  test.each([
    ['host', 'host_receivable:host'],
    ['shop', 'promo_expense'],
  ] as const)('[V1] [M5] a voucher of the %s: the carriers get the whole fee', (funder, account) => {
    const shop = new SettledShop(NOON);
    shop.isPaid(withFee(funder, 0, 600));
    shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units: 2 }]);
    expect(written(shop.isDelivered('S1'))).toEqual({
      ...{ escrow: 3_980, 'producer_payable:P1': -3_184, shop_fee: -796 },
      ...{ 'shipping_payable:O1': -600, [account]: 600 },
    });
  });

  test('[M5] nothing was sent: a discount of the fee is for nothing as well', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(withFee('shop', 200, 400));
    const entries = shop.happens({
      ...{ type: 'order_cancelled', orderId: 'one', stage: 'paid', refundMinor: 4_180 },
    });
    expect(written(entries)).toEqual({ escrow: 4_180, refunds_payable: -4_180 });
    expect(shop.balance('promo_expense')).toBe(0);
  });
});
