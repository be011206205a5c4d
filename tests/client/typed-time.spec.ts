import { afterEach, expect, test } from 'vitest';
import { clockTime, goByZone } from '../../client/ui/time-words.ts';
import { clockTyped, instantTyped, minuteTyped, typedMinute, typedTime } from '../../client/ui/typed-time.ts';

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

test('a time of day is read as people type it, on a keypad without a colon and in a Chinese one', () => {
  for (const text of ['2030', '20:30', '20：30', '20.30', ' 20:30 ', '２０：３０', '20。30'])
    expect(clockTyped(text), text).toBe('20:30');
  expect(clockTyped('8:05')).toBe('08:05');
  expect(clockTyped('0000')).toBe('00:00');
  // Three digits may be four of which one got lost.
  for (const none of ['', '20', '203', '20:3', '24:00', '2400', '2060', '07:30 PM', '20:30:00', 'eight'])
    expect(clockTyped(none), none).toBeNull();
});

test('a day and a time of day, each typed into its own field, are one minute', () => {
  expect(minuteTyped('2026-05-03T2030')).toBe('2026-05-03T20:30');
  for (const none of ['', 'T', 'T20:30', '2026-05-03T', '2026-13-01T20:30', '20:30'])
    expect(minuteTyped(none), none).toBeNull();
});
