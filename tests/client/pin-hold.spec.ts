import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveStore } from '../../client/stores/live-store.ts';
import { isHeldBack, MOST_SPANS, rememberTable, tableAt } from '../../client/stores/video/pin-hold.ts';
import { createPinHoldStore } from '../../client/stores/video/pin-hold-store.ts';
import type { PinEntry } from '../../shared/market/lineup/pins-entry.ts';
import { type FakeLive, fakeLive, HISTORY } from './fake-live.ts';
import { fakeWorld } from './fake-world.ts';
import { aPin, aStream, EIGHT } from './market.ts';

const pin = (itemNumber: number, sinceMs: number): PinEntry => ({ itemNumber, sinceMs });
const numbers = (pins: readonly PinEntry[] | null) => pins?.map(({ itemNumber }) => itemNumber) ?? null;

test('[L7] the table of a moment is what was pinned last before it, however late that was heard', () => {
  let spans = rememberTable([], [pin(1, 1_000)], 1_400);
  spans = rememberTable(spans, [pin(2, 5_000)], 5_300);
  spans = rememberTable(spans, [], 9_000);
  expect(numbers(tableAt(spans, 4_999))).toEqual([1]);
  expect(numbers(tableAt(spans, 5_000))).toEqual([2]);
  expect(numbers(tableAt(spans, 8_999))).toEqual([2]);
  expect(numbers(tableAt(spans, 9_000))).toEqual([]);
  expect(tableAt(spans, 999)).toBeNull();
});

test('[L7] an undone pin comes back when the undo was heard, not when it was first pinned', () => {
  let spans = rememberTable([], [pin(1, 1_000)], 1_400);
  spans = rememberTable(spans, [pin(2, 5_000)], 5_300);
  spans = rememberTable(spans, [pin(1, 1_000)], 8_000);
  expect(numbers(tableAt(spans, 7_999))).toEqual([2]);
  expect(numbers(tableAt(spans, 8_000))).toEqual([1]);
});

test('[L7] whatever a host pins, at each moment the table is the one that was in force, and memory is bounded', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ after: fc.integer({ min: 1, max: 9_000 }), item: fc.integer({ min: 1, max: 5 }) }),
        {
          minLength: 1,
          maxLength: MOST_SPANS + 20,
        },
      ),
      fc.nat(20_000),
      (acts, backMs) => {
        let nowMs = EIGHT;
        let spans: ReturnType<typeof rememberTable> = [];
        const said: PinEntry[] = [];
        for (const { after, item } of acts) {
          nowMs += after;
          said.push(pin(item, nowMs));
          spans = rememberTable(spans, [said.at(-1)!], nowMs + 40);
        }
        expect(spans.length).toBeLessThanOrEqual(MOST_SPANS);
        const atMs = nowMs - backMs;
        const expected = said.findLast(({ sinceMs }) => sinceMs <= atMs)?.itemNumber;
        const found = tableAt(spans, atMs);
        if (found) expect(numbers(found)).toEqual([expected]);
        else expect(expected === undefined || said.length > MOST_SPANS).toBe(true);
      },
    ),
  );
});

test('[L7] by itself it holds above 3 s and lets go below 2 s; a choice goes before, an unknown time never holds', () => {
  expect(isHeldBack(false, 3_000, null)).toBe(false);
  expect(isHeldBack(false, 3_001, null)).toBe(true);
  expect(isHeldBack(true, 2_500, null)).toBe(true);
  expect(isHeldBack(true, 2_000, null)).toBe(false);
  expect(isHeldBack(false, 100, true)).toBe(true);
  expect(isHeldBack(true, 20_000, false)).toBe(false);
  expect(isHeldBack(true, null, true)).toBe(false);
  expect(isHeldBack(true, 120_001, true)).toBe(false);
});

let nowMs = EIGHT;
let live: FakeLive;
let close = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  nowMs = EIGHT;
});
afterEach(() => {
  close();
  vi.useRealTimers();
});

async function holding(kept?: string) {
  live = fakeLive();
  const world = fakeWorld(live, {}, () => nowMs);
  if (kept) world.keep.write('fairday.pin-hold', kept);
  const store = createLiveStore('potato-day', world);
  store.open();
  await vi.advanceTimersByTimeAsync(0);
  live.welcome({ nowMs });
  live.snapshot([aStream(), aPin(1)]);
  const hold = createPinHoldStore(store, world);
  hold.open();
  close = () => {
    hold.close();
    store.close();
  };
  return { hold, keep: world.keep, shown: () => numbers(hold.store.getState().pins) };
}

async function pass(ms: number) {
  for (let left = ms; left > 0; left -= 100) {
    nowMs += 100;
    await vi.advanceTimersByTimeAsync(100);
  }
}
let seq = 10;
function pinned(itemNumber: number) {
  seq += 1;
  const changes = [['p', [[itemNumber, nowMs]]] as const];
  live.say.onFrame({ history: HISTORY, from: seq - 1, to: seq, changes: changes as never });
}
beforeEach(() => {
  seq = 10;
});

test('[L7] a picture that is six seconds late takes the pinned card with it', async () => {
  const { hold, shown } = await holding();
  await pass(10_000);
  hold.takeLag(400);
  expect(shown()).toBeNull();
  hold.takeLag(6_000);
  expect(shown()).toEqual([1]);
  pinned(2);
  await pass(5_700);
  expect(shown()).toEqual([1]);
  await pass(500);
  expect(shown()).toEqual([2]);
  hold.takeLag(1_000);
  expect(hold.store.getState()).toMatchObject({ isHeld: false, pins: null, lagMs: 1_000 });
});

test('[L7] who just came sees the present table until the picture is at a moment that the page knows', async () => {
  const { hold, shown } = await holding();
  pinned(2);
  nowMs += 100;
  hold.takeLag(8_000);
  expect(hold.store.getState()).toMatchObject({ isHeld: true, pins: null });
  await pass(8_000);
  expect(shown()).toEqual([2]);
});

test('[L7] the choice is kept on the device and obeyed at once', async () => {
  const { hold, keep, shown } = await holding('on');
  await pass(10_000);
  hold.takeLag(150);
  expect(shown()).toEqual([1]);
  hold.choose(false);
  expect(shown()).toBeNull();
  expect(keep.read('fairday.pin-hold')).toBe('off');
  hold.choose(null);
  expect(keep.read('fairday.pin-hold')).toBeNull();
  hold.takeLag(5_000);
  expect(shown()).toEqual([1]);
  hold.takeLag(null);
  expect(shown()).toBeNull();
});
