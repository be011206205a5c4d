import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { breakSilence } from './silence.ts';
import { type Suite, suiteOf } from './suites.ts';
import { REPEATED_LINES, type Tally } from './tally.ts';

/** There nothing is left out: what is skipped has failed. */
export const isCi = process.env.CI !== undefined && process.env.CI !== '';

/** How long the output of a program that has ended is waited for. */
const PIPES_MS = 10_000;

/** Settings that a step is started with besides those of this process. */
export type Environment = Readonly<Record<string, string>>;

/** Runs a program, and counts it as one that passed or failed. */
export async function step(
  tally: Tally,
  name: string,
  command: string,
  args: readonly string[],
  environment: Environment = {},
): Promise<boolean> {
  process.stdout.write(`\n— ${name}\n`);
  const { code, tail } = await timed(tally, name, command, args, environment);
  if (code === 0) tally.passed += 1;
  else tally.fail(name, tail.trim(), 'last');
  return code === 0;
}

export interface SuiteRun {
  suites: readonly Suite[];
  /** The spec files to run, from the top of the repository. */
  files: readonly string[];
  /** So many files at a time. */
  workers: number;
  /** How long one test may take, instead of what its suite says. */
  testTimeoutMs?: number;
  environment?: Environment;
}

/** Runs suites, and counts each of their tests. */
export async function runSuites(tally: Tally, run: SuiteRun): Promise<void> {
  const name = run.suites.join(', ');
  process.stdout.write(`\n— suites: ${name} (${run.files.length} files)\n`);
  const folder = mkdtempSync(join(tmpdir(), 'fairday-tests-'));
  const file = join(folder, 'result.json');
  const args = [
    'run',
    ...run.files,
    ...run.suites.flatMap((suite) => ['--project', suite]),
    `--maxWorkers=${run.workers}`,
    ...(run.testTimeoutMs ? [`--testTimeout=${run.testTimeoutMs}`] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const { code, tail } = await timed(tally, name, 'vitest', args, run.environment ?? {});
  const before = tally.failed;
  if (existsSync(file)) take(tally, JSON.parse(readFileSync(file, 'utf8')));
  else tally.fail(`${name}: the run broke off`, tail.trim(), 'last');
  if (code !== 0 && tally.failed === before) tally.fail(`${name}: exit ${code}`, tail.trim(), 'last');
  rmSync(folder, { recursive: true });
}

/** What is read of vitest's JSON report. */
interface Report {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    startTime: number;
    endTime: number;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
}

function take(tally: Tally, report: Report): void {
  tally.passed += report.numPassedTests;
  for (const { name: path, status, message, startTime, endTime, assertionResults } of report.testResults) {
    const file = relative(process.cwd(), path);
    const suite = suiteOf(file);
    if (suite !== null) tally.file(file, suite, endTime - startTime);
    const left = assertionResults.filter((test) => test.status === 'skipped' && !isCi);
    tally.leftOutTests += left.length;
    const red = assertionResults.filter((test) => test.status !== 'passed' && !left.includes(test));
    for (const { fullName, status, failureMessages } of red) {
      const lines = failureMessages?.join('\n').split('\n').slice(0, REPEATED_LINES).join('\n');
      tally.fail(`${file}: ${fullName} (${status})`, lines);
    }
    // A suite that breaks outside its tests has no failed test to show for it.
    if (status === 'failed' && red.length === 0) tally.fail(file, message);
  }
}

async function timed(
  tally: Tally,
  name: string,
  command: string,
  args: readonly string[],
  environment: Environment,
): Promise<{ code: number | null; tail: string }> {
  const startMs = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const silence = breakSilence(name, (line) => process.stdout.write(line));
  let tail = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding('utf8').on('data', (text: string) => {
      to.write(text);
      silence.heard();
      tail = (tail + text).split('\n').slice(-REPEATED_LINES).join('\n');
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve).on('error', reject);
    // What a test left running may hold the pipes open for ever, and then there would be no report of anything.
    child.on('exit', (ended) => setTimeout(resolve, PIPES_MS, ended).unref());
  }).finally(() => silence.close());
  for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
  tally.step(name, performance.now() - startMs);
  return { code, tail };
}
