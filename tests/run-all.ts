import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureServices } from './services.ts';

/**
 * `npm test`: types, lint and every suite, with the services they need installed first where that can be done. Ends
 * with the line `N passed, N failed`, and before it what failed is said once more, since half an hour of other lines
 * may stand between. In CI a missing service fails, elsewhere it is said and its suite left out.
 */
const isCi = process.env.CI !== undefined && process.env.CI !== '';
/** Much of a suite is waiting for clocks and networks: two files at a time even where there are two cores. */
const workers = Math.max(2, availableParallelism() - 1);
/** How much of what a failed step printed last, and of a failed test's message, is repeated at the end. */
const REPEATED_LINES = 20;
let passed = 0;
let failed = 0;
const failures: string[] = [];

function fail(what: string, details = ''): void {
  failed += 1;
  failures.push(details === '' ? what : `${what}\n${details.replace(/^/gm, '    ')}`);
}

async function step(name: string, command: string, args: string[]): Promise<boolean> {
  process.stdout.write(`\n— ${name}\n`);
  const child = spawn(command, args, { stdio: ['inherit', 'pipe', 'pipe'] });
  let last = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding('utf8').on('data', (text: string) => {
      to.write(text);
      last = (last + text).split('\n').slice(-REPEATED_LINES).join('\n');
    });
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve).on('error', reject);
  });
  if (status === 0) passed += 1;
  else fail(name, last.trim());
  return status === 0;
}

function suites(all: string[]): void {
  const names = all.filter((name) => !missing.some(({ neededBy }) => neededBy.suites?.includes(name)));
  const leftOut = missing.flatMap(({ neededBy }) => neededBy.files ?? []);
  process.stdout.write(`\n— suites: ${names.join(', ')}\n`);
  const before = failures.length;
  const folder = mkdtempSync(join(tmpdir(), 'fairday-tests-'));
  const file = join(folder, 'result.json');
  const projects = names.flatMap((name) => ['--project', name]);
  const args = [
    'vitest',
    'run',
    ...projects,
    `--maxWorkers=${workers}`,
    ...leftOut.flatMap((pattern) => ['--exclude', pattern]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { status } = spawnSync('npx', args, { stdio: 'inherit' });
  if (!existsSync(file)) {
    fail(`${names.join(', ')}: the run broke off`);
    return;
  }
  const result: SuitesResult = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  passed += result.numPassedTests;
  const tests = result.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: relative(process.cwd(), name) })),
  );
  for (const test of tests.filter(({ status }) => status !== 'passed')) {
    const message = test.failureMessages?.join('\n').split('\n').slice(0, REPEATED_LINES).join('\n');
    fail(`${test.file}: ${test.fullName} (${test.status})`, message);
  }
  // A suite that breaks outside its tests has no failed test to show for it.
  for (const { name, status, message } of result.testResults) {
    const hasFailedTest = tests.some(
      (test) => test.file === relative(process.cwd(), name) && test.status === 'failed',
    );
    if (status === 'failed' && !hasFailedTest) fail(relative(process.cwd(), name), message);
  }
  if (status !== 0 && failures.length === before) fail(`${names.join(', ')}: exit ${status}`);
}

/** What is read of vitest's JSON report. */
interface SuitesResult {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
}

const missing = ensureServices();
for (const { name, howToGet } of missing) {
  process.stdout.write(`Left out: what needs ${name}. ${howToGet}\n`);
  if (isCi) fail(`${name} is missing`);
}

const isBuilt = await step('types', 'npx', ['tsc', '-b', 'shared', 'server', 'client', 'tests']);
await step('lint', 'npx', ['biome', 'check', '.']);
suites(['rules', 'interleavings', 'simulation', 'dom', 'stores', 'audit', 'gateway', 'media']);
await step('planted bugs', 'npx', ['tsx', 'tests/planted/main.ts']);
if (isBuilt && (await step('build', 'npx', ['vite', 'build']))) {
  suites(['crash', 'chaos', 'e2e']);
} else {
  fail('The crash, chaos and browser suites need a build and did not run.');
}

if (failures.length > 0) process.stdout.write(`\n— failed\n${failures.join('\n')}\n`);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
