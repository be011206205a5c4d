import { expect, test } from 'vitest';
import { batchLoader } from '../../server/lib/batch-loader.ts';
import { StoreAway } from '../../server/lib/store-away.ts';
import { TestClock } from '../builders/engine-clock.ts';

/** A store whose look-ups end when the test says so. */
function heldStore() {
  const clock = new TestClock(0);
  const looks: { keys: readonly number[]; answer(): void; fail(fault: Error): void }[] = [];
  const ask = batchLoader(
    clock,
    (keys: readonly number[]) =>
      new Promise<(key: number) => number>((resolve, reject) => {
        looks.push({ keys, answer: () => resolve((key) => key * 2), fail: reject });
      }),
  );
  return { clock, looks, ask };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('whoever comes alone is looked up at once; a crowd that comes meanwhile goes together, each with its own answer', async () => {
  const { looks, ask } = heldStore();
  const [first, second] = [ask(1), ask(2)];
  const crowd = [3, 4, 5, 4].map(ask);
  expect(looks.map(({ keys }) => keys)).toEqual([[1], [2]]);
  looks[0]!.answer();
  expect(await first).toBe(2);
  await settled();
  expect(looks[2]!.keys).toEqual([3, 4, 5, 4]);
  looks[2]!.answer();
  expect(await Promise.all(crowd)).toEqual([6, 8, 10, 8]);
  looks[1]!.answer();
  expect(await second).toBe(4);
  const again = ask(6);
  expect(looks[3]!.keys).toEqual([6]);
  looks[3]!.answer();
  expect(await again).toBe(12);
});

test('a look-up that is stuck does not keep the others waiting, and one that fails is told to its own askers only', async () => {
  const { looks, ask } = heldStore();
  const stuck = ask(1);
  const fails = ask(2);
  const next = ask(3);
  looks[1]!.fail(new StoreAway('The database is away.'));
  await expect(fails).rejects.toBeInstanceOf(StoreAway);
  await settled();
  looks[2]!.answer();
  expect(await next).toBe(6);
  looks[0]!.answer();
  expect(await stuck).toBe(2);
});

test('[C42] who waits for a store that answers nothing is told so in time, and is not looked up any more', async () => {
  const { clock, looks, ask } = heldStore();
  const held = [ask(1), ask(2)];
  const waits = ask(3);
  const told = expect(waits).rejects.toBeInstanceOf(StoreAway);
  clock.passes(1_000);
  const later = ask(4);
  clock.passes(900);
  await told;
  // The next look-up is for whoever still waits, and counts from when they came.
  looks[0]!.answer();
  await settled();
  expect(looks[2]!.keys).toEqual([4]);
  const late = expect(later).rejects.toBeInstanceOf(StoreAway);
  clock.passes(1_000);
  await late;
  looks[1]!.answer();
  looks[2]!.answer();
  expect(await Promise.all(held)).toEqual([2, 4]);
});

test('a look-up is bounded, and so is the crowd that waits for one', async () => {
  const { looks, ask } = heldStore();
  const asked = [ask(0), ask(1)];
  for (let key = 0; key < 10_000; key += 1) asked.push(ask(key));
  await expect(ask(1)).rejects.toBeInstanceOf(StoreAway);
  for (let n = 0; n < looks.length; n += 1) {
    expect(looks[n]!.keys.length).toBeLessThanOrEqual(500);
    looks[n]!.answer();
    await settled();
  }
  expect(looks.length).toBe(22);
  expect((await Promise.all(asked)).length).toBe(10_002);
});
