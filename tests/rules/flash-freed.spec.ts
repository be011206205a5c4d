import { expect, test } from 'vitest';
import { aLiveStream, aProduct } from '../builders/market.ts';
import { factsOf } from '../builders/outcomes.ts';

const market = () => aLiveStream(aProduct('potato', { stock: 10 })).until('20:00');

const aHeldFlashUnit = () => {
  const m = market();
  const flashId = m.host.startsFlash('potato', { seconds: 600 });
  const ana = m.buyer('ana');
  return { m, flashId, ana };
};

test('[F6] while it runs they go to available and to free: hold removed, expired, order cancelled, expired', () => {
  const { m, flashId, ana } = aHeldFlashUnit();
  const whole = { free: 5, lapsed: 0, held: 0, unpaid: 0, sold: 0 };
  ana.adds('potato');
  ana.removes('potato');
  expect(m.quota(flashId)).toEqual(whole);
  ana.cancels(ana.takes('potato'));
  expect(m.quota(flashId)).toEqual(whole);
  ana.cancels(ana.buys('potato'));
  expect(m.quota(flashId)).toEqual(whole);
  ana.adds('potato');
  m.until('20:05');
  expect(m.quota(flashId)).toEqual(whole);
  expect(m.shelf('potato').available).toBe(10);
});

test('[F6] after its end they go to available and to lapsed', () => {
  const { m, flashId, ana } = aHeldFlashUnit();
  const paid = ana.buys('potato');
  ana.adds('potato');
  m.host.endsFlash(flashId);
  ana.removes('potato');
  ana.cancels(paid);
  expect(m.quota(flashId)).toEqual({ free: 3, lapsed: 2, held: 0, unpaid: 0, sold: 0 });
  expect(m.shelf('potato').available).toBe(10);
});

test('[F6][T5] a hold that ends with its flash lapses', () => {
  const { m, flashId, ana } = aHeldFlashUnit();
  m.until('20:05');
  ana.adds('potato');
  m.until('20:10');
  expect(m.quota(flashId)).toMatchObject({ free: 4, lapsed: 1 });
});

test('[F6] cannot-fill: flash sold → lapsed, also while it runs', () => {
  const { m, flashId, ana } = aHeldFlashUnit();
  m.host.cannotFill(ana.buys('potato'), 'potato', 1);
  expect(m.quota(flashId)).toEqual({ free: 4, lapsed: 1, held: 0, unpaid: 0, sold: 0 });
});

test('[F6] a late payment takes from free while the flash runs', () => {
  const m = market();
  const flashId = m.host.startsFlash('potato', { seconds: 3_600, cap: 2 });
  const ana = m.buyer('ana');
  const orderId = ana.takes('potato');
  m.until('20:20');
  ana.pays(orderId);
  expect(m.quota(flashId)).toEqual({ free: 1, lapsed: 0, held: 0, unpaid: 0, sold: 1 });
});

test('[F6] while the flash runs, what lapsed is not sold again to a late payment', () => {
  const m = market();
  const flashId = m.host.startsFlash('potato', { seconds: 3_600, cap: 2 });
  const ana = m.buyer('ana');
  m.host.cannotFill(m.buyer('ben').buys('potato'), 'potato', 1);
  const orderId = ana.takes('potato');
  m.until('20:20').buyer('cem').buys('potato');
  expect(m.quota(flashId)).toMatchObject({ free: 0, lapsed: 1 });
  ana.pays(orderId);
  expect(ana.order(orderId).status).toBe('EXPIRED_REFUNDED');
});

test('[F6] a late payment takes from lapsed after its end, else from free', () => {
  const m = market();
  const flashId = m.host.startsFlash('potato', { seconds: 60, cap: 2 });
  const ana = m.buyer('ana');
  const orderId = ana.takes('potato', 2);
  m.until('20:20');
  expect(m.quota(flashId)).toMatchObject({ free: 0, lapsed: 2 });
  expect(factsOf(ana.pays(orderId))).toMatchObject([{ late: true, fromLapsed: [2] }]);
  expect(m.quota(flashId)).toEqual({ free: 0, lapsed: 0, held: 0, unpaid: 0, sold: 2 });
});

test('[F6] a late payment is refunded when the quota has gone to others', () => {
  const m = market();
  m.host.startsFlash('potato', { seconds: 3_600, cap: 1 });
  const ana = m.buyer('ana');
  const orderId = ana.takes('potato');
  m.until('20:20').buyer('ben').buys('potato');
  ana.pays(orderId);
  expect(ana.order(orderId).status).toBe('EXPIRED_REFUNDED');
});
