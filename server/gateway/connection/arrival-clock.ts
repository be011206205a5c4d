import type { Clock } from '../../lib/clock.ts';

/**
 * The arrival of what the event loop reads, in steady ms (T3). All that one turn reads lay there when the turn began to
 * read: who is the thousandth in a crowd did not come later because a server has to read one after another. A turn
 * that reads for long may take in what came meanwhile; that is dated early, by no more than the turn took.
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
