import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../server/shop/ledger/entry.ts';
import { aPlacedOrder, by, SettledShop, written } from '../builders/settlement.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-25T12:00:00+08:00');

describe('what else moves money', () => {
  const one = (line: Partial<Parameters<typeof aPlacedOrder>[1][number]> = {}) =>
    aPlacedOrder(
      'one',
      [{ producerId: 'P1', units: 2, payMinor: 3_980, ...line }],
      [{ origin: 'O1', feeMinor: 600 }],
    );
  const inParcel = [{ orderId: 'one', lineIndex: 0, units: 2 }];

  test('[M5] cash is booked when the parcel is at the door, and lies with the carrier', () => {
    const shop = new SettledShop(NOON);
    expect(shop.isPaid(one(), 'cash_on_delivery')).toEqual([]);
    shop.isShipped('S1', 'O1', inParcel);
    expect(written(shop.isDelivered('S1'))).toEqual({
      cod_receivable: 4_580,
      'producer_payable:P1': -3_184,
      shop_fee: -796,
      'shipping_payable:O1': -600,
    });
    const brought = shop.books({
      type: 'bank_booked',
      ...{ bookingId: 'b1', move: 'cash_brought', party: '', currency: 'CNY' },
      ...{ amountMinor: 4_580, feeMinor: 80, by },
    });
    expect(written(brought)).toEqual({ bank: 4_500, psp_fees: 80, cod_receivable: -4_580 });
  });

  test('[M5] cancelled in the remorse window: all of it goes from escrow to the buyer', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'order_cancelled',
      orderId: 'one',
      stage: 'paid',
      refundMinor: 4_580,
    });
    expect(written(entries)).toEqual({ escrow: 4_580, refunds_payable: -4_580 });
  });

  test('[M5] shipping that a cancelled order does not get back is the carriers’', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'order_cancelled',
      orderId: 'one',
      stage: 'paid',
      refundMinor: 4_180,
      shippingRefunds: [{ origin: 'O1', amountMinor: 200 }],
    });
    expect(written(entries)).toEqual({
      escrow: 4_580,
      refunds_payable: -4_180,
      'shipping_payable:O1': -400,
    });
  });

  test('[M5] what the producer cannot fill goes back out of escrow, the rest is settled', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'line_unfilled',
      ...{ orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 1_990, refundMinor: 1_990, by },
    });
    expect(written(entries)).toEqual({ escrow: 1_990, refunds_payable: -1_990 });
    shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units: 1 }]);
    expect(written(shop.isDelivered('S1'))).toMatchObject({ 'producer_payable:P1': -1_592, shop_fee: -398 });
    expect(shop.balance('escrow')).toBe(0);
  });

  test('[M5] a lost parcel pays nobody but the buyer', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    shop.isShipped('S1', 'O1', inParcel);
    const refunds = [{ orderId: 'one', lineIndex: 0, units: 2, goodsMinor: 3_980, refundMinor: 3_980 }];
    const entries = shop.happens({ type: 'shipment_lost', shipmentId: 'S1', refunds, by });
    expect(written(entries)).toEqual({
      escrow: 4_580,
      refunds_payable: -3_980,
      'shipping_payable:O1': -600,
    });
    expect(shop.standings('P1')).toEqual([]);
  });

  test('[V2] [M5] what a host gave away the host owes, and gets back with a refund', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one({ payMinor: 2_980, hostMinor: 1_000 }));
    shop.isShipped('S1', 'O1', inParcel);
    expect(written(shop.isDelivered('S1'))).toMatchObject({
      'host_receivable:host': 1_000,
      'producer_payable:P1': -3_184,
    });
    const refund = { orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 1_990, refundMinor: 1_490 };
    expect(written(shop.isRefunded(refund))).toEqual({
      refunds_payable: -1_490,
      'producer_payable:P1': 1_592,
      shop_fee: 398,
      'host_receivable:host': -500,
    });
  });

  test('[P3] [M5] shipping that became free goes back from escrow', () => {
    const shop = new SettledShop(NOON);
    shop.isPaid(one());
    const entries = shop.happens({
      type: 'shipping_credited',
      ...{ buyerId: 'ana', origin: 'O1', addressId: null, lines: [{ orderId: 'one', amountMinor: 600 }] },
    });
    expect(written(entries)).toEqual({ escrow: 600, refunds_payable: -600 });
    shop.isShipped('S1', 'O1', inParcel);
    expect(written(shop.isDelivered('S1'))).not.toHaveProperty('shipping_payable:O1');
    expect(shop.balance('escrow')).toBe(0);
  });

  test('[M5] a second payment is owed back at once and never was the order’s', () => {
    const shop = new SettledShop(NOON);
    const entries = shop.happens({
      type: 'payment_refunded',
      ...{ orderId: 'one', paymentId: 'p2', amountMinor: 4_580, reason: 'second' },
    });
    expect(written(entries)).toEqual({ psp_clearing: 4_580, refunds_payable: -4_580 });
  });

  test('[M5] the provider pays less its fee; refunds, hosts and carriers are paid from their accounts', () => {
    const shop = new SettledShop(NOON);
    const move = (
      move: 'provider_paid' | 'provider_refunded' | 'refund_paid' | 'host_paid' | 'carrier_paid',
    ) =>
      written(
        shop.books({
          type: 'bank_booked',
          ...{ bookingId: 'b', move, party: 'X', currency: 'CNY', amountMinor: 1_000, by },
          feeMinor: move === 'provider_paid' ? 6 : 0,
        }),
      );
    expect(move('provider_paid')).toEqual({ bank: 994, psp_fees: 6, psp_clearing: -1_000 });
    expect(move('provider_refunded')).toEqual({ refunds_payable: 1_000, psp_clearing: -1_000 });
    expect(move('refund_paid')).toEqual({ refunds_payable: 1_000, bank: -1_000 });
    expect(move('host_paid')).toEqual({ bank: 1_000, 'host_receivable:X': -1_000 });
    expect(move('carrier_paid')).toEqual({ 'shipping_payable:X': 1_000, bank: -1_000 });
  });

  test('[M5] a booking whose sides differ is a fault, not an entry', () => {
    const fact = { streamId: 's', currency: 'CNY', what: 'order_paid', seq: 1, atMs: 0 };
    expect(() => entriesOf([{ account: 'bank', amountMinor: 1 }], fact)).toThrow('off by 1');
  });
});
