/** The suites, vitest calls them projects: each takes all spec files of some folders below `tests/`, but those in `ALONE`. */
export const suites = {
  rules: ['rules', 'engine', 'contract', 'tidy', 'planted', 'run'],
  interleavings: ['interleavings'],
  simulation: ['simulation'],
  dom: ['client'],
  stores: ['stores', 'bus', 'viewer-counter', 'attempt-limiter', 'peers'],
  audit: ['audit', 'guest-log'],
  gateway: ['gateway', 'chat', 'load', 'launcher'],
  probe: ['probe'],
  media: ['media'],
  crash: ['crash', 'deploy', 'released'],
  chaos: ['chaos'],
  pages: ['e2e'],
  video: ['video'],
  alone: [],
} as const;

export type Suite = keyof typeof suites;

/**
 * Files of the suite `alone`, each with a worker to itself, since they replace modules. Files of most other suites share the
 * modules of their worker, which halves what these suites cost; those of `dom` leave too much behind in their page.
 */
export const ALONE: ReadonlySet<string> = new Set([
  'tests/audit/older-schema-postgres.spec.ts',
  'tests/audit/older-schema.spec.ts',
  'tests/gateway/claim-texts.spec.ts',
  'tests/gateway/log-lines.spec.ts',
  'tests/guest-log/postgres.spec.ts',
  'tests/guest-log/sqlite.spec.ts',
]);

/**
 * @param path of a spec file, from the top of the repository
 * @returns null if no suite takes it
 */
export function suiteOf(path: string): Suite | null {
  if (ALONE.has(path)) return 'alone';
  const folder = path.split('/')[1];
  const found = Object.entries(suites).find(([, folders]) => folders.some((each) => each === folder));
  return found ? (found[0] as Suite) : null;
}
