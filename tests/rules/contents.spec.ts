import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentsOf, readContents } from '../../server/market/order/contents.ts';

const line = fc.record({
  itemNumber: fc.integer({ min: 1, max: 500 }),
  flashId: fc.option(fc.constant('flash')),
  units: fc.integer({ min: 1, max: 9_999 }),
  goodsMinor: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
});

test('the lines of an order in short are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const read: unknown[] = [];
      readContents(contentsOf(lines), (itemNumber, isFlash, units, goodsMinor) =>
        read.push({ itemNumber, flashId: isFlash ? 'flash' : null, units, goodsMinor }),
      );
      expect(read).toEqual(lines);
    }),
  );
});

test('what stands in the rows has one form for ever', () => {
  const plain = { itemNumber: 3, flashId: null, units: 2, goodsMinor: 3_980 };
  expect(contentsOf([plain, { ...plain, itemNumber: 12, flashId: 'a' }])).toBe('3:2:3980,12*:2:3980');
  expect(contentsOf([])).toBe('');
});
