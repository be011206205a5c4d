import { systemIds } from '../../server/adapters/system/ids.ts';
import { percentile, seeded } from './numbers.ts';
import { orderOf } from './orders.ts';
import { isOk, type RawViewer } from './raw-viewer.ts';
import type { BenchBuyer, Offer } from './stall.ts';

export interface OpenLoop {
  /** Orders per second, at random moments (exponential gaps). */
  rate: number;
  forMs: number;
  seed: number;
  offers: Offer[];
  /**
   * Each order is the next buyer's who waits for no answer, as long as there is one: a market refuses a second order while
   * the first is on its way (X49). Otherwise each buyer's in turn.
   */
  isByIdle?: boolean;
}

/** What became of the orders of one run. Times are ms from the moment an order was due to its ack. */
export interface OrderRun {
  sent: number;
  accepted: number;
  refused: Record<string, number>;
  unanswered: number;
  /** Until those who were turned away had heard so: how many per cent of them within 100 ms. */
  toldEarlyPercent: number;
  /** Of every order that was accepted, as they came. */
  acksMs: number[];
  p50: number;
  p99: number;
  max: number;
  /** How late the generator itself was in sending, p99: a slow generator is not the server's fault. */
  lateP99: number;
  /** Accepted orders per second, from the first moment due to the last ack. */
  acceptedPerSecond: number;
}

const LAST_ANSWERS_MS = 5_000;
/** Whoever is turned away should hear so within this time. */
const EARLY_MS = 100;

/**
 * Sends orders at their own times, whether or not the server keeps up (open loop), each buyer in turn; an order that
 * waits in a queue has been waiting since it was due.
 */
export async function orderOpenLoop(
  buyers: readonly { viewer: RawViewer; buyer: BenchBuyer }[],
  { rate, forMs, seed, offers, isByIdle = false }: OpenLoop,
): Promise<OrderRun> {
  const chance = seeded(seed);
  const latencies: number[] = [];
  const lateness: number[] = [];
  const refused: Record<string, number> = {};
  let sent = 0;
  let answered = 0;
  let toldEarly = 0;
  let next = 0;
  const startMs = performance.now();
  let lastAckMs = startMs;
  let dueMs = startMs;

  const nextBuyer = () => {
    for (let passed = 1; isByIdle && passed < buyers.length; passed += 1) {
      if (!buyers[next % buyers.length]!.viewer.isWaiting) break;
      next += 1;
    }
    const found = buyers[next % buyers.length]!;
    next += 1;
    return found;
  };
  const sendOne = (atMs: number) => {
    const { viewer, buyer } = nextBuyer();
    sent += 1;
    lateness.push(performance.now() - atMs);
    viewer.send('order:place', orderOf(offers, systemIds.next(), buyer.addressId, chance), (reply) => {
      answered += 1;
      lastAckMs = performance.now();
      if (isOk(reply)) latencies.push(lastAckMs - atMs);
      else {
        const code = /"code":"([A-Z_]+)"/.exec(reply.toString())?.[1] ?? 'UNREADABLE';
        refused[code] = (refused[code] ?? 0) + 1;
        if (lastAckMs - atMs <= EARLY_MS) toldEarly += 1;
      }
    });
  };
  await new Promise<void>((resolve) => {
    const step = () => {
      const nowMs = performance.now();
      while (dueMs <= nowMs) {
        if (dueMs - startMs >= forMs) {
          resolve();
          return;
        }
        sendOne(dueMs);
        dueMs += (-Math.log(1 - chance()) * 1_000) / rate;
      }
      setTimeout(step, 1);
    };
    step();
  });
  // Of a server that was killed no answer comes any more.
  const isAnybodyThere = () => buyers.some(({ viewer }) => viewer.isOpen);
  const endMs = performance.now() + LAST_ANSWERS_MS;
  while (answered < sent && performance.now() < endMs && isAnybodyThere()) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    sent,
    accepted: latencies.length,
    refused,
    unanswered: sent - answered,
    toldEarlyPercent: (toldEarly * 100) / Math.max(1, answered - latencies.length),
    acksMs: latencies,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    max: percentile(latencies, 100),
    lateP99: percentile(lateness, 99),
    acceptedPerSecond: latencies.length / ((lastAckMs - startMs) / 1_000),
  };
}
