/** What was found to be broken: the invariant's id first, then what happened. */
export class Complaints {
  readonly list: string[] = [];
  /** More of the same only hides the first. */
  private readonly most = 20;

  add(invariant: string, words: string): void {
    if (this.list.length < this.most) this.list.push(`[${invariant}] ${words}`);
  }

  /** Complains unless it is so. */
  expect(isSo: boolean, invariant: string, words: () => string): void {
    if (!isSo) this.add(invariant, words());
  }

  get isEmpty(): boolean {
    return this.list.length === 0;
  }
}

/** True for what no weather explains: a mistake of the program, not of the world around it. */
export function isMistake(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}
