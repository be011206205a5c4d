import type { FloorReport } from '../../../shared/contract/floor.ts';
import { MINUTE } from '../../../shared/values/time.ts';
import type { StreamState } from '../../market/state.ts';
import type { Chapter, Surroundings } from './chapter.ts';

const minuteOf = (atMs: number) => Math.floor(atMs / MINUTE) * MINUTE;
const isIn = (atMs: number, live: Surroundings['live']) =>
  live !== null && atMs >= live.startMs && atMs <= live.endMs;

/** The goods value of each minute's orders that were paid by the close, as GMV paid has it: together those minutes' GMV paid. */
export function moneyChapter(state: StreamState): Chapter<FloorReport['money']> {
  const paid: { atMs: number; goodsMinor: number }[] = [];
  let isClosed = false;
  return {
    on: {
      stream_closed() {
        isClosed = true;
      },
      order_paid({ orderId }) {
        if (isClosed) return;
        const order = state.orders.get(orderId);
        if (order) paid.push({ atMs: order.placedAtMs, goodsMinor: order.goodsMinor });
      },
    },
    tell({ live }) {
      const minutes = new Map<number, number>();
      for (const { atMs, goodsMinor } of paid) {
        if (!isIn(atMs, live)) continue;
        const minute = minuteOf(atMs);
        minutes.set(minute, (minutes.get(minute) ?? 0) + goodsMinor);
      }
      return [...minutes].sort(([a], [b]) => a - b).map(([atMs, paidMinor]) => ({ atMs, paidMinor }));
    },
  };
}

/** When vouchers were made while it was live. */
export function voucherChapter(): Chapter<FloorReport['vouchersAtMs']> {
  const made: number[] = [];
  return {
    on: {
      voucher_created(_, atMs) {
        made.push(atMs);
      },
    },
    tell: ({ live }) => made.filter((atMs) => isIn(atMs, live)),
  };
}

/**
 * Minutes in which somebody was refused, as far as it is known: of each buyer, item and code the first and the last time
 * (K4), not those between.
 */
export function refusedChapter(): Chapter<FloorReport['refusedMinutes']> {
  return {
    on: {},
    tell({ live, refused }) {
      const minutes = new Map<number, Set<string>>();
      for (const { buyerId, firstAtMs, lastAtMs } of refused)
        for (const atMs of [firstAtMs, lastAtMs]) {
          if (!isIn(atMs, live)) continue;
          const minute = minuteOf(atMs);
          minutes.set(minute, (minutes.get(minute) ?? new Set()).add(buyerId));
        }
      return [...minutes].sort(([a], [b]) => a - b).map(([atMs, buyers]) => ({ atMs, buyers: buyers.size }));
    },
  };
}
