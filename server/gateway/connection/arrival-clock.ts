import type { Clock } from '../../lib/clock.ts';

/**
 * The arrival time of commands in steady ms (T3). All that one turn of the loop reads has the time at which the turn
 * began. So a command read late in a long turn is dated early, by at most that turn's length.
 */
export class ArrivalClock {
  readonly #clock: Pick<Clock, 'steadyMs' | 'soon'>;
  /** The time of this turn's first read; null: nothing was read yet. */
  #turnMs: number | null = null;

  constructor(clock: Pick<Clock, 'steadyMs' | 'soon'>) {
    this.#clock = clock;
  }

  /** The arrival time of a command that is read now. */
  arrivalMs(): number {
    if (this.#turnMs === null) {
      this.#turnMs = this.#clock.steadyMs();
      this.#clock.soon(() => {
        this.#turnMs = null;
      });
    }
    return this.#turnMs;
  }
}
