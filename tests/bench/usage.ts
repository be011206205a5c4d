export interface Usage {
  /** CPU of the whole process since it began, all threads, in ms. */
  cpuMs: number;
  /** CPU of the thread of its loop, in ms. */
  loopMs: number;
  rssMiB: number;
}

/** What this process has used. */
export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const loop = process.threadCpuUsage();
  return {
    cpuMs: (user + system) / 1_000,
    loopMs: (loop.user + loop.system) / 1_000,
    rssMiB: process.memoryUsage().rss / 2 ** 20,
  };
}
