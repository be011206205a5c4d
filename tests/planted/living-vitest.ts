import { join, resolve } from 'node:path';
import { createVitest, type Reporter, type TestCase, type TestSpecification, type Vitest } from 'vitest/node';
import type { SpecRequest, SpecRun } from './spec-run.ts';

/**
 * The program of a lane: a vitest that stays alive in the working directory, a tree to plant bugs in, and runs one spec
 * file for each message of its parent. It ends with its parent.
 *
 * Vitest's own watcher stays off: the parent says what it wrote, so no run waits for a file system's event or misses one.
 */
const folder = process.cwd();

/** Hears of the tests of the run that is going on. What vitest keeps of earlier runs is never asked. */
class Listener implements Reporter {
  private failed: TestCase[] = [];
  private passed = 0;

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state === 'failed') this.failed.push(test);
    if (state === 'passed') this.passed += 1;
  }

  /** What was heard since it was asked last. */
  take(): { failed: readonly TestCase[]; passed: number } {
    const heard = { failed: this.failed, passed: this.passed };
    this.failed = [];
    this.passed = 0;
    return heard;
  }
}

const listener = new Listener();
const starting = start();
let last: Promise<unknown> = starting;

process.on('message', (request: SpecRequest) => {
  last = last.then(async () => {
    const { vitest, specs } = await starting;
    process.send?.(await run(vitest, specs, request));
  });
  last.catch(fail);
});
// The lane's group has this process at its head; nothing that a test started outlives it.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
starting.catch(fail);

async function start(): Promise<{ vitest: Vitest; specs: Map<string, TestSpecification> }> {
  const vitest = await createVitest({
    root: folder,
    config: join(folder, 'vite.config.ts'),
    watch: false,
    maxWorkers: 1,
    bail: 1,
    cache: false,
    // In the tree, so that it goes away with it: no other run shall find the text of a bug there.
    fsModuleCachePath: join(folder, '.vitest-cache'),
    reporters: [listener],
  });
  const specs = await vitest.globTestSpecifications();
  return { vitest, specs: new Map(specs.map((spec) => [spec.moduleId, spec])) };
}

/** Runs a spec file in the project that owns it. */
async function run(
  vitest: Vitest,
  specs: ReadonlyMap<string, TestSpecification>,
  { spec, changed, hangMs, only }: SpecRequest,
): Promise<SpecRun> {
  const whole = specs.get(resolve(folder, spec));
  if (!whole) throw new Error(`${spec} belongs to no project.`);
  const specification =
    only === null
      ? whole
      : whole.project.createSpecification(whole.moduleId, { testNamePattern: textually(only) });
  for (const file of changed) vitest.invalidateFile(file);
  const { config } = specification.project;
  const patienceMs = config.testTimeout;
  config.testTimeout = hangMs ?? patienceMs;
  const { unhandledErrors } = await vitest.runTestSpecifications([specification]);
  config.testTimeout = patienceMs;
  const { failed, passed } = listener.take();
  const faults = [...(specification.testModule?.errors() ?? []), ...unhandledErrors];
  const errors = [...failed.flatMap((test) => test.result().errors ?? []), ...faults];
  return {
    isGreen: failed.length === 0 && passed > 0 && faults.length === 0,
    firstFailure: failed[0]?.name ?? null,
    passed,
    output: errors.map(messageOf).join('\n'),
  };
}

/** Finds a title as it stands, brackets and all. */
function textually(title: string): RegExp {
  return new RegExp(title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

function messageOf(error: unknown): string {
  return error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
    ? String(error.message)
    : String(error);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
