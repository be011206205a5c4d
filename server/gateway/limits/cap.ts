/** The single key of a cap that has one count for the whole server. */
export const EVERYBODY = '';

/**
 * A cap on concurrent holders, by key: an account, an address or the whole server. Beyond it a newcomer is refused, and
 * no holder is evicted. It keeps a count only for keys that hold a place.
 */
export class Cap {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  /** @param most places of a key; 0: no bound */
  constructor(most: number) {
    this.#most = most;
  }

  /** True if no place of the key is left. */
  isFull(key: string): boolean {
    return this.#most > 0 && this.of(key) >= this.#most;
  }

  /** The taken places of the key. */
  of(key: string): number {
    return this.#taken.get(key) ?? 0;
  }

  /** Takes a place if one is left. @returns how to give it back, or null if all are taken */
  enter(key: string): (() => void) | null {
    return this.isFull(key) ? null : this.hold(key);
  }

  /** Takes a place even above the cap, because it was promised before. @returns how to give it back */
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
