import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { App } from '../../server/app.ts';
import { placeMany } from './place-many.ts';
import type { stallKeeper } from './stall.ts';

/** How often each number of the engine is measured, and over how many orders after how many. */
export const ROUNDS = 3;
export const ORDERS = 20_000;
export const WARM_UP = 2_000;
const ITEMS = 30;
const UNITS = 1_000_000;

export interface Round {
  perSecond: number;
  /** Of this process, an order; and of this thread's heap, an order: what was made, and what is still there. */
  cpuMicros: number;
  madeBytes: number;
  keptBytes: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Three-line orders straight through the engine, as quickly as it takes them. */
export async function ordersThrough(
  { app, keeper }: { app: App; keeper: ReturnType<typeof stallKeeper> },
  seed: number,
): Promise<Round> {
  const stall = await keeper.open(Array(ITEMS).fill(UNITS));
  const stream = await app.engines.stream(stall.streamId);
  if (!stream) throw new Error('The stream of the bench is gone.');
  await placeMany(stream, stall, { orders: WARM_UP, seed });
  const end = started();
  await placeMany(stream, stall, { orders: ORDERS, seed });
  return end(ORDERS);
}

/** Begins to measure; the call it gives ends it. */
export function started(): (orders: number) => Round {
  collectGarbage();
  const heap = getHeapStatistics();
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  return (orders) => {
    const { user, system } = process.cpuUsage(startCpu);
    const round = {
      perSecond: orders / ((performance.now() - startMs) / 1_000),
      cpuMicros: (user + system) / orders,
      madeBytes: (getHeapStatistics().total_allocated_bytes - heap.total_allocated_bytes) / orders,
    };
    collectGarbage();
    return { ...round, keptBytes: (getHeapStatistics().used_heap_size - heap.used_heap_size) / orders };
  };
}
