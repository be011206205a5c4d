import { describe, expect, test } from 'vitest';
import { whyNotNext } from '../../server/market/kernel/numbering.ts';
import { nameStream } from '../../server/shop/decide.ts';
import { applyShopFact } from '../../server/shop/fold.ts';
import { emptyShop, type ShopFact } from '../../server/shop/state.ts';
import { numberStreams, whyWrongNumber } from '../../server/shop/stream-numbers.ts';
import { referenceOf } from '../../shared/values/reference.ts';
import { aLiveStream, aProduct, type Market } from '../builders/market.ts';
import { replyOf } from '../builders/outcomes.ts';

const aGap = (history: string, nextNumber: number | null = null) => ({ history, nextNumber });

describe('[O7] numbers of a stream’s orders', () => {
  const orders = (m: Market, count = 1) =>
    Array.from({ length: count }, () => {
      const ana = m.buyer('ana');
      replyOf(ana.adds('mug', 1));
      return replyOf(ana.orders({ lines: { mug: 1 }, payment: 'cash_on_delivery' })).order.number;
    });
  const aStream = () => aLiveStream(aProduct('mug', { stock: 50 }));

  test('they run from 1001, one after the other', () => {
    expect(orders(aStream(), 3)).toEqual(['1001', '1002', '1003']);
  });

  test('after a gap the first is above all that the replaced log had given, and the next follow it', () => {
    const m = aStream();
    orders(m, 2);
    m.bench.gaps = [aGap('restored', 1_086)];
    expect(orders(m, 3)).toEqual(['1086', '1087', '1088']);
    m.bench.restart();
    expect(orders(m)).toEqual(['1089']);
  });

  test('where nobody knows what was lost they go on at the next full thousand and a thousand', () => {
    const m = aStream();
    orders(m, 2);
    m.bench.gaps = [aGap('restored')];
    expect(orders(m, 2)).toEqual(['3000', '3001']);
    // Three thousand and one is given: the next full thousand is four.
    m.bench.gaps = [...m.bench.gaps, aGap('again')];
    expect(orders(m, 2)).toEqual(['5000', '5001']);
  });

  test('a stream that may have lost its first orders leaves them room as well', () => {
    const m = aStream();
    m.bench.gaps = [aGap('restored')];
    expect(orders(m)).toEqual(['3000']);
  });

  test('a gap by which no order was lost changes nothing, and numbers never fall', () => {
    const m = aStream();
    orders(m, 3);
    m.bench.gaps = [aGap('restored', 1)];
    expect(orders(m, 2)).toEqual(['1004', '1005']);
  });

  test('of several gaps between two orders each leaves its room', () => {
    const m = aStream();
    orders(m);
    m.bench.gaps = [aGap('one', 4_711), aGap('two'), aGap('three', 1_200)];
    expect(orders(m, 2)).toEqual(['4711', '4712']);
  });

  test('a gap that is forgotten, as the oldest of a hundred are, was passed all the same', () => {
    const m = aStream();
    m.bench.gaps = [aGap('old', 2_000), aGap('new', 2_500)];
    expect(orders(m)).toEqual(['2500']);
    m.bench.gaps = [aGap('new', 2_500)];
    expect(orders(m)).toEqual(['2501']);
  });

  test('the fact of the first order after a gap names it, and no other does', () => {
    const m = aStream();
    orders(m);
    m.bench.gaps = [aGap('restored', 1_086)];
    orders(m, 2);
    const placed = m.bench.facts().flatMap((fact) => (fact.type === 'order_placed' ? [fact.afterGap] : []));
    expect(placed).toEqual([undefined, 'restored', undefined]);
  });
});

