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
  /** The same of those who did not come before the time that they had been told to come again. */
  firstToldEarlyPercent: number;
  /** Of every order that was accepted, as they came. */
  acksMs: number[];
  p50: number;
  p99: number;
  max: number;
  /** How late the generator itself was in sending, p99: a slow generator is not the server's fault. */
  lateP99: number;
  /** Accepted orders per second, from the first moment due to the ack of the last of them, or as long as orders were due. */
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
  const first = { refused: 0, toldEarly: 0 };
  /** When each was told to come again. */
  const comesAgainAtMs = new Map<RawViewer, number>();
  let next = 0;
  /** Who waits for no answer, whoever has for longest first: to look for one among thousands who wait costs more than to send. */
  const idle = isByIdle ? buyers.filter(({ viewer }) => !viewer.isWaiting) : [];
  let nextIdle = 0;
  const startMs = performance.now();
  let lastAcceptedMs = startMs;
  let dueMs = startMs;

  const nextBuyer = () => {
    const waitsForNothing = idle[nextIdle];
    if (waitsForNothing) {
      nextIdle += 1;
      return waitsForNothing;
    }
    const found = buyers[next % buyers.length]!;
    next += 1;
    return found;
  };
  const sendOne = (atMs: number) => {
    const sender = nextBuyer();
    const { viewer, buyer } = sender;
    sent += 1;
    const sentMs = performance.now();
    lateness.push(sentMs - atMs);
    const isFirst = sentMs >= (comesAgainAtMs.get(viewer) ?? 0);
    viewer.send('order:place', orderOf(offers, systemIds.next(), buyer.addressId, chance), (reply) => {
      answered += 1;
      if (isByIdle && !viewer.isWaiting) idle.push(sender);
      const heardMs = performance.now();
      if (isOk(reply)) {
        lastAcceptedMs = heardMs;
        latencies.push(heardMs - atMs);
        return;
      }
      const text = reply.toString();
      const code = /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? 'UNREADABLE';
      refused[code] = (refused[code] ?? 0) + 1;
      const isEarly = heardMs - atMs <= EARLY_MS;
      if (isEarly) toldEarly += 1;
      if (isFirst) first.refused += 1;
      if (isFirst && isEarly) first.toldEarly += 1;
      comesAgainAtMs.set(viewer, heardMs + Number(/"retryAfterMs":(\d+)/.exec(text)?.[1] ?? 0));
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
    firstToldEarlyPercent: (first.toldEarly * 100) / Math.max(1, first.refused),
    acksMs: latencies,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    max: percentile(latencies, 100),
    lateP99: percentile(lateness, 99),
    acceptedPerSecond: (latencies.length * 1_000) / Math.max(forMs, lastAcceptedMs - startMs),
  };
}
