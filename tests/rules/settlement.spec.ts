import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aPlacedOrder, by, ofUnit, SettledShop, written } from '../builders/settlement.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-25T12:00:00+08:00');

/** The golden cart of the rules: potatoes (P1, O1), quinoa (P2, O1), walnuts (P3, O2), a shop voucher of 1,000. */
function golden() {
  const shop = new SettledShop(NOON);
  const order = aPlacedOrder(
    'cart',
    [
      { producerId: 'P1', units: 2, payMinor: 3_630, shopMinor: 350 },
      { producerId: 'P2', units: 1, payMinor: 2_919, shopMinor: 281 },
      { producerId: 'P3', units: 1, payMinor: 3_831, shopMinor: 369 },
    ],
    [
      { origin: 'O1', feeMinor: 1_200 },
      { origin: 'O2', feeMinor: 600 },
    ],
  );
  const paid = shop.isPaid(order);
  shop.isShipped('S1', 'O1', [
    { orderId: 'cart', lineIndex: 0, units: 2 },
    { orderId: 'cart', lineIndex: 1, units: 1 },
  ]);
  shop.isShipped('S2', 'O2', [{ orderId: 'cart', lineIndex: 2, units: 1 }]);
  return { shop, order, paid };
}

describe('the golden settlement', () => {
  test('[M5] paid: 12,180 fen lie in escrow', () => {
    const { order, paid } = golden();
    expect(order.totalMinor).toBe(12_180);
    expect(written(paid)).toEqual({ psp_clearing: 12_180, escrow: -12_180 });
  });

  test('[M1] [M5] all delivered: producers 9,104, fee 2,276, carriers 1,800, and the shop pays its voucher', () => {
    const { shop } = golden();
    const entries = [...shop.isDelivered('S1'), ...shop.isDelivered('S2')];
    expect(written(entries)).toEqual({
      escrow: 12_180,
      promo_expense: 1_000,
      'producer_payable:P1': -3_184,
      'producer_payable:P2': -2_560,
      'producer_payable:P3': -3_360,
      shop_fee: -2_276,
      'shipping_payable:O1': -1_200,
      'shipping_payable:O2': -600,
    });
    expect(shop.balance('escrow')).toBe(0);
    expect(shop.trialBalance()).toBe(0);
  });

  test('[M3] [M5] one potato back after delivery: 1,815 to the buyer, 1,592 and 398 reversed', () => {
    const { shop } = golden();
    shop.isDelivered('S1');
    const entries = shop.isRefunded({
      orderId: 'cart',
      lineIndex: 0,
      units: 1,
      goodsMinor: 1_990,
      refundMinor: 1_815,
    });
    expect(written(entries)).toEqual({
      refunds_payable: -1_815,
      'producer_payable:P1': 1_592,
      shop_fee: 398,
      promo_expense: -175,
    });
    expect(shop.standings('P1')).toMatchObject([{ shareMinor: 3_184, reversedShareMinor: 1_592 }]);
  });

  test('[M5] each payable names the entry that made it', () => {
    const { shop } = golden();
    shop.isDelivered('S1');
    shop.isDelivered('S2');
    for (const producerId of ['P1', 'P2', 'P3']) {
      const [payable] = shop.standings(producerId);
      const entry = shop.entries.find(
        ({ seq, entryIndex }) => seq === payable!.deliverySeq && entryIndex === payable!.entryIndex,
      );
      expect(entry).toMatchObject({ producerId, amountMinor: -payable!.shareMinor });
    }
  });
});

describe('pieces of a line', () => {
  test('[T2] [M5] units unfilled, delivered in parcels and refunded one by one leave nothing anywhere', () => {
    fc.assert(
      fc.property(
        fc.record({
          units: fc.integer({ min: 1, max: 9 }),
          payMinor: fc.integer({ min: 9, max: 99_999 }),
          shopMinor: fc.integer({ min: 0, max: 999 }),
          hostMinor: fc.integer({ min: 0, max: 999 }),
          shareBps: fc.integer({ min: 0, max: 10_000 }),
          goneFirst: fc.integer({ min: 0, max: 9 }),
          parcels: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 9 }),
        }),
        ({ goneFirst, parcels, ...line }) => {
          const shop = new SettledShop(NOON);
          shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', ...line }]));
          const base = line.payMinor + line.shopMinor + line.hostMinor;
          let gone = 0;
          const refund = (delivered: boolean) => {
            gone += 1;
            const back = {
              ...{ orderId: 'one', lineIndex: 0, units: 1 },
              goodsMinor: ofUnit(gone, line.units, base),
              refundMinor: ofUnit(gone, line.units, line.payMinor),
            };
            if (delivered) shop.isRefunded(back);
            else shop.happens({ type: 'line_unfilled', ...back, by });
          };
          const first = Math.min(goneFirst, line.units);
          for (let i = 0; i < first; i += 1) refund(false);
          let left = line.units - first;
          for (const [index, wanted] of [...parcels, 9].entries()) {
            const units = Math.min(wanted, left);
            if (units === 0) break;
            left -= units;
            shop.isShipped(`S${index}`, 'O1', [{ orderId: 'one', lineIndex: 0, units }]);
            shop.isDelivered(`S${index}`);
            expect(shop.trialBalance()).toBe(0);
          }
          expect(shop.balance('escrow')).toBe(0);
          if (first === 0) {
            const share = Math.floor((2 * base * line.shareBps + 10_000) / 20_000);
            expect(shop.balance('producer_payable:P1')).toBe(share === 0 ? 0 : -share);
          }
          while (gone < line.units) refund(true);
          const off = Object.entries(written(shop.entries)).filter(
            ([account]) => account !== 'psp_clearing' && account !== 'refunds_payable',
          );
          expect(off).toEqual([]);
          expect(shop.balance('refunds_payable')).toBe(-line.payMinor);
        },
      ),
      { numRuns: Number(process.env.FAIRDAY_RUNS ?? 300) },
    );
  });
});
