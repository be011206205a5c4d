import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPrivateViews } from '../../server/gateway/sockets/private-views.ts';
import type { Publication } from '../../server/ports/publication.ts';

const STREAM = 'stream-1';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function booth() {
  const told: string[] = [];
  let publish = (_: Publication) => {};
  const views = openPrivateViews({
    features: { privateView: async () => ({ seq: 1, basket: { lines: [], firstPaid: false }, orders: [] }) },
    publications: {
      subscribe(listener: typeof publish) {
        publish = listener;
        return () => {};
      },
    },
    log: console,
    clock: { nowMs: Date.now },
    actorOf: (_streamId: string, buyerId: string) => ({ buyerId, allIds: [buyerId] }),
    buyersOf: () => [],
    tell: (_streamId: string, buyerId: string) => told.push(buyerId),
  } as unknown as Parameters<typeof openPrivateViews>[0]);
  return {
    told,
    close: views.close,
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

test('[design] in a rush the pauses grow with those who are told, up to two seconds, and nobody is left out', async () => {
  const { told, change, close } = booth();
  change(...crowd(1_500));
  await vi.advanceTimersByTimeAsync(150);
  expect(told).toHaveLength(1_500);
  for (let times = 0; times < 5; times += 1) {
    change(...crowd(300));
    await vi.advanceTimersByTimeAsync(150);
  }
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toHaveLength(1_500);
  await vi.advanceTimersByTimeAsync(300);
  expect(told).toHaveLength(1_800);
  expect(new Set(told.slice(1_500)).size).toBe(300);
  close();
});
