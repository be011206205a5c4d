/** A mistake that a programmer could make, as one change of text: switched on alone, the named suites must fail. */
export interface PlantedBug {
  /** Short and lasting: `npm run planted -- --only ack-before-commit`. */
  id: string;
  /** The rule, invariant or fault that it breaks. */
  breaks: string;
  /** What is wrong with the program while it is switched on. */
  what: string;
  /** The file, from the top of the repository. */
  file: string;
  /** The text that stands there exactly once. */
  text: string;
  instead: string;
  /** Spec files of which at least one must fail. The quickest that is sure to see it comes first. */
  caughtBy: readonly string[];
}
