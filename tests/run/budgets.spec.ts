import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { root } from '../tidy/sources.ts';
import { overBudget, overCi, overQuick } from './budgets.ts';
import { LOAD_BEFORE, Neighbours } from './neighbours.ts';
import { keepPart, PARTS_FOLDER } from './parts.ts';
import { CI_SECONDS, QUICK_SECONDS, SUITE_SECONDS, YARDSTICK } from './suite-seconds.ts';
import { type Suite, suiteOf } from './suites.ts';
import { Tally } from './tally.ts';
import { tierOf } from './tiers.ts';
import { measure } from './yardstick.ts';

const took = (suite: Suite, seconds: number) => {
  const tally = new Tally();
  tally.file('tests/a.spec.ts', suite, seconds * 400);
  tally.file('tests/b.spec.ts', suite, seconds * 600);
  return tally.suiteSeconds();
};

test('a suite that takes longer than its seconds and the noise is over its budget, each tier by its own', () => {
  const { quick, rest } = SUITE_SECONDS.crash;
  expect(overBudget(took('crash', quick * 1.2), 'quick')).toEqual([]);
  expect(overBudget(took('crash', quick * 1.25 + 12), 'quick')).toMatchObject([
    { what: expect.stringContaining('the suite crash took'), details: expect.stringContaining(`${quick} s`) },
  ]);
  expect(overBudget(took('crash', rest), 'rest')).toEqual([]);
  expect(overBudget(took('crash', quick + rest), 'all')).toEqual([]);
  expect(overBudget(took('crash', (quick + rest) * 2), 'all')).toHaveLength(1);
});

test('the whole has its minutes: ten, and 55 for everything', () => {
  expect(overQuick('quick', QUICK_SECONDS)).toEqual([]);
  expect(overQuick('quick', QUICK_SECONDS + 1)).toHaveLength(1);
  expect(overQuick('rest', QUICK_SECONDS + 1)).toEqual([]);
  expect(overCi(CI_SECONDS)).toEqual([]);
  expect(overCi(CI_SECONDS + 1)).toHaveLength(1);
  expect([QUICK_SECONDS, CI_SECONDS]).toEqual([600, 3_300]);
});

test('a load of two before the run, or somebody who is busy meanwhile, leaves no verdict', async () => {
  expect(new Neighbours('1.9').isQuiet()).toBe(true);
  expect(new Neighbours('2.0').isQuiet()).toBe(false);
  const busy = new Worker('for (;;);', { eval: true });
  try {
    const neighbours = new Neighbours('0');
    await neighbours.look();
    expect(neighbours.isQuiet()).toBe(false);
  } finally {
    await busy.terminate();
  }
});

test.each([
  ['as fast as the one of the table', 1, 1, true],
  ['with a core that takes half as long again', 1.5, 1, false],
  ['with a disk that takes five times as long', 1, 5, false],
])('a machine %s', async (_, core, disk, isQuiet) => {
  const neighbours = new Neighbours('0');
  const { digestsMs, syncsMs } = YARDSTICK;
  await neighbours.look(() => ({ digestsMs: core * digestsMs, syncsMs: disk * syncsMs }));
  expect(neighbours.said()).toContain(
    `a core takes ${core.toFixed(2)} times as long, and the disk ${disk.toFixed(2)}`,
  );
  // Somebody may be busy beside this test: then nobody is judged by this.
  if (/busy with something else 0\.[0-4]/.test(neighbours.said())) expect(neighbours.isQuiet()).toBe(isQuiet);
});

test('a yardstick takes some time, and leaves nothing behind', () => {
  const { digestsMs, syncsMs } = measure();
  expect(digestsMs).toBeGreaterThan(5);
  expect(syncsMs).toBeGreaterThan(0);
});

test.each([
  ['on a quiet machine the whole run fails', true, 1],
  ['on a busy one it is said', false, 0],
])('its minutes are over: %s', (_, isQuiet, code) => {
  const folder = mkdtempSync(join(tmpdir(), 'fairday-parts-'));
  keepPart(folder, 'quick', { passed: 1, failed: 0, failures: [], isQuiet });
  const began = String(Math.floor(Date.now() / 1_000) - CI_SECONDS - 60);
  const { status, stdout } = spawnSync('node', [join(root, 'tests/run/end.ts'), 'quick'], {
    encoding: 'utf8',
    env: { ...process.env, [PARTS_FOLDER]: folder, FAIRDAY_CI_BEGAN: began },
  });
  rmSync(folder, { recursive: true });
  expect(status).toBe(code);
  expect(stdout).toContain('budget of time: .ci/run took');
  expect(stdout.trim().split('\n').at(-1)).toBe(`1 passed, ${code} failed`);
});

test('.ci/run says when it began and what load there was, before it installs anything', () => {
  const script = readFileSync(join(root, '.ci/run'), 'utf8');
  const began = script.indexOf(`export FAIRDAY_CI_BEGAN ${LOAD_BEFORE}`);
  expect(began).toBeGreaterThan(0);
  expect(began).toBeLessThan(script.indexOf('apt-get'));
});

test('the table has seconds for each tier that a suite has files in, and for no other', () => {
  const tiers = new Map<string, Set<string>>();
  for (const path of globSync('tests/**/*.spec.{ts,tsx}', { cwd: root })) {
    const suite = suiteOf(path)!;
    tiers.set(suite, (tiers.get(suite) ?? new Set()).add(tierOf(path)));
  }
  for (const [suite, seconds] of Object.entries(SUITE_SECONDS)) {
    for (const tier of ['quick', 'rest'] as const) {
      expect(seconds[tier] > 0, `${suite} ${tier}`).toBe(tiers.get(suite)?.has(tier) ?? false);
    }
  }
});
