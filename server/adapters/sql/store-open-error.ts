/** Why a store cannot be opened, as one line a person can act on: what, where, how to fix it. */
export class StoreOpenError extends Error {
  readonly what: string;
  readonly where: string;
  readonly howToFix: string;
  /** True if nobody answers for now: to a server that runs already it is an outage like any other. */
  readonly isAway: boolean;
  /** True if it is a market that another version of Fairday reads. */
  readonly isOtherFormat: boolean;

  constructor(problem: {
    what: string;
    where: string;
    howToFix: string;
    isAway?: boolean;
    isOtherFormat?: boolean;
  }) {
    super(`${problem.what} (${problem.where}). ${problem.howToFix}`);
    this.name = 'StoreOpenError';
    this.what = problem.what;
    this.where = problem.where;
    this.howToFix = problem.howToFix;
    this.isAway = problem.isAway ?? false;
    this.isOtherFormat = problem.isOtherFormat ?? false;
  }
}
