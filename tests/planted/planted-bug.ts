/** A mistake that a programmer could make, as one change of text: switched on alone, the named suites must fail. */
export interface PlantedBug {
  /** Short and lasting: `npm run planted -- --only ack-before-commit`. */
  id: string;
  /** The rule, invariant or fault that it breaks. */
  breaks: string;
  /** What is wrong with the program while it is switched on. */
  what: string;
  /** The text that stands exactly once in all sources, so that a file may move without a change here. */
  text: string;
  instead: string;
  /** Spec files of which at least one must fail. They run in this order: the quickest that is sure to see it first. */
  caughtBy: readonly string[];
  /**
   * The title of the test of the first of them that sees it, where those before it in the file take seconds: it runs
   * first and alone. If it sees nothing, all are run as for any other bug.
   */
  seenBy?: string;
}

/** A bug and the file in which its text stands, from the top of the repository. */
export interface PlacedBug extends PlantedBug {
  file: string;
}