describe('[O7] numbers of streams in the shop', () => {
  const by = { staffId: 'host', device: 'laptop' };

  function aShop() {
    const shop = emptyShop();
    const at = {
      ...{ receivedAtMs: 0, atMs: 0, ids: { next: () => 'id' }, by },
      gaps: [] as ReturnType<typeof aGap>[],
    };
    const take = (facts: readonly ShopFact[]) => {
      for (const fact of facts) {
        expect(whyWrongNumber(shop, fact)).toBeNull();
        applyShopFact(shop, fact, { seq: shop.seq + 1, atMs: 0 });
      }
    };
    return {
      shop,
      at,
      take,
      names(streamId: string, slug = streamId) {
        const decided = nameStream(shop, { streamId, slug }, at);
        if (decided.kind !== 'accepted') throw new Error('refused');
        take(decided.facts);
        return shop.streamNumbers.get(streamId);
      },
      /** As facts were before there were numbers. */
      older: (...ids: string[]) =>
        take(ids.map((id) => ({ type: 'stream_named', streamId: id, slug: id, by }))),
      numbers(...ids: string[]) {
        const decided = numberStreams(shop, ids, at);
        if (decided.kind !== 'accepted') throw new Error('refused');
        take(decided.facts);
      },
    };
  }

  test('each name gives one, rising', () => {
    const { names } = aShop();
    expect([names('a'), names('b'), names('a'), names('c')]).toEqual([1, 2, 1, 3]);
  });

  test('after a gap a hundred are left out, or the replaced shop tells the next', () => {
    const { names, at } = aShop();
    names('a');
    at.gaps.push(aGap('restored'));
    expect([names('b'), names('c')]).toEqual([102, 103]);
    at.gaps.push(aGap('again', 140));
    expect([names('d'), names('e')]).toEqual([140, 141]);
  });

  test('what a restore brings back from before there were numbers is numbered as it was; the gap is left to new streams', () => {
    const { numbers, names, at, shop } = aShop();
    at.gaps.push(aGap('restored', 5));
    numbers('a', 'b', 'c');
    expect([...shop.streamNumbers]).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    numbers('c', 'b', 'a');
    expect(shop.streamNumbers.size).toBe(3);
    expect([names('d'), names('e')]).toEqual([5, 6]);
  });

  test('a stream of before that was missed is numbered later, after those that have theirs', () => {
    const { numbers, names, at, shop } = aShop();
    names('new');
    numbers('new', 'old');
    expect(shop.streamNumbers.get('old')).toBe(2);
    at.gaps.push(aGap('restored', 9));
    numbers('older', 'oldest');
    expect([...shop.streamNumbers.values()]).toEqual([1, 2, 9, 10]);
  });

  test('one that was named before there were numbers, and not made, has its number when it is asked for again', () => {
    const { older, names, shop } = aShop();
    older('a');
    expect([names('a'), names('a'), names('b')]).toEqual([1, 1, 2]);
    expect([...shop.slugs.keys()]).toEqual(['a', 'b']);
  });

  test('[INV10] a number that is not the next, or a second one of a stream, is found', () => {
    const { names, shop, at } = aShop();
    names('a');
    const named = (streamId: string, shopNumber: number, afterGap?: string): ShopFact => ({
      ...{ type: 'stream_numbered', streamId, shopNumber, ...(afterGap && { afterGap }) },
    });
    expect(whyWrongNumber(shop, named('b', 2))).toBeNull();
    expect(whyWrongNumber(shop, named('b', 1))).toMatchObject({ expected: '2' });
    expect(whyWrongNumber(shop, named('b', 3))).toMatchObject({ expected: '2' });
    expect(whyWrongNumber(shop, named('b', 40, 'gap'))).toBeNull();
    expect(whyWrongNumber(shop, named('a', 2))).toMatchObject({ expected: '1, which it has' });
    at.gaps.push(aGap('gap'));
    names('b');
    expect(whyWrongNumber(shop, named('c', 200, 'gap'))).not.toBeNull();
  });
});

test('[INV10] numbers rise, by one unless they are the first after a gap', () => {
  const numbering = { last: 1_085, afterGap: 'passed' };
  expect(whyNotNext(numbering, 1_086, undefined)).toBeNull();
  for (const number of [1_084, 1_085, 1_087, Number.NaN]) {
    expect(whyNotNext(numbering, number, undefined)).toBe('1086');
  }
  expect(whyNotNext(numbering, 3_000, 'new')).toBeNull();
  expect(whyNotNext(numbering, 1_085, 'new')).toBe('above 1085');
  expect(whyNotNext(numbering, 3_000, 'passed')).toMatch(/not passed yet/);
});

test('[O7] a reference is made of both numbers; where the stream has none it is the order’s', () => {
  expect(referenceOf(12, '1085')).toBe('12-1085');
  expect(referenceOf(null, '1085')).toBe('1085');
});
