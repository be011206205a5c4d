import { sharedPostgres } from './shared-postgres.ts';
import { runSuites, step } from './steps.ts';
import type { Suite } from './suites.ts';
import { Tally } from './tally.ts';

/**
 * `npm run test:soak`: hours of what chance may find. The same suites as elsewhere with far more of everything, ten
 * thousand worlds, and the named loads three times. For a release; services are not installed here (`npm test` does).
 */
const longer: readonly {
  suites: readonly Suite[];
  files: readonly string[];
  environment: Record<string, string>;
}[] = [
  {
    suites: ['rules', 'audit'],
    files: [
      'tests/rules/properties.spec.ts',
      'tests/rules/after-sale-days.spec.ts',
      'tests/rules/settlement.spec.ts',
      'tests/engine/days.spec.ts',
      'tests/audit/random-days.spec.ts',
    ],
    environment: { FAIRDAY_RUNS: '5000' },
  },
  {
    suites: ['crash'],
    files: ['tests/crash/kill-points-sqlite.spec.ts', 'tests/crash/kill-points-postgres.spec.ts'],
    environment: { FAIRDAY_KILLS_PER_PLACE: '25' },
  },
  { suites: ['crash'], files: ['tests/crash/crash.spec.ts'], environment: { FAIRDAY_KILLS: '1000' } },
  { suites: ['crash'], files: ['tests/crash/looking-in.spec.ts'], environment: { FAIRDAY_LOOKS: '10' } },
  { suites: ['crash'], files: ['tests/crash/torn-log.spec.ts'], environment: { FAIRDAY_ALL_OFFSETS: '1' } },
  { suites: ['chaos'], files: ['tests/chaos/fuzz/fuzz.spec.ts'], environment: { FAIRDAY_FUZZ_S: '600' } },
  { suites: ['chaos'], files: ['tests/chaos/nodes.spec.ts'], environment: { FAIRDAY_NODE_KILLS: '30' } },
];
/** A whole soak takes hours; a test in it that takes longer than this hangs. */
const TEST_TIMEOUT_MS = 4 * 3_600_000;

const tally = new Tally();
const postgres = await sharedPostgres();
const isBuilt =
  (await step(tally, 'types', 'tsc', ['-b', 'shared', 'server', 'client', 'tests'])) &&
  (await step(tally, 'build', 'vite', ['build', '--logLevel', 'warn']));
if (isBuilt) {
  for (const { environment, ...run } of longer) {
    await runSuites(tally, {
      ...run,
      workers: 1,
      testTimeoutMs: TEST_TIMEOUT_MS,
      environment: { ...postgres.environment, ...environment },
    });
  }
  await step(tally, '10,000 worlds', 'node', ['dist/tests/simulation/main.js', '--seeds', '10000']);
  await step(tally, 'named loads', 'node', ['dist/tests/bench/loads/main.js', '--times', '3']);
}
await postgres.close();
process.stdout.write(tally.report());
process.exitCode = tally.failed === 0 ? 0 : 1;
