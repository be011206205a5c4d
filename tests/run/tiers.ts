import { type Suite, suiteOf } from './suites.ts';

/** `npm test` runs the quick tier, `npm run test:all` both; each spec file is in one of them. */
export type Tier = 'quick' | 'rest';

/** Suites that take minutes: of these alone are some files left to the second tier. */
const LONG_SUITES: ReadonlySet<Suite> = new Set([
  'interleavings',
  'simulation',
  'probe',
  'crash',
  'chaos',
  'pages',
  'video',
]);

/** What the quick tier has of the long suites: of each kind of proof the part that most changes break. */
export const QUICK_FILES: ReadonlySet<string> = new Set([
  'tests/interleavings/line.spec.ts',
  'tests/simulation/judges.spec.ts',
  'tests/simulation/once-red.spec.ts',
  'tests/simulation/options.spec.ts',
  'tests/simulation/worlds-to-100.spec.ts',
  'tests/crash/stops-sqlite.spec.ts',
  'tests/released/sqlite.spec.ts',
  'tests/e2e/market-day.spec.ts',
]);

/** What the rest has of the other suites: the longest, which few changes break. */
export const REST_FILES: ReadonlySet<string> = new Set([
  'tests/chat/postgres.spec.ts',
  'tests/chat/sqlite.spec.ts',
  'tests/engine/snapshots.spec.ts',
  'tests/gateway/demo.spec.ts',
  'tests/gateway/played-past.spec.ts',
  'tests/gateway/promtool.spec.ts',
  'tests/gateway/rough-peers.spec.ts',
  'tests/gateway/control.spec.ts',
  'tests/audit/commands.spec.ts',
  'tests/audit/dated-backups-postgres.spec.ts',
  'tests/audit/random-days.spec.ts',
  'tests/audit/rebuild-postgres.spec.ts',
  'tests/audit/restore-postgres.spec.ts',
  'tests/audit/verify-postgres.spec.ts',
  'tests/stores/postgres-faults.spec.ts',
  'tests/stores/sqlite-file.spec.ts',
  'tests/viewer-counter/redis.spec.ts',
  'tests/load/scenarios.spec.ts',
  'tests/load/verdict.spec.ts',
]);

/** @param path of a spec file, from the top of the repository */
export function tierOf(path: string): Tier {
  const suite = suiteOf(path);
  if (suite === null) return 'quick';
  return (LONG_SUITES.has(suite) ? !QUICK_FILES.has(path) : REST_FILES.has(path)) ? 'rest' : 'quick';
}
