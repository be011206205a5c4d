/**
 * Admitted taps of each stream without an answer: in a look-up, in the queue or in a batch. A queue alone does not know
 * of those in a look-up.
 */
export class OnTheirWay {
  readonly #counts = new Map<string, number>();

  of(streamId: string): number {
    return this.#counts.get(streamId) ?? 0;
  }

  /** Counts one tap for the length of its work, also if that fails. */
  async during<T>(streamId: string, work: () => Promise<T>): Promise<T> {
    this.#counts.set(streamId, this.of(streamId) + 1);
    try {
      return await work();
    } finally {
      const left = this.of(streamId) - 1;
      if (left > 0) this.#counts.set(streamId, left);
      else this.#counts.delete(streamId);
    }
  }
}
