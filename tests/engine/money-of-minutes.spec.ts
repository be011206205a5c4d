import { expect, test } from 'vitest';
import { moneyChapter } from '../../server/insights/floor/minutes.ts';
import type { StreamState } from '../../server/market/state.ts';

const EIGHT = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

test('a minute has the value of its orders that were paid by the close, whichever minute that was', () => {
  const orders = new Map([
    ['at once', { placedAtMs: EIGHT + 5_000, goodsMinor: 1_000 }],
    ['before the close', { placedAtMs: EIGHT + 9_000, goodsMinor: 200 }],
    ['after it', { placedAtMs: EIGHT + 9_500, goodsMinor: 40_000 }],
    ['next', { placedAtMs: EIGHT + MINUTE, goodsMinor: 3 }],
    ['after the end', { placedAtMs: EIGHT + 5 * MINUTE, goodsMinor: 7 }],
  ]);
  const chapter = moneyChapter({ orders } as unknown as StreamState);
  const paid = (orderId: string) => chapter.on.order_paid?.({ type: 'order_paid', orderId } as never, 0);
  for (const orderId of ['at once', 'next', 'after the end', 'before the close']) paid(orderId);
  chapter.on.stream_closed?.({ type: 'stream_closed' } as never, 0);
  paid('after it');
  const live = { startMs: EIGHT, endMs: EIGHT + 2 * MINUTE };
  expect(chapter.tell({ live } as never)).toEqual([
    { atMs: EIGHT, paidMinor: 1_200 },
    { atMs: EIGHT + MINUTE, paidMinor: 3 },
  ]);
});
