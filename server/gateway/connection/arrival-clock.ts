import type { Clock } from '../../lib/clock.ts';

/**
 * The arrival of what the event loop reads, in steady ms (T3). What one turn reads had arrived when the turn began: it is
 * dated with that, not with its place among a thousand. What came during a long turn is dated early, by no more than the
 * turn took.
 */
export class ArrivalClock {
  readonly #clock: Pick<Clock, 'steadyMs' | 'soon'>;
  /** When this turn read its first command; null: it has read none. */
  #turnMs: number | null = null;

  constructor(clock: Pick<Clock, 'steadyMs' | 'soon'>) {
    this.#clock = clock;
  }

  /** When a command that is read now arrived. */
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
