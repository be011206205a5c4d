import { MAX_TABLES } from '../../../shared/market/shipping/bounds.ts';
import type { StreamFact } from '../facts.ts';
import type { ConsoleAt } from '../kernel/console-at.ts';
import type { ConsoleReply } from '../kernel/console-reply.ts';
import { consoleReply, ofShipping } from '../kernel/console-reply.ts';
import { accept, type Decision, refused } from '../kernel/decision.ts';
import type { StreamState } from '../state.ts';
import type { Overseas, ShippingTable } from './table.ts';

/**
 * Sets what sending from an origin costs, or leaves it to the products again (P2, P3). What was charged stays; who orders
 * after it is quoted anew. Tiers have to rise by weight.
 */
export function setShipping(
  state: StreamState,
  request: { origin: string; table: ShippingTable | null; isOverseas?: boolean | undefined; version: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.status === 'CLOSED' || state.status === 'CANCELLED') return refused({ code: 'STREAM_CLOSED' });
  const { origin, table } = request;
  const { version } = state.shipping;
  const tables = request.isOverseas ? state.shipping.overseasTables : state.shipping.tables;
  if (request.version !== version) return refused({ code: 'STALE_VERSION', version });
  if (table?.tiers && !isRising(table.tiers.map(({ upToGrams }) => upToGrams))) {
    return refused({ code: 'BAD_REQUEST', field: 'tiers' });
  }
  if (table && !tables.has(origin) && tables.size >= MAX_TABLES) {
    return refused({ code: 'TOO_MANY_LINES', max: MAX_TABLES });
  }
  const set: StreamFact = {
    type: 'shipping_set',
    origin,
    table,
    ...(request.isOverseas && { isOverseas: true as const }),
    by: by.by,
  };
  return accept(table || tables.has(origin) ? [set] : [], consoleReply(null, ofShipping));
}

/** Sells abroad as well, with a second currency to show there, or not any more. Orders keep the rate they were shown. */
export function setOverseas(
  state: StreamState,
  request: { overseas: Overseas | null; version: number },
  by: ConsoleAt,
): Decision<ConsoleReply> {
  if (state.status === 'CLOSED' || state.status === 'CANCELLED') return refused({ code: 'STREAM_CLOSED' });
  const { version } = state.shipping;
  if (request.version !== version) return refused({ code: 'STALE_VERSION', version });
  const { overseas } = request;
  if (overseas?.currency === state.currency) return refused({ code: 'BAD_REQUEST', field: 'currency' });
  return accept([{ type: 'overseas_set', overseas, by: by.by }], consoleReply(null, ofShipping));
}

function isRising(weights: readonly number[]): boolean {
  return weights.length > 0 && weights.every((grams, index) => grams > (weights[index - 1] ?? 0));
}
