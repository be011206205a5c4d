/** Waits, and wakes at once when the show is over. */
export function pause(ms: number, isOver: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (isOver.aborted) return resolve();
    const wake = () => {
      clearTimeout(timer);
      isOver.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    isOver.addEventListener('abort', wake);
  });
}
