import { afterEach, expect, test, vi } from 'vitest';
import { questionsOf } from '../../client/stores/staff-questions.ts';
import { createStaffRead } from '../../client/stores/staff-read.ts';
import { ok, refuse } from '../../shared/values/result.ts';
import { deskWorld } from './desk-world.ts';
import { fakeConsole } from './fake-console.ts';

afterEach(() => {
  vi.useRealTimers();
});

function aRead(answers: unknown[]) {
  vi.useFakeTimers();
  const world = deskWorld(fakeConsole(), {});
  let asked = 0;
  const make = () =>
    createStaffRead<number>(
      world,
      ['a number'],
      async () => {
        asked += 1;
        const answer = answers[Math.min(asked, answers.length) - 1];
        return typeof answer === 'number' ? ok(answer) : refuse({ ok: false, code: answer as 'NO_ANSWER' });
      },
      ({ value }) => (value === 4 ? 1_000 : null),
    );
  return { make, world, times: () => asked };
}
const settles = () => vi.advanceTimersByTimeAsync(1);

test('what was read stands there at once when a page is opened again, and is asked anew', async () => {
  const { make, times } = aRead([1, 2]);
  const first = make();
  first.open();
  await settles();
  expect(first.store.getState()).toEqual({ value: 1, reason: null });
  first.close();
  const second = make();
  expect(second.store.getState().value).toBe(1);
  second.open();
  await settles();
  expect([second.store.getState().value, times()]).toEqual([2, 2]);
  second.close();
});

test('a line that does not answer is asked twice more, a no is a no; an older value stays beside it', async () => {
  const { make, times } = aRead([1, 'NO_ANSWER', 'NO_ANSWER', 'NO_ANSWER', 'FORBIDDEN']);
  const read = make();
  read.open();
  await settles();
  void read.reload();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(times()).toBe(4);
  expect(read.store.getState()).toMatchObject({ value: 1, reason: { code: 'NO_ANSWER' } });
  void read.reload();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(times()).toBe(5);
  expect(read.store.getState()).toMatchObject({ value: 1, reason: { code: 'FORBIDDEN' } });
  read.close();
});

test('it asks again by itself only while what is known says so, and never once it is closed', async () => {
  const { make, times } = aRead([4, 4, 5]);
  const read = make();
  read.open();
  await vi.advanceTimersByTimeAsync(5_500);
  expect(times()).toBe(3);
  read.close();
  const again = aRead([4]);
  const other = again.make();
  other.open();
  await settles();
  other.close();
  await vi.advanceTimersByTimeAsync(5_500);
  expect(again.times()).toBe(1);
});

test('a browser that believes to be offline asks all the same: a server may be on the same machine', async () => {
  const { make, world } = aRead([7]);
  const isOnline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  globalThis.dispatchEvent(new Event('offline'));
  const read = make();
  read.open();
  await settles();
  expect(read.store.getState().value).toBe(7);
  read.close();
  questionsOf(world).clear();
  isOnline.mockRestore();
  globalThis.dispatchEvent(new Event('online'));
});
