import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { memoryStore } from '../../server/adapters/memory/memory-store.ts';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { emptyTables } from '../../server/adapters/memory/tables.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { record, runDay } from '../builders/engine-days.ts';
import { rowsOf, rowsOfLog } from '../builders/engine-rows.ts';
import { chainFaults, STREAM } from '../builders/engine-stall.ts';
import { type Act, type Day, days } from '../builders/random-day.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-days-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Days on the memory store, and how many of them go through a file as well; FAIRDAY_RUNS asks for more. */
const RUNS = Number(process.env.FAIRDAY_RUNS ?? 150);
const FILE_RUNS = Math.max(1, Math.floor(RUNS / 30));
const PATIENCE_MS = 30_000 + RUNS * 300;

test(
  '[design] an engine gives every command the answer of the rules alone, every screen stays in step, every row is what the log says',
  async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const recording = record(day);
        const tables = emptyTables();
        const store = memoryStore(tables);
        const run = await runDay(store, recording);
        expect(run.seat.faults).toEqual([]);
        expect(run.answers).toEqual(recording.answers);
        expect(run.state).toBe(recording.state);
        expect(run.screenFaults).toEqual([]);
        const facts = await store.factsAfter(STREAM, 0, 10_000);
        expect(chainFaults(facts)).toEqual([]);
        expect(rowsOf(tables)).toEqual(rowsOfLog(facts));
      }),
      { numRuns: RUNS },
    );
  },
  PATIENCE_MS,
);

test(
  '[design] the memory store and the file give the same answers, the same log and the same head',
  async () => {
    let files = 0;
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const recording = record(day);
        const memory = openMemory();
        files += 1;
        const file = await openSqlite({ file: join(folder, `day-${files}.db`), sync: 'normal' });
        try {
          const [here, there] = [await runDay(memory.store, recording), await runDay(file.store, recording)];
          expect(there.seat.faults).toEqual([]);
          expect(there.answers).toEqual(here.answers);
          expect(there.state).toBe(here.state);
          expect(await file.store.head(STREAM)).toEqual(await memory.store.head(STREAM));
          expect(await file.store.factsAfter(STREAM, 0, 10_000)).toEqual(
            await memory.store.factsAfter(STREAM, 0, 10_000),
          );
        } finally {
          await file.close();
        }
      }),
      { numRuns: FILE_RUNS },
    );
  },
  PATIENCE_MS,
);

/** Ten seconds before a flash somebody comes 200 ms too early, and then the clock takes a long step. */
function aDayWithAStep(...after: Act[]): Day {
  const wait = (ms: number): Act => ({ act: 'wait', ms });
  const flash = { what: 1, cap: 4, perBuyer: 2, seconds: 300, prelaunch: 10, off: false };
  return {
    stocks: [4, 12, 40],
    limits: [null, null, null],
    firstPaid: false,
    maxPins: 1,
    closeAfterMs: 3_600_000,
    kept: 200,
    charges: false,
    acts: [
      { act: 'flash', ...flash },
      wait(9_000),
      wait(800),
      { act: 'add', who: 2, what: 1, units: 1, seen: 'flash', quote: false, lateMs: 0 },
      ...after,
    ],
  };
}

test.each<Act[]>([
  [{ act: 'wait', ms: 1_500 }],
  [
    { act: 'wait', ms: 1_500 },
    { act: 'add', who: 3, what: 2, units: 1, seen: 'shown', quote: false, lateMs: 0 },
  ],
  [{ act: 'wait', ms: 61_000 }],
])('[F5] a parked command has its turn at its time, however far the clock steps', async (...after) => {
  const recording = record(aDayWithAStep(...after));
  const run = await runDay(openMemory().store, recording);
  expect(run.answers).toEqual(recording.answers);
  expect(run.state).toBe(recording.state);
});
