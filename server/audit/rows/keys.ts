import type { OrderView } from '../../../shared/market/order/contract.ts';
import type { KeyRow } from '../../event-log/ports/store.ts';
import { buyerIdNow } from '../../market/kernel/buyers.ts';
import type { StreamState } from '../../market/state.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { OrderRow } from '../../ports/rows.ts';
import { Broken } from '../broken.ts';

const PAGE = 500;

/**
 * INV6: one order per key and one key per order. Every kept answer stands at a fact of the log; one that placed an
 * order tells what the order's row tells; no buyer has a key twice, under whatever ids.
 * @throws Broken
 */
export async function checkKeys(ledger: Ledger, state: StreamState): Promise<void> {
  let placing = 0;
  let before: KeyRow | null = null;
  for await (const page of keyPages(ledger, state.streamId)) {
    const placed = new Map<string, KeyRow>();
    for (const row of page) {
      if (before) checkNeighbours(state, before, row);
      before = row;
      const order = placedOrder(state, row);
      if (!order) continue;
      placing += 1;
      const twin = placed.get(order.orderId);
      if (twin) throw twoKeys(state, row, twin);
      placed.set(order.orderId, row);
    }
    await checkOrders(ledger, state, placed);
  }
  if (placing !== state.ordersPlaced) throw await unevenKeys(ledger, state, placing);
}

async function* keyPages(ledger: Ledger, logId: string) {
  let after: KeyRow | null = null;
  for (;;) {
    const page: KeyRow[] = await ledger.keys(logId, after, PAGE);
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1) ?? null;
  }
}

function no(
  state: StreamState,
  { seq, key }: Pick<KeyRow, 'seq' | 'key'>,
  found: string,
  expected: string,
): Broken {
  return new Broken({ invariant: 'INV6', logId: state.streamId, seq, at: `key ${key}`, found, expected });
}

/** Keys come in their order, so that the same key of one buyer under two ids stands side by side. */
function checkNeighbours(state: StreamState, a: KeyRow, b: KeyRow): void {
  if (a.key !== b.key || buyerIdNow(state, a.actorId) !== buyerIdNow(state, b.actorId)) return;
  throw no(
    state,
    b,
    `a second answer to a key that was answered at ${a.seq}`,
    'one answer per buyer and key',
  );
}

/** The order that a key placed, by its reply; null for keys of other commands: a cancellation tells of its order too. */
function placedOrder(state: StreamState, row: KeyRow): OrderView | null {
  if (row.seq < 1 || row.seq > state.seq)
    throw no(state, row, `an answer at ${row.seq}`, `a fact of the log, 1 to ${state.seq}`);
  let reply: unknown;
  try {
    reply = JSON.parse(row.reply);
  } catch {
    throw no(state, row, 'an answer that is not JSON', 'the reply as it was given');
  }
  const order = typeof reply === 'object' && reply !== null && 'order' in reply ? reply.order : null;
  if (order === null) return null;
  const view = order as OrderView;
  return view.status === 'CANCELLED' ? null : view;
}

async function checkOrders(
  ledger: Ledger,
  state: StreamState,
  placed: ReadonlyMap<string, KeyRow>,
): Promise<void> {
  const { orders } = await ledger.ordersById(state.streamId, [...placed.keys()]);
  const rows = new Map(orders.map((row) => [row.orderId, row]));
  for (const [orderId, key] of placed) {
    const row = rows.get(orderId);
    const told = placedOrder(state, key);
    if (!row || !told) throw no(state, key, `order ${orderId}`, 'an order of this stream');
    // The answer stands at the command's last fact: the placing, or the payment in cash that came with it.
    const isThere = key.seq === row.seq || key.seq === row.seq + 1;
    if (!isThere)
      throw no(state, key, `an answer at ${key.seq} that placed order ${row.number}`, `fact ${row.seq}`);
    if (told.number !== row.number || told.totalMinor !== row.totalMinor) {
      throw no(
        state,
        key,
        `order ${told.number} of ${told.totalMinor}`,
        `order ${row.number} of ${row.totalMinor}`,
      );
    }
    if (buyerIdNow(state, key.actorId) !== buyerIdNow(state, row.buyerId)) {
      throw no(state, key, `order ${row.number} of another buyer`, 'an order of the key’s own buyer');
    }
  }
}

function twoKeys(state: StreamState, row: KeyRow, twin: KeyRow): Broken {
  return no(state, row, `an order that key ${twin.key} placed as well`, 'one key per order');
}

/** Not as many keys as orders: names the first key too many, or an order whose key is gone. */
async function unevenKeys(ledger: Ledger, state: StreamState, placing: number): Promise<Broken> {
  const known = new Map<string, KeyRow>();
  for await (const page of keyPages(ledger, state.streamId)) {
    for (const row of page) {
      const order = placedOrder(state, row);
      const twin = order && known.get(order.orderId);
      if (twin) return twoKeys(state, row, twin);
      if (order) known.set(order.orderId, row);
    }
  }
  let after: OrderRow | null = null;
  for (;;) {
    const page: OrderRow[] = await ledger.rows('orders', state.streamId, after, PAGE);
    const bare = page.find(({ orderId }) => !known.has(orderId));
    if (bare)
      return no(
        state,
        { seq: bare.seq, key: 'none' },
        `order ${bare.number} without a key`,
        'the key that placed it',
      );
    if (page.length < PAGE)
      return no(state, { seq: 0, key: 'all' }, `${placing} keys`, `${state.ordersPlaced}`);
    after = page.at(-1) ?? null;
  }
}
