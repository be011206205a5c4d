export interface Usage {
  /** CPU of the whole process since it began, all threads, in ms. */
  cpuMs: number;
  rssMiB: number;
}

/** What this process has used. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1_000, rssMiB: process.memoryUsage().rss / 2 ** 20 };
}
