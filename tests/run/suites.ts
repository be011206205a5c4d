/** The suites, vitest calls them projects: each takes all spec files of some folders below `tests/`. */
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
} as const;

export type Suite = keyof typeof suites;

/**
 * @param path of a spec file, from the top of the repository
 * @returns null if no suite takes it
 */
export function suiteOf(path: string): Suite | null {
  const folder = path.split('/')[1];
  const found = Object.entries(suites).find(([, folders]) => folders.some((each) => each === folder));
  return found ? (found[0] as Suite) : null;
}
