import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofItem } from '../kernel/console-reply.ts';
import type { Decision } from '../kernel/decision.ts';
import { accept, refused } from '../kernel/decision.ts';
import { onItem } from '../kernel/on-item.ts';
import type { StreamState } from '../state.ts';

/** Corrects an item's count; refused if `available` would fall below 0 (K1). */
export function adjustStock(
  state: StreamState,
  request: { itemNumber: number; version: number; delta: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  return onItem(state, request, ({ itemNumber, available }) => {
    if (available + request.delta < 0) return refused({ code: 'STOCK_INVALID', itemNumber, available });
    return accept(
      [{ type: 'stock_adjusted', itemNumber, delta: request.delta, wasLeft: available, by: by.by }],
      consoleReply(null, ofItem(request.itemNumber)),
    );
  });
}

/** Stops the sale of an item (L6); carries no version and always wins (L4). */
export function stopSale(
  state: StreamState,
  request: { itemNumber: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  return onItem(state, { itemNumber: request.itemNumber }, (item) => {
    if (item.isStopped && item.stoppedByFlash === null)
      return accept([], consoleReply(null, ofItem(request.itemNumber)));
    const fact = { type: 'sale_stopped', itemNumber: item.itemNumber, by: by.by } as const;
    // An item that its flash's end had stopped was not on sale: there is nothing to go back to.
    const undoUntilMs = item.isStopped ? null : by.atMs + state.settings.undoMs;
    return accept([fact], consoleReply(undoUntilMs, ofItem(request.itemNumber)));
  });
}

/** Sells a stopped item again. */
export function resumeSale(
  state: StreamState,
  request: { itemNumber: number; version: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  return onItem(state, request, (item) => {
    if (!item.isStopped) return accept([], consoleReply(null, ofItem(request.itemNumber)));
    const fact = { type: 'sale_resumed', itemNumber: item.itemNumber, undoes: null, by: by.by } as const;
    return accept([fact], consoleReply(null, ofItem(request.itemNumber)));
  });
}
