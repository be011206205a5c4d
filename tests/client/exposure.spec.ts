import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeviceStorage } from '../../client/connection/device-storage.ts';
import { tellChannel } from '../../client/screens/buyer/viewer/exposure/measure.ts';
import { watchExposure } from '../../client/screens/buyer/viewer/exposure/watch-exposure.ts';
import { chooseTelling, tellsExposure } from '../../client/stores/settings-store.ts';
import { exposureOneIn } from '../../shared/values/exposure.ts';

/** A page whose cards come into sight by hand. */
let see: (entries: { target: Element; intersectionRatio: number }[]) => void;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: typeof see) {
        see = callback;
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  document.body.innerHTML = `
    <article data-item="1"><button>one</button></article>
    <dialog><ul><li data-item="2"></li></ul></dialog>`;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const card = (n: number) => document.querySelector(`[data-item="${n}"]`)!;
const inSight = (n: number, intersectionRatio = 1) => see([{ target: card(n), intersectionRatio }]);

test('one message in 15 s tells what was in sight, in whole seconds, and what was tapped', () => {
  const tell = vi.fn();
  const stop = watchExposure({ viewers: 10, chance: 0.99, tell });
  inSight(1);
  vi.advanceTimersByTime(4_000);
  inSight(1, 0.3);
  card(1).querySelector('button')!.click();
  vi.advanceTimersByTime(10_999);
  expect(tell).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(tell.mock.calls).toEqual([
    [{ oneIn: 1, items: [{ itemNumber: 1, shownMs: 4_000, isOpened: true }] }],
  ]);
  vi.advanceTimersByTime(30_000);
  expect(tell).toHaveBeenCalledTimes(1);
  stop();
});

test('an open sheet covers what lies below it, and a page in the background shows nothing', () => {
  const tell = vi.fn();
  const stop = watchExposure({ viewers: 10, chance: 0, tell });
  inSight(1);
  inSight(2);
  document.querySelector('dialog')!.setAttribute('open', '');
  vi.advanceTimersByTime(3_000);
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  vi.advanceTimersByTime(12_000);
  hidden.mockRestore();
  expect(tell.mock.calls).toEqual([
    [{ oneIn: 1, items: [{ itemNumber: 2, shownMs: 3_000, isOpened: false }] }],
  ]);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(tell).toHaveBeenCalledTimes(1);
});

test('in a crowd one page in so many tells, and says for how many it stands', () => {
  expect([0, 2_000, 2_001, 10_000, 5_000_000].map(exposureOneIn)).toEqual([1, 1, 2, 8, 1_024]);
  const tell = vi.fn();
  watchExposure({ viewers: 10_000, chance: 0.125, tell });
  vi.advanceTimersByTime(20_000);
  expect(tell).not.toHaveBeenCalled();
  const stop = watchExposure({ viewers: 10_000, chance: 0.124, tell });
  inSight(1);
  vi.advanceTimersByTime(15_000);
  expect(tell.mock.calls[0]![0]).toMatchObject({ oneIn: 8 });
  stop();
});

test('who declines is not counted, nor whose browser asks for it; a choice goes before it', () => {
  const kept = new Map<string, string>();
  const keep: DeviceStorage = {
    read: (name) => kept.get(name) ?? null,
    write: (name, text) => void kept.set(name, text),
    remove: (name) => void kept.delete(name),
  };
  expect(tellsExposure(keep)).toBe(true);
  vi.stubGlobal('navigator', { doNotTrack: '1' });
  expect(tellsExposure(keep)).toBe(false);
  vi.stubGlobal('navigator', { globalPrivacyControl: true });
  expect(tellsExposure(keep)).toBe(false);
  chooseTelling(keep, true);
  expect(tellsExposure(keep)).toBe(true);
  vi.stubGlobal('navigator', {});
  chooseTelling(keep, false);
  expect(tellsExposure(keep)).toBe(false);
});

test('[C1] a page says whose link brought it on each new line, and nothing if nobody’s did', () => {
  const tell = vi.fn();
  const welcomed = new Set<() => void>();
  const live = {
    tell,
    onWelcome(each: () => void) {
      welcomed.add(each);
      return () => welcomed.delete(each);
    },
  };
  tellChannel(live, 'direct')();
  expect(welcomed.size).toBe(0);
  const stop = tellChannel(live, 'jd');
  for (const each of welcomed) each();
  expect(tell.mock.calls).toEqual([
    ['exposure:came-by', { channel: 'jd' }],
    ['exposure:came-by', { channel: 'jd' }],
  ]);
  stop();
  expect(welcomed.size).toBe(0);
});
