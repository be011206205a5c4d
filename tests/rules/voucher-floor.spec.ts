import { describe, expect, test } from 'vitest';
import type { VoucherTerms } from '../../server/market/voucher/decide.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { factsOf, refusalOf, replyOf } from '../builders/outcomes.ts';

/** Potatoes at 2,000 with a floor of 1,700, quinoa at 3,500 with none; both of one producer. */
function aFarm(): Market {
  return aLiveStream(
    aProduct('potatoes', { price: 2_000, floor: 1_700, stock: 50, producer: 'P1' }),
    aProduct('quinoa', { price: 3_500, stock: 50, producer: 'P1' }),
    { holdPolicy: 'first_paid' },
  );
}

const missing = { code: 'CONSENT_MISSING', itemNumber: 1, floorMinor: 1_700 };

function ofFarm(m: Market, off: VoucherTerms['off'], more: Partial<VoucherTerms> = {}) {
  const { producerId } = m.item('potatoes');
  return m.host.voucher({ off, scope: { kind: 'producer', producerId }, fundedBy: 'producer', ...more });
}
const amount = (offMinor: number) => ({ kind: 'amount' as const, offMinor });

describe('[V2] [F1] below a producer’s floor', () => {
  test('a voucher that the producer pays for needs their consent, which the log keeps', () => {
    const m = aFarm();
    expect(factsOf(ofFarm(m, amount(300)))[0]).not.toHaveProperty('floorConsent');
    expect(refusalOf(ofFarm(m, amount(301)))).toEqual(missing);
    expect(factsOf(ofFarm(m, amount(301), { floorConsent: true }))).toMatchObject([{ floorConsent: true }]);
    // A consent that was not needed is not one.
    expect(factsOf(ofFarm(m, amount(10), { floorConsent: true }))[0]).not.toHaveProperty('floorConsent');
  });

  test('one that the shop or the host pays for does not touch their share, so it needs none', () => {
    const m = aFarm();
    for (const fundedBy of ['shop', 'host'] as const) {
      replyOf(ofFarm(m, amount(1_900), { fundedBy }));
      replyOf(m.host.promotes('potatoes', { units: 2, total: 100, fundedBy }));
    }
    const orderId = m.buyer('ana').places({ lines: { quinoa: 1 } });
    expect(m.bench.order(orderId)!.lines[0]).toMatchObject({ goodsMinor: 3_500, payMinor: 1_600 });
  });

  test('what counts is the smallest cart that meets it', () => {
    const m = aFarm();
    const share = (bps: number) => ({ kind: 'percent' as const, bps, maxMinor: 99_999 });
    replyOf(ofFarm(m, share(1_500)));
    expect(refusalOf(ofFarm(m, share(1_510)))).toEqual(missing);
    replyOf(ofFarm(m, { ...share(9_000), maxMinor: 300 }));
    // Of 900 off from 6,000 a unit of 2,000 bears 300 at the most; of one fen more, more.
    replyOf(ofFarm(m, amount(900), { fromMinor: 6_000 }));
    expect(refusalOf(ofFarm(m, amount(901), { fromMinor: 6_000 }))).toEqual(missing);
  });

  test('for goods without a floor none is needed', () => {
    const m = aFarm();
    const scope = { kind: 'items' as const, itemNumbers: [2] };
    replyOf(m.host.voucher({ off: amount(3_400), scope, fundedBy: 'producer' }));
  });

  test('a flash or a bundle that the producer gives already counts in', () => {
    const m = aFarm();
    m.host.startsFlash('potatoes', { price: 1_800, cap: 5, fundedBy: 'shop' });
    replyOf(ofFarm(m, amount(200)));
    const other = aFarm();
    other.host.startsFlash('potatoes', { price: 1_800, cap: 5, fundedBy: 'producer' });
    replyOf(ofFarm(other, amount(100)));
    expect(refusalOf(ofFarm(other, amount(101)))).toEqual(missing);
    const third = aFarm();
    replyOf(third.host.promotes('potatoes', { units: 3, total: 5_400, fundedBy: 'producer' }));
    expect(refusalOf(ofFarm(third, amount(101)))).toEqual(missing);
  });

  test('a bundle of theirs asks likewise, by the unit', () => {
    const m = aFarm();
    const bundle = { units: 3, fundedBy: 'producer' as const };
    replyOf(m.host.promotes('potatoes', { ...bundle, total: 5_100 }));
    expect(refusalOf(m.host.promotes('potatoes', { ...bundle, total: 5_099 }))).toEqual(missing);
    const agreed = m.host.promotes('potatoes', { ...bundle, total: 5_099, consent: true });
    expect(factsOf(agreed)).toMatchObject([{ type: 'promotion_set', floorConsent: true }]);
  });

  test('[V3] a change of what it takes off asks anew, a change of anything else does not', () => {
    const m = aFarm();
    const { voucherId } = replyOf(ofFarm(m, amount(400), { floorConsent: true }));
    replyOf(m.host.editsVoucher(voucherId, { cap: 7 }));
    expect(refusalOf(m.host.editsVoucher(voucherId, { off: amount(500) }))).toEqual(missing);
    const agreed = m.host.editsVoucher(voucherId, { off: amount(500), floorConsent: true });
    expect(factsOf(agreed)).toMatchObject([{ type: 'voucher_edited', floorConsent: true }]);
    replyOf(m.host.editsVoucher(voucherId, { off: amount(200) }));
  });
});
