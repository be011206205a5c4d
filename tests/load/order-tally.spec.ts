import { expect, test } from 'vitest';
import { OrderTally } from '../../server/tools/lab/orders/order-tally.ts';

/** Orders made at some times and accepted at others, ms after the beginning. */
function gapOf(sentMs: readonly number[], acceptedMs: readonly number[]): number {
  const tally = new OrderTally();
  const times = [
    ...sentMs.map((ms) => ({ ms, act: (at: number) => tally.send(at) })),
    ...acceptedMs.map((ms) => ({ ms, act: (at: number) => tally.accept(at) })),
  ];
  for (const { ms, act } of times.sort((a, b) => a.ms - b.ms)) act(tally.startedMs + ms);
  return Math.round(tally.longestGapMs);
}

const everyTenMs = (fromMs: number, toMs: number) =>
  Array.from({ length: (toMs - fromMs) / 10 }, (_, index) => fromMs + 10 * index);

test('a time in which nothing is accepted while orders are made is a gap, up to the last order made in it', () => {
  const accepted = [...everyTenMs(5, 1_005), ...everyTenMs(4_005, 6_005)];
  expect(gapOf(everyTenMs(0, 6_000), accepted)).toBe(3_005);
});

test('a gap that lasts beyond the last order ends with it', () => {
  expect(gapOf(everyTenMs(0, 6_000), [...everyTenMs(5, 4_005), 9_000])).toBe(1_995);
});

test('answers that come long after the last order was made are no gap', () => {
  expect(gapOf(everyTenMs(0, 6_000), [...everyTenMs(5, 6_005), 16_800])).toBe(5);
});
