import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoundedMap } from '../../shared/values/bounded-map.ts';
import { canonicalJson } from '../../shared/values/canonical-json.ts';
import {
  basisPoints,
  currencyDecimals,
  firstUnits,
  formatMoney,
  MAX_MINOR,
  moneyMinor,
  parseMoney,
  roundHalfUp,
  shareByWeight,
  worthOfNext,
} from '../../shared/values/money.ts';
import { isPlainText, line } from '../../shared/values/text.ts';
import { within } from '../../shared/values/time.ts';

describe('[T1] money is an integer of minor units', () => {
  test.each([
    [0.5, 1],
    [1.49, 1],
    [2.5, 3],
    [-0.5, -1],
    [-1.49, -1],
    [-2.5, -3],
  ])('roundHalfUp(%d) = %d', (x, rounded) => expect(roundHalfUp(x)).toBe(rounded));

  test('rates are basis points, exact up to the largest amount', () => {
    expect(basisPoints(3_980, 8_000)).toBe(3_184);
    expect(basisPoints(1, 5_000)).toBe(1);
    expect(basisPoints(MAX_MINOR, 9_999)).toBe(Number((BigInt(MAX_MINOR) * 9_999n + 5_000n) / 10_000n));
  });

  test.each([0.5, -1, 1e21, '1', Number.NaN, MAX_MINOR + 1])('%s is no amount', (value) => {
    expect(moneyMinor.safeParse(value).success).toBe(false);
  });

  test.each([
    ['19.9', 'CNY', 1_990],
    ['19.90', 'CNY', 1_990],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1_234],
    ['0', 'CNY', 0],
    ['999999.99', 'CNY', MAX_MINOR],
    ['1000000', 'CNY', null],
    ['1.001', 'CNY', null],
    ['0.5', 'JPY', null],
    ['-1', 'CNY', null],
    ['1e3', 'CNY', null],
    ['1,000', 'CNY', null],
    ['', 'CNY', null],
    ['.5', 'CNY', null],
  ])('%s %s is read as %s', (text, currency, minor) => expect(parseMoney(text, currency)).toBe(minor));

  test('currencies have 0, 2 or 3 decimals and are written with them', () => {
    expect(['JPY', 'CNY', 'KWD'].map(currencyDecimals)).toEqual([0, 2, 3]);
    expect(formatMoney(1_990, 'CNY', 'zh-CN')).toBe('¥19.90');
    expect(formatMoney(500, 'JPY', 'en')).toBe('¥500');
  });

  test('what is written is read back', () => {
    const amounts = fc.integer({ min: 0, max: MAX_MINOR });
    fc.assert(
      fc.property(amounts, fc.constantFrom('JPY', 'CNY', 'KWD'), (minor, currency) => {
        const decimals = currencyDecimals(currency);
        const text = (minor / 10 ** decimals).toFixed(decimals);
        expect(parseMoney(text, currency)).toBe(minor);
      }),
    );
  });
});

describe('[T2] sharing a total', () => {
  test('the golden shop voucher of 1,000 over the three lines', () => {
    expect(shareByWeight(1_000, [3_980, 3_200, 4_200])).toEqual([350, 281, 369]);
  });

  test('ties go to the lower line, no weight at all to the first', () => {
    expect(shareByWeight(2, [1, 1, 1])).toEqual([1, 1, 0]);
    expect(shareByWeight(5, [0, 0])).toEqual([5, 0]);
  });

  test('the golden refund of one potato: 1,815 to the buyer, 1,592 and 398 reversed', () => {
    expect(firstUnits(3_630, 1, 2)).toBe(1_815);
    // A share of the next unit, rounded once.
    expect(worthOfNext({ totalMinor: 3_631, units: 2, gone: 1 }, 1, 5_000)).toBe(908);
    expect(worthOfNext({ totalMinor: 3_631, units: 2, gone: 0 }, 2, 10_000)).toBe(3_631);
    expect(firstUnits(3_184, 1, 2)).toBe(1_592);
    expect(firstUnits(796, 1, 2)).toBe(398);
  });

  test('the parts sum exactly, and no part is off by one or more', () => {
    const weights = fc.array(fc.integer({ min: 0, max: MAX_MINOR }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_MINOR }), weights, (total, w) => {
        const parts = shareByWeight(total, w);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        const sum = w.reduce((a, b) => a + b, 0);
        if (sum === 0) return;
        parts.forEach((part, index) => {
          expect(Math.abs(part - (total * w[index]!) / sum)).toBeLessThan(1);
        });
      }),
    );
  });

  test('refunds unit by unit sum to the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_MINOR }), fc.integer({ min: 1, max: 99 }), (total, q) => {
        let sum = 0;
        for (let k = 1; k <= q; k += 1) {
          const unit = firstUnits(total, k, q) - firstUnits(total, k - 1, q);
          expect(unit).toBeGreaterThanOrEqual(0);
          sum += unit;
        }
        expect(sum).toBe(total);
      }),
    );
  });
});

test('[T5] intervals are half-open', () => {
  expect([9, 10, 19, 20].map((t) => within(t, 10, 20))).toEqual([false, true, true, false]);
});

describe('text from people', () => {
  test.each([
    ['红土豆 5 kg', true],
    ['Crème brûlée 🥔', true],
    ['a\u0000b', false],
    ['a\nb', false],
    ['\u202egnp.exe', false],
    ['zero\u200bwidth', false],
    ['\ufeffbom', false],
    ['\ud800 alone', false],
    [`z${'\u0301'.repeat(5)}`, false],
  ])('%j is plain: %s', (text, isPlain) => expect(isPlainText(text)).toBe(isPlain));

  test('a line is trimmed, composed, and never longer than it may be', () => {
    expect(line(10).parse('  e\u0301  ')).toBe('é');
    expect(line(3).safeParse('   ').success).toBe(false);
    expect(line(3).safeParse('abcd').success).toBe(false);
    expect(line(3).safeParse('x'.repeat(1_000_000)).success).toBe(false);
    expect(line(3).safeParse(3).success).toBe(false);
  });
});

describe('canonical JSON', () => {
  test('keys are sorted at every depth, undefined members are left out', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: undefined, A: '"' })).toBe(
      '{"A":"\\"","b":[{"c":null,"d":1}]}',
    );
  });

  test('equal values have equal bytes, and mean what JSON means', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

describe('a bounded map', () => {
  const key = fc.integer({ min: 0, max: 12 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), key }),
    fc.record({ kind: fc.constant('delete' as const), key }),
  );

  test('whatever is set and deleted, it knows the newest and no more than its limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 300 }), (limit, steps) => {
        const map = new BoundedMap<number, number>(limit);
        let newest: [key: number, value: number][] = [];
        for (const [value, { kind, key }] of steps.entries()) {
          newest = newest.filter(([other]) => other !== key);
          if (kind === 'delete') map.delete(key);
          else {
            map.set(key, value);
            newest = [...newest, [key, value] as [number, number]].slice(-limit);
          }
          expect(map.size).toBe(newest.length);
          for (let other = 0; other <= 12; other += 1) {
            expect(map.get(other)).toBe(newest.find(([known]) => known === other)?.[1]);
          }
        }
      }),
    );
  });
});
