import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PrivateViews } from '../../server/gateway/rooms/private-views.ts';
import type { Publication } from '../../server/ports/publication.ts';

const STREAM = 'stream-1';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function booth() {
  const told: string[] = [];
  let publish = (_: Publication) => {};
  const views = new PrivateViews({
    application: { privateView: async () => ({ seq: 1, cart: { lines: [], firstPaid: false }, orders: [] }) },
    publications: {
      subscribe(listener: typeof publish) {
        publish = listener;
        return () => {};
      },
    },
    log: console,
    actorOf: (_streamId: string, buyerId: string) => ({ buyerId, allIds: [buyerId] }),
    buyersOf: () => [],
    tell: (_streamId: string, buyerId: string) => told.push(buyerId),
  } as unknown as ConstructorParameters<typeof PrivateViews>[0]);
  return {
    told,
    close: () => views.close(),
    change: (...buyers: string[]) => publish({ streamId: STREAM, buyers, whole: false } as never),
  };
}

const crowd = (count: number) => Array.from({ length: count }, (_, index) => `buyer-${index}`);

test('[design] a buyer is told of several changes once, within a tenth of a second', async () => {
  const { told, change, close } = booth();
  change('ana');
  change('ana', 'bo');
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual(['ana', 'bo']);
  change('ana');
  await vi.advanceTimersByTimeAsync(101);
  expect(told).toEqual(['ana', 'bo', 'ana']);
  close();
});

test('[design] in a rush a few are told at a time, all within two seconds or so, and nobody is left out', async () => {
  const { told, change, close } = booth();
  change(...crowd(1_500));
  await vi.advanceTimersByTimeAsync(100);
  let most = told.length;
  for (let ms = 100; ms < 2_500; ms += 20) {
    const before = told.length;
    await vi.advanceTimersByTimeAsync(20);
    most = Math.max(most, told.length - before);
  }
  expect(most).toBe(15);
  expect(new Set(told).size).toBe(1_500);
  close();
});

test('[design] who changes again while others wait is told once more, after them', async () => {
  const { told, change, close } = booth();
  change(...crowd(30));
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual(crowd(10));
  for (let times = 0; times < 5; times += 1) change('buyer-0', 'buyer-29');
  await vi.advanceTimersByTimeAsync(200);
  expect(told).toEqual([...crowd(30), 'buyer-0']);
  close();
});

test('after the close nobody is told', async () => {
  const { told, change, close } = booth();
  change(...crowd(30));
  await vi.advanceTimersByTimeAsync(100);
  close();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toHaveLength(10);
});
