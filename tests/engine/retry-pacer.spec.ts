import { expect, test } from 'vitest';
import { RetryPacer } from '../../server/event-log/admission/retry-pacer.ts';

const NOON = 1_750_000_000_000;

/** Turns so many away in one moment. @returns what each of them was told */
function turnsAway(door: RetryPacer, count: number, nowMs: number): number[] {
  return Array.from({ length: count }, () => door.retryAfterMs(nowMs));
}

function serves(door: RetryPacer, count: number, nowMs: number): void {
  for (let n = 0; n < count; n += 1) door.noteServed(nowMs);
}

test('who is turned away comes again in his turn: two thousand in a second, while nobody knows how fast it goes', () => {
  const door = new RetryPacer();
  const pauses = turnsAway(door, 4_001, NOON);
  expect(pauses[0]).toBe(500);
  expect(pauses[2_000]).toBe(1_500);
  expect(pauses[4_000]).toBe(2_500);
  // The next in line is asked for the next place in it, whenever he comes.
  expect(door.retryAfterMs(NOON + 1_000)).toBe(1_501);
  // When all have had their turn the line is forgotten.
  expect(door.retryAfterMs(NOON + 2_001)).toBe(500);
});

test('nobody is asked to come later than in eight seconds: a page tries for 25', () => {
  const door = new RetryPacer();
  const pauses = turnsAway(door, 50_000, NOON);
  expect(pauses[14_999]).toBe(8_000);
  expect(pauses[49_999]).toBe(8_000);
  expect(door.retryAfterMs(NOON + 1_000)).toBe(7_001);
});

test('as many and a quarter more are asked to come in a second as were served in the best of five', () => {
  const door = new RetryPacer();
  serves(door, 4_000, NOON);
  serves(door, 100, NOON + 1_000);
  expect(turnsAway(door, 5_001, NOON + 1_999).at(-1)).toBe(1_500);
  expect(turnsAway(door, 2_001, NOON + 5_000).at(-1)).toBe(1_500);
});

test('a clock that was set back makes nobody wait for longer', () => {
  const door = new RetryPacer();
  turnsAway(door, 3_000, NOON);
  expect(door.retryAfterMs(NOON - 3_600_000)).toBe(8_000);
  expect(door.retryAfterMs(NOON - 3_600_000 + 7_500)).toBe(501);
});

test('a crowd that comes as it is told finds the server served at its own pace, and no more knocks than that takes', () => {
  const door = new RetryPacer();
  const perSecond = 3_000;
  const due = Array.from({ length: 45_000 }, (_, n) => NOON + Math.floor(n / 10));
  const waiting = new Set(due.keys());
  let knocks = 0;
  let seconds = 0;
  for (let ms = 0; waiting.size > 0 && ms < 60_000; ms += 10) {
    let room = (perSecond / 1_000) * 10;
    for (const n of waiting) {
      if (due[n]! > NOON + ms) continue;
      knocks += 1;
      if (room > 0) {
        room -= 1;
        door.noteServed(NOON + ms);
        waiting.delete(n);
      } else due[n] = NOON + ms + door.retryAfterMs(NOON + ms);
    }
    seconds = ms / 1_000;
  }
  expect(waiting.size).toBe(0);
  expect(seconds).toBeLessThan(20);
  expect(knocks).toBeLessThan(3 * 45_000);
});
