import { describe, expect, test } from 'vitest';
import { stockEntry } from '../../server/market/stock/shown-state.ts';
import { aLiveStream, aProduct, at, Market } from '../builders/market.ts';
import { refusalOf, replyOf } from '../builders/outcomes.ts';
import { UnwalkedMap } from '../builders/unwalked-map.ts';

const market = (stock = 10) => aLiveStream(aProduct('potato', { stock }));

describe('[K1] the table, row by row: available, held, unpaid, sold', () => {
  const rows: [string, (m: Market) => void, [number, number, number, number]][] = [
    ['hold n', (m) => replyOf(m.buyer('ana').adds('potato', 3)), [7, 3, 0, 0]],
    [
      'hold removed',
      (m) => {
        m.buyer('ana').adds('potato', 3);
        m.buyer('ana').removes('potato', 2);
      },
      [9, 1, 0, 0],
    ],
    [
      'hold expires',
      (m) => {
        m.buyer('ana').adds('potato', 3);
        m.passes(600_000);
      },
      [10, 0, 0, 0],
    ],
    ['order placed from a hold', (m) => m.buyer('ana').takes('potato', 3), [7, 0, 3, 0]],
    ['paid', (m) => m.buyer('ana').buys('potato', 3), [7, 0, 0, 3]],
    [
      'payment window ends',
      (m) => {
        m.buyer('ana').takes('potato', 3);
        m.passes(900_000);
      },
      [10, 0, 0, 0],
    ],
    ['unpaid, cancelled', (m) => m.buyer('ana').cancels(m.buyer('ana').takes('potato', 3)), [10, 0, 0, 0]],
    [
      'paid, cancelled before packing',
      (m) => m.buyer('ana').cancels(m.buyer('ana').buys('potato', 3)),
      [10, 0, 0, 0],
    ],
    [
      'paid, the producer cannot fill n',
      (m) => replyOf(m.host.cannotFill(m.buyer('ana').buys('potato', 3), 'potato', 2)),
      [7, 0, 0, 1],
    ],
    [
      'payment arrives late, taken again',
      (m) => {
        const orderId = m.buyer('ana').takes('potato', 3);
        m.passes(900_000).buyer('ana').pays(orderId);
      },
      [7, 0, 0, 3],
    ],
    [
      'refunded after shipping',
      (m) =>
        m.bench.record({
          type: 'order_refunded',
          orderId: m.buyer('ana').buys('potato', 3),
          lines: [{ lineIndex: 0, units: 1, goodsMinor: 2_990, refundMinor: 2_990 }],
        }),
      [7, 0, 0, 3],
    ],
    ['adjusted −n', (m) => replyOf(m.host.adjusts('potato', -4)), [6, 0, 0, 0]],
    ['adjusted +n', (m) => replyOf(m.host.adjusts('potato', 4)), [14, 0, 0, 0]],
  ];
  test.each(rows)('%s', (_fact, happens, [available, held, unpaid, sold]) => {
    const m = market();
    happens(m);
    expect(m.shelf('potato')).toEqual({ available, held, unpaid, sold });
    const { allotted, adjusted } = m.item('potato');
    expect(allotted + adjusted).toBe(available + held + unpaid + sold);
  });

  test('order placed directly (first_paid)', () => {
    const m = aLiveStream(aProduct('potato', { stock: 10 }), { holdPolicy: 'first_paid' });
    m.buyer('ana').places({ lines: { potato: 3 } });
    expect(m.shelf('potato')).toEqual({ available: 7, held: 0, unpaid: 3, sold: 0 });
  });
});

test('[K1] what the producer cannot fill never existed: adjusted falls, the world is smaller', () => {
  const m = market();
  m.host.cannotFill(m.buyer('ana').buys('potato', 3), 'potato', 2);
  expect(m.item('potato')).toMatchObject({ allotted: 10, adjusted: -2 });
});

test('[K1] an adjustment below 0 is refused with what is there', () => {
  const m = market(5);
  replyOf(m.buyer('ana').adds('potato', 3));
  expect(refusalOf(m.host.adjusts('potato', -3))).toEqual({
    code: 'STOCK_INVALID',
    itemNumber: 1,
    available: 2,
  });
  expect(m.shelf('potato').available).toBe(2);
});

test('[K1][F6] a flash has its own nested sum, and what is buyable is the less of quota and shelf', () => {
  const m = market(10);
  const flashId = m.host.startsFlash('potato', { cap: 6 });
  replyOf(m.buyer('ana').adds('potato', 2));
  m.host.adjusts('potato', -6);
  expect(m.quota(flashId)).toEqual({ free: 4, lapsed: 0, held: 2, unpaid: 0, sold: 0 });
  expect(stockEntry(m.bench.state, m.item('potato')).flashLeft).toBe(2);
});

