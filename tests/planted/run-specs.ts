import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** How a run of spec files went. */
export interface SpecRun {
  isGreen: boolean;
  /** The title of the first test that failed, or null: then a file could not be run at all. */
  firstFailure: string | null;
  passed: number;
  /** The last lines that the run printed, for a person. */
  output: string;
  seconds: number;
}

interface Report {
  numPassedTests: number;
  testResults: { assertionResults: { status: string; title: string }[] }[];
}

/** A mutated program may wait for ever; no honest run of a few files takes this long, nor one of all of them that. */
const PATIENCE_MS = 180_000;
const ALL_PATIENCE_MS = 900_000;
const HANG_MS = 10_000;
const KEPT_OUTPUT = 4_000;

/** Runs spec files in a folder and stops at the first failure. */
export async function runSpecs(
  folder: string,
  specs: readonly string[],
  { bail }: { bail: boolean },
): Promise<SpecRun> {
  const file = join(folder, 'planted-result.json');
  await rm(file, { force: true });
  const startMs = performance.now();
  const args = ['vitest', 'run', ...specs, '--maxWorkers=1', '--reporter=json', `--outputFile=${file}`];
  // A test that a bug makes wait for ever is red after that; the suites themselves wait longer for a loaded machine.
  if (bail) args.push('--bail=1', `--testTimeout=${HANG_MS}`);
  const { code, output } = await run(folder, args, bail ? PATIENCE_MS : ALL_PATIENCE_MS);
  const report = await readReport(file);
  const tests = report?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  return {
    isGreen: code === 0 && report !== null && report.numPassedTests > 0,
    firstFailure: tests.find(({ status }) => status === 'failed')?.title ?? null,
    passed: report?.numPassedTests ?? 0,
    output,
    seconds: (performance.now() - startMs) / 1_000,
  };
}

function run(
  folder: string,
  args: string[],
  patienceMs: number,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    // A group of its own: what a run leaves behind ends with it.
    const child = spawn('npx', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    const keep = (part: Buffer) => {
      output = (output + part.toString()).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const late = setTimeout(() => endGroup(child.pid), patienceMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(late);
      resolve({ code, output });
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in this very moment.
  }
}

async function readReport(file: string): Promise<Report | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report;
  } catch {
    return null;
  }
}
