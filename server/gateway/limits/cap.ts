/** The key of a cap that counts all together. */
export const EVERYBODY = '';

/**
 * So many places at the same time for each key: of an account, an address, or of everybody together. Who comes too late
 * gets none; nobody is thrown out silently. It keeps a count for each key that has a place, and nothing of others.
 */
export class Cap {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  /** @param most 0: as many as come */
  constructor(most: number) {
    this.#most = most;
  }

  /** True if there is no place left. */
  isFull(key: string): boolean {
    return this.#most > 0 && this.of(key) >= this.#most;
  }

  /** How many places are taken. */
  of(key: string): number {
    return this.#taken.get(key) ?? 0;
  }

  /** @returns how to give the place back, or null if all are taken */
  enter(key: string): (() => void) | null {
    return this.isFull(key) ? null : this.hold(key);
  }

  /** Takes a place although there may be none left: it was promised before. @returns how to give it back */
  hold(key: string): () => void {
    this.#taken.set(key, this.of(key) + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = this.of(key) - 1;
      if (left > 0) this.#taken.set(key, left);
      else this.#taken.delete(key);
    };
  }
}
