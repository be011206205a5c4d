import { expect, test } from 'vitest';
import { wilson95 } from '../../shared/values/wilson.ts';

const percent = (share: number) => Math.round(share * 1_000) / 10;

test.each([
  { hits: 2, of: 3, low: 20.8, high: 93.9 },
  { hits: 0, of: 10, low: 0, high: 27.8 },
  { hits: 10, of: 10, low: 72.2, high: 100 },
  { hits: 1, of: 29, low: 0.6, high: 17.2 },
])('a share of $hits in $of lies between $low % and $high %', ({ hits, of, low, high }) => {
  const interval = wilson95(hits, of)!;
  expect([percent(interval.low), percent(interval.high)]).toEqual([low, high]);
});

test('without an observation, or with more hits than observations, there is no interval', () => {
  expect(wilson95(0, 0)).toBeNull();
  expect(wilson95(4, 3)).toBeNull();
  expect(wilson95(-1, 3)).toBeNull();
});
