import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spread } from '../../server/market/voucher/discount.ts';
import { GOLDEN, placedBy, threeProducers } from '../builders/three-producers.ts';

describe('[V2] no line falls below 1 fen', () => {
  test('a voucher over more than the goods leaves a fen of each line', () => {
    const m = threeProducers();
    m.host.makesVoucher({ off: { kind: 'amount', offMinor: 99_000 } });
    const order = placedBy(m, { lines: GOLDEN });
    expect(order.lines.map(({ payMinor }) => payMinor)).toEqual([1, 1, 1]);
    expect(order.totalMinor).toBe(3);
  });

  test('[T2] a part that is rounded up goes to the first line that has room', () => {
    expect(spread(4, [1, 1, 5])).toEqual([0, 0, 4]);
    expect(spread(2, [1, 2, 2])).toEqual([0, 1, 1]);
    expect(spread(1_000, [3_980, 3_200, 4_200])).toEqual([350, 281, 369]);
  });

  test('[T2] parts add up, and none takes a line’s last fen', () => {
    const pays = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 99_999_999 })), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(pays, fc.double({ min: 0, max: 1, noNaN: true }), (payMinor, share) => {
        const sum = payMinor.reduce((a, b) => a + b, 0);
        const total = Math.floor((sum - payMinor.length) * share);
        const parts = spread(total, payMinor);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(payMinor[index]! - part).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});
