import { expect, test } from 'vitest';
import { TurnedAway } from '../../server/engine/turned-away.ts';

const NOON = 1_750_000_000_000;

/** Turns so many away, evenly over a second. @returns what the last of them was told */
function turnsAway(door: TurnedAway, count: number, fromMs: number): number {
  let pauseMs = 0;
  for (let n = 0; n < count; n += 1) pauseMs = door.note(fromMs + Math.floor((n * 1_000) / count));
  return pauseMs;
}

test('a few who knock come again soon; of a crowd each knocks more seldom, and within the time that a page tries', () => {
  const door = new TurnedAway();
  expect(door.note(NOON)).toBe(500);
  expect(turnsAway(door, 2_000, NOON)).toBe(2_001);
  expect(turnsAway(door, 100_000, NOON + 1_000)).toBe(4_000);
});

test('the crowd is forgotten five seconds after it has gone, at once if the clock is set back', () => {
  const door = new TurnedAway();
  turnsAway(door, 3_000, NOON);
  expect(door.note(NOON + 4_999)).toBe(3_001);
  expect(door.note(NOON + 5_000)).toBe(500);
  turnsAway(door, 3_000, NOON + 6_000);
  expect(door.note(NOON - 3_600_000)).toBe(500);
});

test('a crowd that comes again as it is told turns itself away ever more seldom, and settles', () => {
  const door = new TurnedAway();
  const knocks: number[] = Array(61).fill(0);
  const due = Array.from({ length: 10_000 }, (_, n) => NOON + (n % 1_000));
  for (let ms = 0; ms < 60_000; ms += 100) {
    for (const [n, atMs] of due.entries()) {
      if (atMs > NOON + ms) continue;
      knocks[Math.floor(ms / 1_000)]! += 1;
      due[n] = NOON + ms + door.note(NOON + ms);
    }
  }
  const settled = knocks.slice(20, 60);
  expect(settled.reduce((sum, count) => sum + count, 0) / settled.length).toBeLessThan(3_000);
});
