/** What a lane is asked: to run one spec file, until its first failure. */
export interface SpecRequest {
  /** The spec file, from the top of the tree. */
  spec: string;
  /** Absolute paths of files that were written since the request before. */
  changed: readonly string[];
  /** After that a test is red that says nothing of its own patience; null for what the suites themselves allow. */
  hangMs: number | null;
  /** The title of the test to run, none beside it; null for all of them. */
  only: string | null;
}

/** How a run of a spec file went. */
export interface SpecRun {
  isGreen: boolean;
  /** The title of the first test that failed, or null: then all passed, or the file could not be run at all. */
  firstFailure: string | null;
  passed: number;
  /** What went wrong, for a person. */
  output: string;
}
