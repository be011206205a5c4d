import { factOf } from '../../event-log/commit/hash-chain.ts';
import type { StreamFact } from '../../market/facts.ts';
import { isPlacedFact } from '../../market/order/placed-fact.ts';
import type { StreamState } from '../../market/state.ts';
import type { Ledger, TableName } from '../../ports/ledger.ts';
import type { OrderLineRow, OrderRow } from '../../ports/rows.ts';
import type { Broken } from '../broken.ts';
import { allRows, strayRow } from './compare.ts';

/** A table has more rows than its log explains: finds the first that no fact explains, by asking fact after fact. */
export async function findStray(
  ledger: Ledger,
  state: StreamState,
  name: TableName,
  adders: ReadonlyMap<number, ReadonlySet<string>>,
): Promise<Broken | null> {
  const { streamId } = state;
  if (name === 'orders') {
    for await (const row of allRows(ledger, streamId, 'orders')) {
      if (!(await placedBy(ledger, row))) return strayRow(streamId, 'orders', row);
    }
  }
  if (name === 'lines') {
    for await (const row of allRows(ledger, streamId, 'lines')) {
      if (!(await isPlaced(ledger, row))) return strayRow(streamId, 'lines', row);
    }
  }
  if (name === 'closedOrders') {
    for await (const row of allRows(ledger, streamId, 'closedOrders')) {
      const { orders } = await ledger.ordersById(streamId, [row.orderId]);
      const isOpen = state.orders.get(row.orderId)?.status === 'PLACED';
      if (isOpen || orders.length === 0) return strayRow(streamId, 'closedOrders', row);
    }
  }
  if (name === 'adders') {
    for await (const row of allRows(ledger, streamId, 'adders')) {
      const isKnown = adders.get(row.itemNumber)?.has(`${row.channel} ${row.buyerId}`);
      if (!isKnown) return strayRow(streamId, 'adders', row);
    }
  }
  return null;
}

/** The fact that placed an order, if it stands where the row says. */
async function placedBy(ledger: Ledger, row: OrderRow) {
  const [stored] = await ledger.facts(row.streamId, row.seq - 1, 1);
  if (stored?.seq !== row.seq) return null;
  const fact = factOf<StreamFact>(stored);
  return isPlacedFact(fact) && fact.orderId === row.orderId ? fact : null;
}

async function isPlaced(ledger: Ledger, { streamId, orderId, lineIndex }: OrderLineRow): Promise<boolean> {
  const [order] = (await ledger.ordersById(streamId, [orderId])).orders;
  const fact = order && (await placedBy(ledger, order));
  return fact ? lineIndex < fact.lines.length : false;
}
