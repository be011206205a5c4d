import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellProgress } from '../../server/adapters/mediasoup/worker/progress.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => vi.useRealTimers());

test.each([
  ['on a terminal', true, '\r'],
  ['elsewhere', false, '\n'],
])('%s a unit that takes long is said to go on, every five seconds', (_, isTerminal, mark) => {
  const told: string[] = [];
  const progress = tellProgress({ isTerminal, write: (text) => told.push(text) });
  progress.say('compiling the headers');
  const atOnce = told.length;
  expect(atOnce).toBe(isTerminal ? 1 : 0);
  vi.advanceTimersByTime(24_000);
  expect(told).toHaveLength(atOnce + 4);
  expect(told.at(-1)).toContain('[media worker] compiling the headers, 20 s so far');
  expect(told.at(-1)).toContain(mark);
  progress.say('1 of 48 units compiled');
  vi.advanceTimersByTime(5_000);
  expect(told.at(-1)?.trim()).toBe('[media worker] 1 of 48 units compiled, 25 s so far');
  progress.close();
  const atEnd = told.length;
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(atEnd);
});
