import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root } from '../tidy/sources.ts';
import { ending } from './ending.ts';
import { keepPart, PARTS_FOLDER } from './parts.ts';
import { runSuites, step } from './steps.ts';
import { Tally } from './tally.ts';

const parts = { folder: '' };

beforeEach(() => {
  parts.folder = mkdtempSync(join(tmpdir(), 'fairday-parts-'));
});

afterEach(() => {
  rmSync(parts.folder, { recursive: true });
});

/** Runs the program that ends a run, as .ci/run does, and returns its lines. */
function end(...names: string[]): { lines: string[]; code: number | null } {
  const { status, stdout } = spawnSync('node', [join(root, 'tests/run/end.ts'), ...names], {
    encoding: 'utf8',
    env: { ...process.env, [PARTS_FOLDER]: parts.folder, FAIRDAY_CI_BEGAN: '' },
  });
  return { lines: stdout.trim().split('\n'), code: status };
}

test('the end of a run says what failed in every part: file, title and two lines of the error', () => {
  const quick = new Tally();
  quick.passed = 7;
  quick.fail(
    'tests/a.spec.ts: a cap is sold once (failed)',
    '\u001b[31mexpected 1\u001b[39m\n\nto be 2\n  at a.ts:3',
  );
  const rest = new Tally();
  rest.passed = 3;
  rest.fail('types', 'a row\n19 errors\nb.ts(4,1): error TS1', 'last');
  keepPart(parts.folder, 'quick', quick.part());
  keepPart(parts.folder, 'rest', rest.part());
  const { lines, code } = end('quick', 'rest');
  expect(lines).toEqual([
    '— all that failed',
    'tests/a.spec.ts: a cap is sold once (failed)',
    '    expected 1',
    '    to be 2',
    'types',
    '    19 errors',
    '    b.ts(4,1): error TS1',
    '',
    '10 passed, 2 failed',
  ]);
  expect(code).toBe(1);
});

test('a part that breaks off has failed, and hides nothing of the part before it', () => {
  const quick = new Tally();
  quick.fail('tests/a.spec.ts: a cap is sold once (failed)');
  keepPart(parts.folder, 'quick', quick.part());
  const { lines, code } = end('quick', 'rest');
  expect(lines).toContain('tests/a.spec.ts: a cap is sold once (failed)');
  expect(lines).toContain('the part rest broke off; its last lines are above');
  expect(lines.at(-1)).toBe('0 passed, 2 failed');
  expect(code).toBe(1);
});

test('a run without a failure ends with its counts alone', () => {
  const tally = new Tally();
  tally.passed = 12;
  keepPart(parts.folder, 'all', tally.part());
  expect(end('all')).toEqual({ lines: ['12 passed, 0 failed'], code: 0 });
});

test('whoever reads the last hundred lines sees thirty failures, however much they said', () => {
  const tally = new Tally();
  const said = Array.from({ length: 50 }, (_, line) => `${line} ${'x'.repeat(1_000)}`).join('\n');
  for (let number = 1; number <= 31; number++) tally.fail(`failure ${number}`, said);
  const last = tally.report().trim().split('\n').slice(-100);
  for (let number = 1; number <= 30; number++) expect(last).toContain(`failure ${number}`);
  expect(last.at(-3)).toBe('and 1 more, above');
  expect(last.at(-1)).toBe('0 passed, 31 failed');
  expect(Math.max(...last.slice(-95).map((line) => line.length))).toBeLessThan(250);
});

test('a step that fails is counted with the end of what it said', async () => {
  const tally = new Tally();
  const script =
    'console.log("begins"); console.log("reason"); console.log("1 of 2 caught"); process.exit(3)';
  expect(await step(tally, 'a step', 'node', ['-e', script])).toBe(false);
  expect(ending([tally])).toContain('a step\n    reason\n    1 of 2 caught\n');
  expect(tally.part()).toMatchObject({ passed: 0, failed: 1 });
});

test('a suite that cannot be run has failed with the reason', async () => {
  const tally = new Tally();
  await runSuites(tally, { suites: ['rules'], files: ['tests/run/no-such.spec.ts'], workers: 1 });
  expect(tally.failed).toBe(1);
  expect(tally.failures[0]!.details).toContain('No test files found');
});

test('.ci/run ends with what failed in both of its parts', () => {
  const script = readFileSync(join(root, '.ci/run'), 'utf8').trim().split('\n');
  expect(script.slice(-3)).toEqual([
    'npm test || true',
    'npm run -s test:rest || true',
    'node server/run.mjs tests/run/end.ts quick rest',
  ]);
  expect(script).toContain(`export ${PARTS_FOLDER}`);
});
