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
  /** Of this process. */
  cpuMicros: number;
}

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
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  return (orders) => {
    const { user, system } = process.cpuUsage(startCpu);
    return {
      perSecond: orders / ((performance.now() - startMs) / 1_000),
      cpuMicros: (user + system) / orders,
    };
  };
}
