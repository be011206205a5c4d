import { BoundedMap } from '../../../../shared/values/bounded-map.ts';
import type { Clock } from '../../../lib/clock.ts';

/** Bound of cached streams, equal to that of the list. */
const MAX_STREAMS = 200;

/** A cache of answers about streams; a failed one is not kept. */
export class KeptAnswers<T> {
  readonly #forMs: number;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #kept = new BoundedMap<string, { asked: Promise<T>; atMs: number }>(MAX_STREAMS);

  constructor(forMs: number, clock: Pick<Clock, 'nowMs'>) {
    this.#forMs = forMs;
    this.#clock = clock;
  }

  async of(streamId: string, ask: () => Promise<T>): Promise<T> {
    const nowMs = this.#clock.nowMs();
    const known = this.#kept.get(streamId);
    if (known && nowMs - known.atMs < this.#forMs) return known.asked;
    const asked = ask();
    this.#kept.set(streamId, { asked, atMs: nowMs });
    asked.catch(() => this.#kept.delete(streamId));
    return asked;
  }
}
