import { afterEach, expect, test } from 'vitest';
import { clockTime, goByZone } from '../../client/ui/time-words.ts';
import { instantTyped, typedMinute, typedTime } from '../../client/ui/typed-time.ts';

afterEach(() => goByZone(null));

test('what is shown and what is typed go by the page’s zone, whatever the reader’s own is', () => {
  const ms = Date.UTC(2026, 4, 3, 12, 0, 17, 250);
  goByZone('Asia/Shanghai');
  expect(clockTime(ms, 'en')).toBe('20:00');
  expect(typedTime(ms)).toBe('2026-05-03T20:00:17.250');
  expect(instantTyped('2026-05-03T20:00')).toBe(Date.UTC(2026, 4, 3, 12));
  goByZone('America/New_York');
  expect(clockTime(ms, 'en')).toBe('08:00');
  expect(instantTyped(typedMinute(ms))).toBe(Date.UTC(2026, 4, 3, 12));
});

test('a day on which the clock changes has its own offset on either side', () => {
  goByZone('Europe/Berlin');
  expect(instantTyped('2026-03-29T01:30')).toBe(Date.UTC(2026, 2, 29, 0, 30));
  expect(instantTyped('2026-03-29T03:30')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  expect(instantTyped('2026-10-25T00:30')).toBe(Date.UTC(2026, 9, 24, 22, 30));
  expect(instantTyped('2026-10-25T04:30')).toBe(Date.UTC(2026, 9, 25, 3, 30));
});

test('what is no time is none', () => {
  for (const text of ['', 'tonight', '2026-13-01T20:00']) expect(instantTyped(text)).toBeNaN();
});