describe('[K2] the shelf says the first that applies', () => {
  const shown = (m: Market) => stockEntry(m.bench.state, m.item('potato'));

  test('IN_STOCK, and never more than 21', () => {
    expect(shown(market(100))).toMatchObject({ state: 'IN_STOCK', available: 21 });
    expect(shown(market(20))).toMatchObject({ state: 'IN_STOCK', available: 20 });
  });
  test.each([
    [5, 5, 'LOW'],
    [6, 6, 'IN_STOCK'],
    [100, 10, 'LOW'],
    [100, 11, 'IN_STOCK'],
    [109, 10, 'LOW'],
  ])('of %i, %i left: %s', (stock, left, state) => {
    const m = aLiveStream(aProduct('potato', { stock }), { settings: { maxHeldUnits: 1_000 } });
    if (stock > left) replyOf(m.buyer('ana').adds('potato', stock - left));
    expect(shown(m).state).toBe(state);
  });
  test('ALL_HELD says when the next may free', () => {
    const m = market(2);
    replyOf(m.until('20:00').buyer('ana').adds('potato'));
    replyOf(m.until('20:01').buyer('ben').adds('potato'));
    expect(shown(m)).toMatchObject({ state: 'ALL_HELD', available: 0, nextFreeAtMs: at('20:10') });
  });
  test('ALL_HELD names the hold that ends first, not the one that began first', () => {
    const m = market(2);
    replyOf(m.until('20:00').buyer('ana').adds('potato'));
    replyOf(m.until('20:01').buyer('ben', { isNew: true }).adds('potato'));
    expect(shown(m)).toMatchObject({ state: 'ALL_HELD', nextFreeAtMs: at('20:04') });
    m.until('20:04');
    replyOf(m.buyer('cleo').adds('potato'));
    expect(shown(m)).toMatchObject({ state: 'ALL_HELD', nextFreeAtMs: at('20:10') });
  });
  test('when the next may free is read, whoever holds what: nobody walks along the holds', () => {
    const m = market(40);
    for (let n = 0; n < 40; n += 1) replyOf(m.buyer(`buyer ${n}`).adds('potato'));
    const { state } = m.bench;
    const holds = new UnwalkedMap(state.holds);
    expect(stockEntry({ ...state, holds }, state.items.get(1)!).state).toBe('ALL_HELD');
  });
  test('AWAITING_PAYMENT with only unpaid units, SOLD_OUT with none', () => {
    const m = market(1);
    m.buyer('ana').adds('potato');
    const orderId = m.buyer('ana').places();
    expect(shown(m)).toMatchObject({ state: 'AWAITING_PAYMENT', nextFreeAtMs: null });
    expect(refusalOf(m.buyer('ben').adds('potato'))).toEqual({
      code: 'ALL_HELD',
      itemNumber: 1,
      nextFreeAtMs: null,
    });
    m.buyer('ana').pays(orderId);
    expect(shown(m).state).toBe('SOLD_OUT');
    expect(refusalOf(m.buyer('ben').adds('potato'))).toEqual({ code: 'SOLD_OUT', itemNumber: 1 });
  });
  test('STOPPED stands before SOLD_OUT', () => {
    const m = market(1);
    m.buyer('ana').buys('potato');
    m.host.stops('potato');
    expect(shown(m).state).toBe('STOPPED');
  });
  test('COMING while the stream is not live yet', () => {
    expect(shown(new Market([aProduct('potato')])).state).toBe('COMING');
  });
  test('INSUFFICIENT always leaves something to take', () => {
    const m = market(2);
    expect(refusalOf(m.buyer('ana').adds('potato', 3))).toEqual({
      code: 'INSUFFICIENT',
      itemNumber: 1,
      max: 2,
    });
  });
});

test('[K4] a refusal leaves no trace, and is counted as an ask of so many units', () => {
  const m = market(2);
  const { seq } = m.bench.state;
  const { outcome } = m.buyer('ana').adds('potato', 9);
  expect(outcome).toMatchObject({
    kind: 'refused',
    asks: [{ itemNumber: 1, code: 'INSUFFICIENT', units: 9 }],
  });
  expect(m.bench.state.seq).toBe(seq);
  expect(m.bench.state.buyers.size).toBe(0);
});

test('[T4] price by receivedAt, stock by seq: of two in time the lower place gets the last unit', () => {
  const m = market(1);
  m.until('20:00:00.500');
  const slow = { receivedAtMs: at('20:00:00.100'), seen: 2_990 };
  replyOf(m.buyer('late-hand').adds('potato', 1, { receivedAtMs: at('20:00:00.200'), seen: 2_990 }));
  expect(refusalOf(m.buyer('early-hand').adds('potato', 1, slow)).code).toBe('ALL_HELD');
});
