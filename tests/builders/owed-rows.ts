import type { OrderRow, PayableRow, PayoutLineRow } from '../../server/ports/rows.ts';

/** What is owed of an order's line, 80 % of 19.90, due with the order: nothing of it is kept, paused or taken back. */
export function aPayable(
  { streamId, orderId, number, placedAtMs }: OrderRow,
  more: Pick<PayableRow, 'productId' | 'producerId'> & Partial<PayableRow>,
): PayableRow {
  return {
    ...{ streamId, orderId, lineIndex: 0, deliverySeq: 1, entryIndex: 0, number, itemNumber: 1, units: 1 },
    ...{ currency: 'CNY', baseMinor: 1_990, shareMinor: 1_592, reversedBaseMinor: 0, reversedShareMinor: 0 },
    ...{ reservedMinor: 0, reservedUntilMs: 0, isPaused: false },
    ...{ deliveredAtMs: placedAtMs, dueUntilMs: placedAtMs },
    ...more,
  };
}

/** All of it was paid at once. */
export function aPayoutLine(
  { streamId, orderId, lineIndex, deliverySeq, shareMinor }: PayableRow,
  payoutId: string,
  atMs: number,
): PayoutLineRow {
  return { payoutId, lineStreamId: streamId, orderId, lineIndex, deliverySeq, amountMinor: shareMinor, atMs };
}
