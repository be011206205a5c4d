import type { Cluster } from '../cluster/cluster.ts';
import type { Crowd } from '../crowd.ts';
import type { Measure } from '../measure.ts';
import { openLoop } from '../open-loop.ts';
import type { LoadOptions } from '../options.ts';
import type { OrderSender } from '../orders/order-sender.ts';
import { OrderTally } from '../orders/order-tally.ts';
import type { PublicRecord } from '../public-record.ts';
import type { Viewer } from '../wire/viewer.ts';

/** What a scenario works with: everybody is connected, and the host, if there is one, acts. */
export interface Stage {
  options: LoadOptions;
  crowd: Crowd;
  desk: OrderSender;
  record: PublicRecord;
  /** The nodes, where the server is several of the run's own. */
  cluster: Cluster | null;
  /** The first item that is sold. */
  firstItem: number;
  chance: () => number;
  /** Resident memory of the server, MiB; null where it is not our own. */
  rssMiB(): number | null;
  say(line: string): void;
}

export interface ScenarioOutcome {
  measures: Measure[];
  /** Viewers whose screens are looked at in the end. */
  present: readonly Viewer[];
  soldOut: { itemNumber: number; units: number } | null;
}

/** How long answers are waited for when no more orders are due. */
const LAST_ANSWERS_MS = 30_000;

/** Orders at a rate for a while, then waits for the last answers. @returns what became of them */
export async function ordersFor(stage: Stage, rate: number, forMs: number): Promise<OrderTally> {
  const { desk, chance } = stage;
  const tally = new OrderTally();
  desk.tally = tally;
  if (rate === 0) {
    await new Promise((resolve) => setTimeout(resolve, forMs));
    return tally;
  }
  await openLoop({ rate, forMs, chance }, (dueMs) => desk.place(dueMs));
  await untilAnswered(desk);
  return tally;
}

export async function untilAnswered(desk: OrderSender): Promise<void> {
  const endMs = performance.now() + LAST_ANSWERS_MS;
  while (desk.inFlight > 0 && performance.now() < endMs)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
