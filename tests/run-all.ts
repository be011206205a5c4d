import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureServices } from './services.ts';

/**
 * `npm test`: types, lint and every suite, with the services they need installed first where that can be done. Ends
 * with the line `N passed, N failed`; in CI a missing service fails, elsewhere it is said and its suite left out.
 */
const isCi = process.env.CI !== undefined && process.env.CI !== '';
/** Much of a suite is waiting for clocks and networks: two files at a time even where there are two cores. */
const workers = Math.max(2, availableParallelism() - 1);
let passed = 0;
let failed = 0;

function step(name: string, command: string, args: string[]): boolean {
  process.stdout.write(`\n— ${name}\n`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status === 0) passed += 1;
  else failed += 1;
  return status === 0;
}

function suites(all: string[]): void {
  const names = all.filter((name) => !missing.some(({ neededBy }) => neededBy.suites?.includes(name)));
  const leftOut = missing.flatMap(({ neededBy }) => neededBy.files ?? []);
  process.stdout.write(`\n— suites: ${names.join(', ')}\n`);
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
    failed += 1;
    return;
  }
  const result = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  passed += result.numPassedTests;
  failed += result.numFailedTests + result.numPendingTests;
  // A suite that breaks outside its tests has no failed test to show for it.
  if (status !== 0 && result.numFailedTests === 0) failed += 1;
}

const missing = ensureServices();
for (const { name, howToGet } of missing) {
  process.stdout.write(`Left out: what needs ${name}. ${howToGet}\n`);
  if (isCi) failed += 1;
}

const isBuilt = step('types', 'npx', ['tsc', '-b', 'shared', 'server', 'client', 'tests']);
step('lint', 'npx', ['biome', 'check', '.']);
suites(['rules', 'interleavings', 'simulation', 'dom', 'stores', 'audit', 'gateway', 'media']);
step('planted bugs', 'npx', ['tsx', 'tests/planted/main.ts']);
if (isBuilt && step('build', 'npx', ['vite', 'build'])) {
  suites(['crash', 'chaos', 'e2e']);
} else {
  failed += 1;
  process.stdout.write('The crash, chaos and browser suites need a build and did not run.\n');
}

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
