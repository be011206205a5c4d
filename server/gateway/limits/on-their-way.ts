/**
 * Taps of each stream that were let in and are not answered yet: those that wait for a batch, those in it, and those for
 * whom something is still being looked up, whom no queue knows of.
 */
export class OnTheirWay {
  readonly #counts = new Map<string, number>();

  of(streamId: string): number {
    return this.#counts.get(streamId) ?? 0;
  }

  /** Counts one more for as long as the work takes, however it ends. */
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
