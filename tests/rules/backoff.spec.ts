import { expect, test } from 'vitest';
import { doubledMs } from '../../server/lib/backoff.ts';

test('a pause doubles with each failure, up to its bound, however many there were', () => {
  const pauses = [1, 2, 3, 4, 100, 5_000].map((failures) => doubledMs(failures, 1_000, 6_000));
  expect(pauses).toEqual([1_000, 2_000, 4_000, 6_000, 6_000, 6_000]);
});
