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
  const store = createMeStore({ http: { call } as unknown as Http, newKey: () => '' });
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

test('[M1] after ten tries it is said, and may be asked for again', async () => {
  const { store, asked } = aStore(wait);
  const ready = store.ensure();
  await vi.advanceTimersByTimeAsync(60_000);
  await ready;
  expect(asked()).toBe(10);
  expect(store.store.getState().reason).toEqual(wait.refusal);
  void store.ensure();
  expect(asked()).toBe(11);
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
