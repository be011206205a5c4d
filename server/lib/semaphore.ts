/** Does a thing when its turn comes, and settles as it does. */
export type Semaphore = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Does at most so many things at once, in the order in which they came.
 * @param mostWaiting beside those that are being done; beyond them nothing more is taken. Absent: whoever calls has a bound
 * of its own for what can wait
 * @returns does a thing and settles as it does; `full`: too many wait already, and it was not begun
 */
export function semaphore(atOnce: number): Semaphore;
export function semaphore(
  atOnce: number,
  mostWaiting: number,
): <T>(work: () => Promise<T>) => Promise<T | 'full'>;
export function semaphore(
  atOnce: number,
  mostWaiting = Number.POSITIVE_INFINITY,
): <T>(work: () => Promise<T>) => Promise<T | 'full'> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) return 'full';
      // The one who finishes hands its place on, so `running` is not raised here.
      await new Promise<void>((resume) => waiting.push(resume));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
