import { expect, test, vi } from 'vitest';
import { logOutput } from '../../server/gateway/logging/log-output.ts';
import { until } from './house.ts';

/** What the output took, and how it takes what is offered next: all of it, a part, or nothing. */
const disk = vi.hoisted(() => ({ taken: '', takes: (bytes: number) => bytes }));

vi.mock('node:fs', async (actual) => ({
  ...(await actual<typeof import('node:fs')>()),
  write(_fd: number, chunk: Buffer, done: (fault: Error | null, count: number) => void) {
    const count = disk.takes(chunk.length);
    disk.taken += chunk.subarray(0, count).toString();
    setImmediate(() => (count === 0 ? done(new Error('ENOSPC'), 0) : done(null, count)));
  },
}));

const LINES = 1_500;
/** Ends in the middle of a line. */
const PART = 1_500;

test('[C38] how many lines are missing is said between two lines, also where a part of one was taken', async () => {
  const output = logOutput();
  disk.takes = () => 0;
  const text = 'x'.repeat(1_000);
  for (let n = 0; n < LINES; n += 1) output.write(`${JSON.stringify({ n, text })}\n`);
  let offers = 0;
  disk.takes = (bytes) => {
    offers += 1;
    return offers === 1 ? PART : bytes;
  };
  const told = () =>
    disk.taken
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { n?: number; lost?: number });
  const lost = () => told().reduce((sum, line) => sum + (line.lost ?? 0), 0);
  const kept = () => told().filter(({ n }) => n !== undefined).length;
  await until(() => lost() + kept() === LINES, 5_000);
  expect(lost()).toBeGreaterThan(0);
});
