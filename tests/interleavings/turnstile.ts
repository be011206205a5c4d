/**
 * Where calls wait until the test lets them through, one at a time. What a program awaits from outside are the only
 * points at which another command can come between; so the order in which calls pass is the whole of what can differ.
 */
export class Turnstile {
  private waiting: (() => void)[] = [];
  /** Closed, everybody waits; open, nobody does. */
  isOpen = true;

  get length(): number {
    return this.waiting.length;
  }

  /** Resolves when it is this caller's turn. */
  pass(): Promise<void> {
    if (this.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  /** Lets one of those who wait through, the longest waiting is number 0; then everything runs that can. */
  async letThrough(index: number): Promise<void> {
    const [go] = this.waiting.splice(index, 1);
    go?.();
    await turn();
  }

  /** From now on nobody waits. */
  open(): void {
    this.isOpen = true;
    for (const go of this.waiting.splice(0)) go();
  }

  /** The same object, whose named calls pass here first. */
  before<T extends object>(target: T, names: readonly (keyof T & string)[]): T {
    const guarded = { ...target };
    for (const name of names) {
      const call = target[name] as (...args: unknown[]) => Promise<unknown>;
      const guard = async (...args: unknown[]) => {
        await this.pass();
        return call(...args);
      };
      guarded[name] = guard as T[typeof name];
    }
    return guarded;
  }
}

/** Promises that can settle have settled when the next turn of the loop comes. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
