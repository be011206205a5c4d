/**
 * Does one thing after the other, in the order in which they came.
 * @param mostWaiting beyond those nothing more is taken
 * @returns does a thing and settles as it does; `full`: too many wait already, and it was not begun
 */
export function oneAtATime(mostWaiting: number): <T>(work: () => Promise<T>) => Promise<T | 'full'> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (waiting >= mostWaiting) return 'full';
    waiting += 1;
    const mine = last.then(work);
    last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
}
