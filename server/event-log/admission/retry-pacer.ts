/** Bounds of a retry-after in ms; a page retries for 25 s. */
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 8_000;
/** Seconds of counts, of which the best shows the capacity. */
const SECONDS = 5;
/**
 * Retries planned for a second, as a multiple of the capacity. Pages add up to half to the pause, so fewer come; and
 * without a surplus a growing capacity would stay unseen.
 */
const MORE = 1.25;
/** Fewest retries planned for a second: at the start of a rush its capacity is unknown. */
const SLOWEST_PER_SECOND = 2_000;

/**
 * Paced retries of refused commands: in order, and each second as many as were served in the best of the last few. With
 * a constant pause, fifty thousand clients would retry twenty-five thousand times a second, and refusals would use all
 * the time. Luck would also beat patience.
 */
export class RetryPacer {
  /** The number served in each of the newest seconds, by the second modulo `SECONDS`. */
  private readonly counts: number[] = Array(SECONDS).fill(0);
  private second = 0;
  /** The time of the last planned retry, in steady ms with a fraction. */
  private nextMs = 0;

  /** Counts an admitted command with an answer. */
  noteServed(steadyMs: number): void {
    this.moveTo(Math.floor(steadyMs / 1_000));
    this.counts[this.second % SECONDS]! += 1;
  }

  /** Plans one more retry. @returns its retry-after in ms */
  retryAfterMs(steadyMs: number): number {
    this.moveTo(Math.floor(steadyMs / 1_000));
    // Bounded, in case the clock was set back.
    const fromMs = Math.min(Math.max(this.nextMs, steadyMs + MIN_PAUSE_MS), steadyMs + MAX_PAUSE_MS);
    this.nextMs = fromMs + 1_000 / Math.max(SLOWEST_PER_SECOND, MORE * Math.max(...this.counts));
    return Math.round(fromMs - steadyMs);
  }

  private moveTo(second: number): void {
    // A clock that was set back starts the counts anew.
    const passed = second < this.second ? SECONDS : Math.min(SECONDS, second - this.second);
    for (let n = 0; n < passed; n += 1) this.counts[(second - n) % SECONDS] = 0;
    this.second = second;
  }
}
