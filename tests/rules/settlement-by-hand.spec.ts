import { describe, expect, test } from 'vitest';
import { applyShopFact } from '../../server/shop/fold.ts';
import { payBack } from '../../server/shop/payout/pay-out.ts';
import { emptyShop } from '../../server/shop/state.ts';
import { DAY } from '../../shared/values/time.ts';
import { aPlacedOrder, by, SettledShop, written } from '../builders/settlement.ts';

const NOON = Date.parse('2026-11-25T12:00:00+08:00');
const at = {
  receivedAtMs: NOON,
  atMs: NOON,
  ids: { next: () => 'booking', history: () => 'h' },
  gaps: [],
  by,
};

/** Paid at the door, then half of it was spoilt: 995 are owed to the buyer, and no provider has them. */
function aSpoiltOrder() {
  const shop = new SettledShop(NOON);
  shop.isPaid(aPlacedOrder('one', [{ producerId: 'P1', units: 1, payMinor: 1_990 }]), 'cash_on_delivery');
  shop.isShipped('S1', 'O1', [{ orderId: 'one', lineIndex: 0, units: 1 }]);
  shop.isDelivered('S1');
  shop.nowMs += DAY;
  shop.isRefunded({ orderId: 'one', lineIndex: 0, units: 1, goodsMinor: 995, refundMinor: 995 });
  return shop;
}

describe('[M5] what a buyer who paid cash is owed back', () => {
  test('leaves the bank by hand, under the order that it is about, and the account is clear', () => {
    const shop = aSpoiltOrder();
    expect(shop.balance('refunds_payable')).toBe(-995);
    const owed = { orderId: 'one', currency: 'CNY', amountMinor: 995, owedMinor: 995, version: 0 };
    const decided = payBack(emptyShop(), owed, at);
    if (decided.kind !== 'accepted') throw new Error('It was refused.');
    const [fact] = decided.facts;
    if (fact?.type !== 'bank_booked') throw new Error('Nothing was booked.');
    const entries = shop.books(fact);
    expect(written(entries)).toEqual({ refunds_payable: 995, bank: -995 });
    expect(entries.map(({ orderId }) => orderId)).toEqual(['one', 'one']);
    expect(shop.balance('refunds_payable')).toBe(0);
    expect(shop.trialBalance()).toBe(0);
  });

  test('is decided on the refunds by hand and the amount that were seen, and never given twice', () => {
    const shop = emptyShop();
    const owed = { orderId: 'one', currency: 'CNY', amountMinor: 995, owedMinor: 995, version: 0 };
    const stale = { kind: 'refused', refusal: { code: 'STALE_VERSION', version: 0 } };
    expect(payBack(shop, { ...owed, owedMinor: 1_990 }, at)).toMatchObject(stale);
    expect(payBack(shop, { ...owed, version: 1 }, at)).toMatchObject(stale);
    const nothing = { kind: 'refused', refusal: { code: 'BAD_REQUEST', field: 'orderId' } };
    expect(payBack(shop, { ...owed, owedMinor: 0 }, at)).toMatchObject(nothing);
    const given = payBack(shop, owed, at);
    if (given.kind !== 'accepted') throw new Error('It was refused.');
    for (const fact of given.facts) applyShopFact(shop, fact, { seq: 1, atMs: NOON });
    // Another office saw the same amount a moment before.
    const twice = { kind: 'refused', refusal: { code: 'STALE_VERSION', version: 1 } };
    expect(payBack(shop, owed, at)).toMatchObject(twice);
    expect(payBack(shop, { ...owed, currency: 'EUR' }, at)).toMatchObject({ kind: 'accepted' });
  });
});
