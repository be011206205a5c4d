import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Http } from '../../client/connection/http.ts';
import { createMeStore } from '../../client/stores/me-store.ts';

const me = { buyerId: '0190a000-0000-7000-8000-0000000000a1', addresses: [], staff: null };
const wait = { ok: false, refusal: { code: 'RATE_LIMITED', retryAfterMs: 1_000 } };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server that gives these answers in turn, the last one for ever. */
function aStore(...answers: object[]) {
  let asked = 0;
  const call = async () => {
    asked += 1;
    return answers[Math.min(asked, answers.length) - 1];
  };
  const store = createMeStore({ http: { call } as unknown as Http });
  return { store, asked: () => asked };
}

test('[M1] a newcomer of a rush waits as long as is asked, then is somebody', async () => {
  const { store, asked } = aStore(wait, wait, { ok: true, value: me });
  const ready = store.ensure();
  await vi.advanceTimersByTimeAsync(999);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(5_000);
  await ready;
  expect(asked()).toBe(3);
  expect(store.store.getState()).toEqual({ me, reason: null });
});

test('[M1] after ten tries it is said, may be asked for at once, and is asked for again by itself', async () => {
  const { store, asked } = aStore(...Array(12).fill(wait), { ok: true, value: me });
  void store.ensure();
  for (let ms = 0; ms < 20_000 && !store.store.getState().reason; ms += 100) {
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked()).toBe(10);
  expect(store.store.getState().reason).toEqual(wait.refusal);
  void store.ensure();
  expect(asked()).toBe(11);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(store.store.getState()).toEqual({ me, reason: null });
});

test('[M1] it is never asked sooner than a refusal says, also after ten tries', async () => {
  const long = { ok: false, refusal: { code: 'RATE_LIMITED', retryAfterMs: 30_000 } };
  const { store, asked } = aStore(long);
  void store.ensure();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  const before = asked();
  expect(before).toBeGreaterThanOrEqual(10);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(asked() - before).toBeGreaterThan(5);
  expect(asked() - before).toBeLessThanOrEqual(20);
});

test('any other no is said at once', async () => {
  const no = { ok: false, refusal: { code: 'NO_ANSWER' } };
  const { store, asked } = aStore(no);
  await store.ensure();
  expect(asked()).toBe(1);
  expect(store.store.getState().reason).toEqual(no.refusal);
});

test('after a no it goes on asking by itself until somebody is known', async () => {
  const no = { ok: false, refusal: { code: 'UNAVAILABLE', retryAfterMs: 1_000 } };
  const { store, asked } = aStore(no, no, { ok: true, value: me });
  await store.ensure();
  expect(store.store.getState().reason).toEqual(no.refusal);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(store.store.getState()).toEqual({ me, reason: null });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked()).toBe(3);
});
