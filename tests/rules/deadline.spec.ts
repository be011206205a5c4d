import { expect, test } from 'vitest';
import { LATE, type Timer, within } from '../../server/lib/deadline.ts';

/** A timer that a test sets off itself. */
function held(): { timer: Timer; setOff: () => void; isCalledOff: () => boolean; waitsMs: () => number } {
  let waits = { ms: 0, callback: () => {} };
  let isCalledOff = false;
  return {
    timer: (ms, callback) => {
      waits = { ms, callback };
      return () => {
        isCalledOff = true;
      };
    },
    setOff: () => waits.callback(),
    isCalledOff: () => isCalledOff,
    waitsMs: () => waits.ms,
  };
}

test('work that ends in time gives its value, and the timer is called off', async () => {
  const time = held();
  expect(await within(500, Promise.resolve('done'), time.timer)).toBe('done');
  expect([time.waitsMs(), time.isCalledOff()]).toEqual([500, true]);
});

test('work that takes longer is late, and may fail later without a word', async () => {
  const time = held();
  let fail = (_: Error) => {};
  const work = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const waited = within(500, work, time.timer);
  time.setOff();
  expect(await waited).toBe(LATE);
  fail(new Error('too late to matter'));
  await new Promise((resolve) => setImmediate(resolve));
});

test('work that fails in time fails its waiter, and the timer is called off', async () => {
  const time = held();
  await expect(within(500, Promise.reject(new Error('broken')), time.timer)).rejects.toThrow('broken');
  expect(time.isCalledOff()).toBe(true);
});
