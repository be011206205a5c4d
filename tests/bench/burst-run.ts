import { systemIds } from '../../server/adapters/system/ids.ts';
import { percentile, seeded } from './numbers.ts';
import { orderOf } from './orders.ts';
import { isOk, type RawViewer } from './raw-viewer.ts';
import type { BenchBuyer, Offer } from './stall.ts';

/** What became of orders that were all sent at once. Times are ms. */
export interface Burst {
  accepted: number;
  refused: Record<string, number>;
  unanswered: number;
  /** Of the accepted ones, from the moment each was sent. */
  p99: number;
  /** From the first that was sent to the last. */
  spanMs: number;
}

const LAST_ANSWERS_MS = 10_000;

/** Everybody sends one order, all written before the first is sent. */
export async function orderAtOnce(
  buyers: readonly { viewer: RawViewer; buyer: BenchBuyer }[],
  { seed, offers }: { seed: number; offers: Offer[] },
): Promise<Burst> {
  const chance = seeded(seed);
  const orders = buyers.map(({ buyer }) => orderOf(offers, systemIds.next(), buyer.addressId, chance));
  const tookMs: number[] = [];
  const refused: Record<string, number> = {};
  let answered = 0;
  const startMs = performance.now();
  for (const [index, { viewer }] of buyers.entries()) {
    const sentMs = performance.now();
    viewer.send('order:place', orders[index]!, (reply) => {
      answered += 1;
      if (isOk(reply)) {
        tookMs.push(performance.now() - sentMs);
        return;
      }
      const code = /"code":"([A-Z_]+)"/.exec(reply.toString())?.[1] ?? 'UNREADABLE';
      refused[code] = (refused[code] ?? 0) + 1;
    });
  }
  const spanMs = performance.now() - startMs;
  const untilMs = performance.now() + LAST_ANSWERS_MS;
  while (answered < buyers.length && performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    accepted: tookMs.length,
    refused,
    unanswered: buyers.length - answered,
    p99: percentile(tookMs, 99),
    spanMs,
  };
}
