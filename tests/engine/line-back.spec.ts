import { expect, test } from 'vitest';
import { backByLine } from '../../server/application/order/line-back.ts';

type Told = Parameters<typeof backByLine>[0][number];

const back = (...lines: [lineIndex: number, refundMinor?: number][]): Told => ({
  ...{ change: null, amountMinor: null },
  lines: lines.map(([lineIndex, refundMinor]) => ({
    ...{ lineIndex, units: 1 },
    ...(refundMinor !== undefined && { refundMinor }),
  })),
});
const cancelled = (amountMinor: number): Told => ({
  ...{ lines: [], amountMinor },
  change: { of: 'order', from: 'PAID', to: 'CANCELLED' },
});
const of = (...told: Told[]) => backByLine(told, [3_000, 2_000]);

test('[O8] what is back of each line is what its buyer got, whatever said so, and units alone are no money', () => {
  expect(of(back([0], [1]), back([0, 100]), back([0, 200], [1, 300]), back([1, 400]))).toEqual([300, 700]);
});

test('[O8] of an order that was cancelled after its payment each line is back whole, of one that nobody paid nothing is', () => {
  expect(of(back([0, 200]), cancelled(4_800))).toEqual([3_000, 2_000]);
  expect(of(cancelled(0))).toEqual([0, 0]);
});
