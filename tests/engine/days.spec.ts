import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openMemory } from '../../server/adapters/memory/open.ts';
import { openSqlite } from '../../server/adapters/sql/sqlite/open.ts';
import { record, runDay } from '../builders/engine-days.ts';
import { chainFaults, STREAM } from '../builders/engine-stall.ts';
import { days } from '../builders/random-day.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-days-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Days on the memory store, and how many of them go through a file as well; FAIRDAY_RUNS asks for more. */
const RUNS = Number(process.env.FAIRDAY_RUNS ?? 150);
const FILE_RUNS = Math.max(1, Math.floor(RUNS / 30));
const PATIENCE_MS = 30_000 + RUNS * 300;

test(
  '[design] an engine gives every command the answer that the rules alone give, and every screen stays in step',
  async () => {
    await fc.assert(
      fc.asyncProperty(days, async (day) => {
        const recording = record(day);
        const { store } = openMemory();
        const run = await runDay(store, recording);
        expect(run.seat.faults).toEqual([]);
        expect(run.answers).toEqual(recording.answers);
        expect(run.state).toBe(recording.state);
        expect(run.screenFaults).toEqual([]);
        expect(chainFaults(await store.factsAfter(STREAM, 0, 10_000))).toEqual([]);
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
