import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { breakSilence } from './silence.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

test('a step that is quiet is said to go on every eight seconds; one that writes speaks for itself', () => {
  const said: string[] = [];
  const silence = breakSilence('types', (line) => said.push(line));
  vi.advanceTimersByTime(17_000);
  expect(said).toEqual(['  still at it: types, 8 s so far\n', '  still at it: types, 16 s so far\n']);
  for (let second = 0; second < 30; second += 1) {
    silence.heard();
    vi.advanceTimersByTime(1_000);
  }
  expect(said).toHaveLength(2);
  silence.close();
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveLength(2);
});
