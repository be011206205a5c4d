import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readOptions } from '../../server/tools/lab/options.ts';
import { namedLoads } from '../bench/loads/named-loads.ts';
import { pageOf } from '../bench/loads/page.ts';
import { keepRun, type NamedRun, newestOf, readRuns } from '../bench/loads/runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'fairday-named-loads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('each named load is a command line that `fairday load` takes', () => {
  for (const { options, time } of Object.values(namedLoads)) {
    const given = Object.entries(options({ seed: 2, capacity: 7_321.4 }));
    const texts = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
    const read = readOptions({ scenario: 'steady', frames: '2', ...texts, for: time, seed: '2' });
    expect(read.viewers).toBe(Number(texts.viewers));
    expect(read.forMs).toBeGreaterThan(0);
  }
});

test('each run is kept as soon as it is there, and what never came is read back as that', () => {
  const file = join(folder, 'deeper', 'runs.jsonl');
  keepRun(file, aRun({ seed: 1, ms: 410 }));
  keepRun(file, aRun({ seed: 2, ms: Number.NaN }));
  expect(readRuns(file).map(({ targets }) => targets[0]?.value)).toEqual([410, Number.NaN]);
  // A line that a power cut left half written is somebody's to look at, not to be counted silently.
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"load":"LD1","se`);
  expect(() => readRuns(file)).toThrow();
});

test('of each seed the newest whole run counts; a trial is no result', () => {
  const runs = [aRun({ seed: 2, ms: 1 }), aRun({ seed: 1, ms: 2 }), aRun({ seed: 2, ms: 3 })];
  const trial = { ...aRun({ seed: 1, ms: 4 }), isTrial: true };
  expect(newestOf([...runs, trial], 'LD1').map(({ targets }) => targets[0]?.value)).toEqual([2, 3]);
});

test('the page shows every run, the median beside its target, and by how much it is missed', () => {
  const page = pageOf([1, 2, 3].map((seed) => aRun({ seed, ms: 390 + 20 * seed })));
  expect(page).toContain(
    '| host’s act to each screen p99, ms | 410 | 430 | 450 | **430** | ≤ 400 ms | **missed** by 30 ms (8 %) |',
  );
  expect(page).toContain('- LD1: host’s act to each screen p99, **missed** by 30 ms (8 %)');
  expect(page).toContain('| fdatasync of 4 KiB, p50, ms | 0.2 | 0.2 | 0.2 | **0.2** |');
  expect(page).toContain('| CPU of the server, % of a core | 40 | 40 | 40 | **40** |');
  expect(page).toContain('Nothing was lost in any run');
  expect(page).toContain('Not yet run: LD2, LD2-postgres, LD3');
  expect(page).not.toContain('Run fewer than');
});

test('of two runs the worse one counts, until there is a third', () => {
  const page = pageOf([aRun({ seed: 1, ms: 100 }), aRun({ seed: 2, ms: 440 })]);
  expect(page).toContain('| 100 | 440 | **440** | ≤ 400 ms | **missed** by 40 ms (10 %) |');
  expect(pageOf([aRun({ seed: 1, ms: 440 }), aRun({ seed: 2, ms: 100 })])).toContain('**440**');
});

test('a run that gave no number counts as the worst, and a wrong row of a verdict is said first', () => {
  const never = pageOf([aRun({ seed: 1, ms: Number.NaN }), aRun({ seed: 2, ms: Number.NaN })]);
  expect(never).toContain('**missed**: it never came to it');
  const mixed = pageOf([
    aRun({ seed: 1, ms: 100 }),
    aRun({ seed: 2, ms: 120 }),
    aRun({ seed: 3, ms: Number.NaN }),
  ]);
  expect(mixed).toContain('| 100 | 120 | – | **120** |');
  expect(never).toContain('Run fewer than 3 times so far: LD1.');
  const wrong = pageOf([{ ...aRun({ seed: 3, ms: 1 }), wrong: ['acknowledged orders: 9 in SQL 8'] }]);
  expect(wrong).toContain('- LD1, seed 3: acknowledged orders: 9 in SQL 8');
});

function aRun({ seed, ms }: { seed: number; ms: number }): NamedRun {
  return {
    load: 'LD1',
    about: '10,000 viewers',
    seed,
    commit: 'abc1234',
    atIso: '2026-03-01T10:00:00.000Z',
    node: 'v20.0.0',
    cores: 2,
    cpu: 'a processor',
    busy: 0.1,
    syncMs: 0.2,
    command: `fairday load --viewers 10000 --seed ${seed}`,
    isTrial: false,
    wrong: [],
    targets: [{ name: 'host’s act to each screen p99', value: ms, unit: 'ms', budget: { most: 400 } }],
    measures: [{ name: 'CPU of the server', value: 40, unit: '% of a core' }],
  };
}
