import { expect, test } from 'vitest';
import { OnTheirWay } from '../../server/gateway/limits/on-their-way.ts';
import { runBusyLoop } from './busy-loop.ts';

const FOR_MS = 6_000;
const run = (rate: number) => runBusyLoop({ rate, forMs: FOR_MS });
/** What is taken at the load at which most is taken. */
const most = () => Math.max(...[5_000, 5_500, 6_000, 6_500, 7_000].map((rate) => run(rate).taken));

test('[K3] at twice the load that is taken, 85 % of the most is; nearly nobody is read for whom there is no room', () => {
  const atMost = most();
  const twice = run(2 * atMost);
  expect(twice.taken).toBeGreaterThanOrEqual(0.85 * atMost);
  expect(twice.unreadPercent).toBeGreaterThanOrEqual(98);
});

test('[K3] at three times of it as well, where it is the same who come again and again before their time', () => {
  const atMost = most();
  const thrice = runBusyLoop({ rate: 3 * atMost, forMs: FOR_MS, buyers: 4_000 });
  expect(thrice.taken).toBeGreaterThanOrEqual(0.85 * atMost);
  expect(thrice.heldPercent).toBeGreaterThan(80);
  // Who has not been told a time yet hears as soon as where everybody is new: the late ones are those of the first moment.
  expect(thrice.toldLate).toBeLessThanOrEqual(1.1 * run(3 * atMost).toldLate);
  expect(thrice.slowestMs).toBeLessThan(1_000);
});

test.each([2, 3])(
  '[K3] at %i times of it who is turned away is told so within 100 ms, and nobody waits for long',
  (times) => {
    const { toldEarlyPercent, slowestMs } = run(times * most());
    expect(toldEarlyPercent).toBeGreaterThanOrEqual(99);
    expect(slowestMs).toBeLessThan(1_000);
  },
);

test('[K3] what can be done is done: nobody is turned away below it', () => {
  expect(run(5_000)).toMatchObject({ turnedAway: 0 });
});

test('[K3] a crowd of a thousand at once at a loop at rest is taken whole', () => {
  const burst = runBusyLoop({ rate: 1_000_000, forMs: 1_000, orders: 1_000 });
  expect(burst).toMatchObject({ taken: 1_000, turnedAway: 0 });
  expect(burst.slowestMs).toBeLessThan(500);
});

test('who is on the way counts from being let in to the answer, also if that is a fault', async () => {
  const onTheirWay = new OnTheirWay();
  const held = Promise.withResolvers<void>();
  const first = onTheirWay.during('a', () => held.promise);
  const second = onTheirWay.during('a', async () => {
    throw new Error('a fault');
  });
  expect([onTheirWay.of('a'), onTheirWay.of('b')]).toEqual([2, 0]);
  await expect(second).rejects.toThrow('a fault');
  expect(onTheirWay.of('a')).toBe(1);
  held.resolve();
  await first;
  expect(onTheirWay.of('a')).toBe(0);
});
