import { factOf } from '../../server/event-log/commit/hash-chain.ts';
import type { StoredFact } from '../../server/event-log/ports/store.ts';
import type { Refused } from '../../server/insights/floor/refused.ts';
import type { StreamFact } from '../../server/market/facts.ts';
import { apply, emptyStream } from '../../server/market/market.ts';
import { MINUTE } from '../../shared/values/time.ts';

/** What happened in one minute of a stream. */
export interface PaceMinute {
  orders: number;
  /** Flash sales that began. */
  flashes: number;
  /** Products, or quotas of a flash, of which the last unit was taken. */
  soldOut: number;
  /** Somebody was refused something: at least the first and the last time are known of each. */
  refused: number;
}

/**
 * Minute by minute from an instant on, out of the log and the side table of refusals (K4).
 * @param facts of a stream, from its first on
 */
export function paceOf(
  streamId: string,
  facts: readonly StoredFact[],
  refusals: readonly Refused[],
  { fromMs, minutes }: { fromMs: number; minutes: number },
): PaceMinute[] {
  const pace = Array.from(
    { length: minutes },
    (): PaceMinute => ({ orders: 0, flashes: 0, soldOut: 0, refused: 0 }),
  );
  const at = (atMs: number) => pace[Math.floor((atMs - fromMs) / MINUTE)];
  const state = emptyStream(streamId);
  const left = new Map<string, number>();
  const look = (name: string, units: number): boolean => {
    const isGone = units === 0 && (left.get(name) ?? 0) > 0;
    left.set(name, units);
    return isGone;
  };
  for (const stored of facts) {
    const fact = factOf<StreamFact>(stored);
    apply(state, fact, { seq: stored.seq, atMs: stored.atMs });
    const minute = at(stored.atMs);
    if (fact.type === 'order_placed' && minute) minute.orders += 1;
    if (fact.type === 'flash_sale_started' && minute) minute.flashes += 1;
    for (const { itemNumber, available } of state.items.values()) {
      if (look(`item ${itemNumber}`, available) && minute) minute.soldOut += 1;
    }
    for (const { flashId, free, phase } of state.flashes.values()) {
      if (phase === 'running' && look(`flash ${flashId}`, free) && minute) minute.soldOut += 1;
    }
  }
  for (const { firstAtMs, lastAtMs } of refusals) {
    for (const atMs of new Set([firstAtMs, lastAtMs])) {
      const minute = at(atMs);
      if (minute) minute.refused += 1;
    }
  }
  return pace;
}

/** A minute of the demo's evening that shows what a market is: orders, a flash, and something that was not to be had. */
export function isLively({ orders, flashes, soldOut, refused }: PaceMinute): boolean {
  return orders >= 6 && flashes >= 1 && soldOut + refused >= 1;
}
