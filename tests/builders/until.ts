/** Waits until something holds, at most `ms`, looking every 10 ms. @returns how long it took, in ms */
export async function until(holds: () => boolean | Promise<boolean>, ms = 5_000): Promise<number> {
  const start = performance.now();
  while (!(await holds())) {
    if (performance.now() - start > ms) throw new Error(`It did not come to pass in ${ms} ms.`);
    await pause(10);
  }
  return performance.now() - start;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
