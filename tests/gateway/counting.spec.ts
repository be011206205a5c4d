import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCommitTimes } from '../../server/event-log/ports/commit-times.ts';
import { OrderCounts } from '../../server/gateway/metrics/order-counts.ts';
import { Histogram } from '../../server/lib/histogram.ts';
import { Tally } from '../../server/ports/tally.ts';
import { refusalCodes } from '../../shared/contract/refusals.ts';

/** Nothing that V8 allocates is smaller, on a machine of 64 bits. */
const SMALLEST_OBJECT = 16;
const MILLION = 1_000_000;

const allocatedBy = (how: 'ours' | 'prom-client') =>
  Number(
    execFileSync(process.execPath, [join(import.meta.dirname, 'counting-child.ts'), how], {
      encoding: 'utf8',
    }),
  );

test('a million orders are counted without an object for one of them', () => {
  expect(allocatedBy('ours')).toBeLessThan((MILLION * SMALLEST_OBJECT) / 4);
  // So it would be seen.
  expect(allocatedBy('prom-client')).toBeGreaterThan(MILLION * SMALLEST_OBJECT);
});

test('a histogram counts up to each bound, the bound among it, and what took longer than all', () => {
  const times = new Histogram([1, 5, 10]);
  for (const ms of [0, 1, 1.5, 5, 11, 1_000]) times.observe(ms);
  expect(times.read()).toEqual({
    buckets: [
      { boundMs: 1, count: 2 },
      { boundMs: 5, count: 4 },
      { boundMs: 10, count: 4 },
    ],
    sumMs: 1_018.5,
    count: 6,
  });
});

test('a clock that was set back takes nothing from the sum', () => {
  const times = new Histogram([1]);
  times.observe(-5_000);
  times.observe(2);
  expect(times.read()).toMatchObject({ sumMs: 2, count: 2 });
});

test('a tally counts the names that it was made for, and no other', () => {
  const tally = new Tally(['SOLD_OUT', 'BUSY']);
  expect([tally.add('BUSY'), tally.add('BUSY'), tally.add('constructor'), tally.add('')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(tally.read()).toEqual([
    ['SOLD_OUT', 0],
    ['BUSY', 2],
  ]);
});

test('an order that is told again counts as answered, not as another order', () => {
  const orders = new OrderCounts();
  orders.answered({ ok: true }, 4);
  orders.answered({ ok: true, replay: true } as never, 1);
  orders.answered({ ok: false, code: 'SOLD_OUT' }, 30);
  expect(orders.placed).toBe(1);
  expect(orders.accepted.read()).toMatchObject({ count: 2, sumMs: 5 });
  expect(orders.turnedDown.read()).toMatchObject({ count: 1, sumMs: 30 });
  expect(orders.refused.read().filter(([, count]) => count > 0)).toEqual([['SOLD_OUT', 1]]);
  expect(orders.refused.read()).toHaveLength(refusalCodes.length);
});

test('commits are counted by what the store said', () => {
  const times = newCommitTimes();
  times.failed.observe(3);
  expect(Object.entries(times).map(([outcome, each]) => [outcome, each.read().count])).toEqual([
    ['committed', 0],
    ['conflict', 0],
    ['unknown', 0],
    ['failed', 1],
  ]);
});
