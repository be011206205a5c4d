import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchFirstPicture } from '../../client/screens/buyer/viewer/video/first-picture.ts';

let openedAt = '';
let element: HTMLVideoElement;
beforeEach(() => {
  openedAt = location.href;
  element = document.createElement('video');
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(
    (type) => (type === 'navigation' ? [{ name: openedAt }] : []) as never,
  );
  vi.spyOn(performance, 'now').mockReturnValue(1_900.4);
});
afterEach(() => vi.restoreAllMocks());

/** The browser's video has come so far, and says so. */
function plays(
  event: 'loadeddata' | 'resize',
  {
    width = 1_280,
    readyState = 4,
    isDirect = true,
  }: { width?: number; readyState?: number; isDirect?: boolean } = {},
): void {
  const has = (name: string, value: unknown) =>
    Object.defineProperty(element, name, { value, configurable: true });
  has('videoWidth', width);
  has('readyState', readyState);
  has('srcObject', isDirect ? {} : null);
  element.dispatchEvent(new Event(event));
}

function watches(more: { viewers?: number; chance?: number } = {}) {
  const tell = vi.fn();
  const stop = watchFirstPicture(element, { viewers: 10, chance: 0.99, tell, ...more });
  return { tell, stop };
}

test('a page tells once how long its first picture took since it was opened', () => {
  const { tell } = watches();
  plays('loadeddata');
  plays('loadeddata');
  expect(tell.mock.calls).toEqual([[{ afterMs: 1_900, way: 'direct' }]]);
});

test('sound is no picture, nor is its size; the picture that follows is', () => {
  const { tell } = watches();
  plays('loadeddata', { width: 0 });
  plays('resize', { readyState: 1 });
  expect(tell).not.toHaveBeenCalled();
  plays('resize', { isDirect: false });
  expect(tell.mock.calls).toEqual([[{ afterMs: 1_900, way: 'steady' }]]);
});

test('a minute is the longest that is told', () => {
  vi.mocked(performance.now).mockReturnValue(95_000);
  const { tell } = watches();
  plays('loadeddata');
  expect(tell.mock.calls[0]![0].afterMs).toBe(60_000);
});

test('who can’t know it says nothing: another screen before, out of sight, left out of the crowd', () => {
  const isSilent = (more: Parameters<typeof watches>[0] = {}) => {
    const { tell, stop } = watches(more);
    plays('loadeddata');
    stop();
    return tell.mock.calls.length === 0;
  };
  expect(isSilent()).toBe(false);
  expect(isSilent({ viewers: 10_000, chance: 0.124 })).toBe(false);
  expect(isSilent({ viewers: 10_000, chance: 0.125 })).toBe(true);
  openedAt = `${location.origin}/console`;
  expect(isSilent()).toBe(true);
  openedAt = location.href;
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  expect(isSilent()).toBe(true);
});

test('a page that went out of sight before its picture came tells nothing', () => {
  const { tell } = watches();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  hidden.mockReturnValue(false);
  plays('loadeddata');
  expect(tell).not.toHaveBeenCalled();
});
