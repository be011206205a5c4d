/** Whoever is turned away is asked to come again after so long at the least, and at the most: a page tries for 25 s. */
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 8_000;
/** What was served is counted by the second, and the best of so many says what can be done. */
const SECONDS = 5;
/**
 * So many times as many are asked to come: pages add up to half of the pause to it, so that fewer do; and whoever is never
 * asked for more does not learn that he could do it.
 */
const MORE = 1.25;
/** At least so many are asked to come in a second: of a rush that has just begun nobody knows yet how fast it goes. */
const SLOWEST_PER_SECOND = 2_000;

/**
 * When those are to come again who are turned away at the door: in their turn, as many in each second as were served in
 * the best of the last few. Everybody knocks once more after the pause that was named. Were it always the same, a crowd of
 * fifty thousand would knock twenty-five thousand times a second, and turning it away would be all the work there is time
 * for; and whoever knocks a moment before there is room would be let in before those who have tried for long.
 */
export class RetryPacer {
  /** Served in the newest seconds, by the second modulo `SECONDS`. */
  private readonly counts: number[] = Array(SECONDS).fill(0);
  private second = 0;
  /** Everybody before has been asked to come by then, epoch ms with a fraction. */
  private nextMs = 0;

  /** One was let in and has an answer. */
  noteServed(steadyMs: number): void {
    this.moveTo(Math.floor(steadyMs / 1_000));
    this.counts[this.second % SECONDS]! += 1;
  }

  /** Turns one more away. @returns when to come again, in ms from now */
  retryAfterMs(steadyMs: number): number {
    this.moveTo(Math.floor(steadyMs / 1_000));
    // A clock that was set back makes nobody wait for longer.
    const fromMs = Math.min(Math.max(this.nextMs, steadyMs + MIN_PAUSE_MS), steadyMs + MAX_PAUSE_MS);
    this.nextMs = fromMs + 1_000 / Math.max(SLOWEST_PER_SECOND, MORE * Math.max(...this.counts));
    return Math.round(fromMs - steadyMs);
  }

  private moveTo(second: number): void {
    // A clock that was set back begins anew.
    const passed = second < this.second ? SECONDS : Math.min(SECONDS, second - this.second);
    for (let n = 0; n < passed; n += 1) this.counts[(second - n) % SECONDS] = 0;
    this.second = second;
  }
}
