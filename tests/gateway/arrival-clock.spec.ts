import { expect, test } from 'vitest';
import { ArrivalClock } from '../../server/gateway/connection/arrival-clock.ts';

test('[T3] what one turn of the loop reads arrived when the turn began, and what the next one reads later', () => {
  let nowMs = 1_000;
  const turns: (() => void)[] = [];
  const arrivals = new ArrivalClock({ steadyMs: () => nowMs, soon: (callback) => void turns.push(callback) });
  const first = arrivals.arrivalMs();
  nowMs += 400;
  const last = arrivals.arrivalMs();
  expect([first, last]).toEqual([1_000, 1_000]);
  expect(turns).toHaveLength(1);
  turns.pop()!();
  nowMs += 5;
  expect(arrivals.arrivalMs()).toBe(1_405);
});
