import { expect, test } from 'vitest';
import { emptyStream } from '../../server/market/market.ts';
import { writeState } from '../../server/market/snapshot.ts';
import { MINUTE } from '../../shared/values/time.ts';
import { auditBooks } from '../builders/audit.ts';
import { replay } from '../builders/bench.ts';
import { aLiveStream, aProduct } from '../builders/market.ts';

const market = () => aLiveStream(aProduct('mug', { stock: 50, price: 2_000 })).until('20:00');
type Buyer = ReturnType<ReturnType<typeof market>['buyer']>;

test('[B12] an order is the first of its buyer, or the third: those of other streams count, and those before it here', () => {
  const m = market();
  const nthOf = (buyer: Buyer) => buyer.order(buyer.takes('mug', 1)).nth;
  const ana = m.buyer('ana');
  expect([nthOf(ana), nthOf(ana)]).toEqual([1, 2]);
  const bo = m.buyer('bo');
  bo.elsewhere = 2;
  expect([nthOf(bo), nthOf(bo)]).toEqual([3, 4]);
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
});

test('[B12] cancelled and expired orders count for none after them, a late payment does; what was said stays', () => {
  const m = market();
  const ana = m.buyer('ana');
  const first = ana.takes('mug', 1);
  const late = ana.takes('mug', 1);
  ana.cancels(first);
  m.passes(16 * MINUTE);
  expect(ana.order(late)).toMatchObject({ status: 'EXPIRED', nth: 2 });
  expect(ana.order(ana.takes('mug', 1)).nth).toBe(1);
  ana.pays(late);
  expect(ana.order(ana.takes('mug', 1)).nth).toBe(3);
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
});

test('[B2] [B12] two guests who become one have the orders of both', () => {
  const m = market();
  const [ana, bo] = [m.buyer('ana'), m.buyer('bo')];
  ana.pays(ana.takes('mug', 1));
  bo.pays(bo.takes('mug', 1));
  ana.becomes(bo);
  expect(bo.order(bo.takes('mug', 1)).nth).toBe(3);
  expect(auditBooks(m.bench.state, m.bench.orders())).toEqual([]);
});

test('[B12] where nobody can say, an order is taken without it, and such a log is read again as it was', () => {
  const m = market();
  const ana = m.buyer('ana');
  ana.elsewhere = null;
  expect(ana.order(ana.takes('mug', 1))).not.toHaveProperty('nth');
  const { bench } = m;
  expect(writeState(replay(bench.log, emptyStream(bench.state.streamId)))).toBe(writeState(bench.state));
});
