import type { Ledger } from './ledger.ts';

const PAGE = 20_000;

/** One order as its rows have it. */
export interface LedgerOrder {
  buyerId: string;
  seq: number;
  status: string;
  totalMinor: number;
  lines: number;
  /** Σ units × price over its lines, and the same weighed by item number: a changed line shows in one of them. */
  linesMinor: number;
  linesWeighed: number;
}

/** One answered key as its row has it. */
export interface LedgerKey {
  buyerId: string;
  key: string;
  hash: string;
  /** The order that its kept answer names, or null. */
  orderId: string | null;
  /** What it was refused with, if its answer is a no. */
  refused: string | null;
}

interface OrderRow {
  orderId: string;
  buyerId: string;
  seq: number;
  status: string;
  totalMinor: number;
}
interface LinesRow {
  orderId: string;
  lines: number;
  linesMinor: number;
  linesWeighed: number;
}

/** Every order of a stream with the sums of its lines, by its id. */
export async function readOrders(ledger: Ledger, streamId: string): Promise<Map<string, LedgerOrder>> {
  const orders = new Map<string, LedgerOrder>();
  for (let after = ''; ; ) {
    const page = await ledger.rows<OrderRow>(
      `SELECT order_id AS "orderId", buyer_id AS "buyerId", seq, status, total_minor AS "totalMinor"
       FROM orders WHERE stream_id = ? AND order_id > ? ORDER BY order_id LIMIT ${PAGE}`,
      [streamId, after],
    );
    for (const { orderId, ...order } of page) {
      orders.set(orderId, { ...order, lines: 0, linesMinor: 0, linesWeighed: 0 });
    }
    const last = page.at(-1);
    if (!last) break;
    after = last.orderId;
  }
  for (let after = ''; ; ) {
    const page = await ledger.rows<LinesRow>(
      `SELECT order_id AS "orderId", count(*) AS lines, sum(units * unit_price_minor) AS "linesMinor",
         sum(units * unit_price_minor * item_number) AS "linesWeighed"
       FROM order_line WHERE stream_id = ? AND order_id > ? GROUP BY order_id ORDER BY order_id LIMIT ${PAGE}`,
      [streamId, after],
    );
    for (const { orderId, lines, linesMinor, linesWeighed } of page) {
      const order = orders.get(orderId);
      if (order) Object.assign(order, { lines, linesMinor, linesWeighed });
    }
    const last = page.at(-1);
    if (!last) return orders;
    after = last.orderId;
  }
}

/** Every answered key of a stream, those that are no orders too. */
export async function readKeys(ledger: Ledger, streamId: string): Promise<LedgerKey[]> {
  const keys: LedgerKey[] = [];
  for (let afterKey = '', afterBuyer = ''; ; ) {
    const page = await ledger.rows<LedgerKey>(
      `SELECT key, actor_id AS "buyerId", payload_hash AS hash, ${ledger.json('reply', ['order', 'orderId'])} AS "orderId",
         ${ledger.json('reply', ['refused', 'code'])} AS refused
       FROM command_key WHERE log_id = ? AND (key > ? OR (key = ? AND actor_id > ?))
       ORDER BY key, actor_id LIMIT ${PAGE}`,
      [streamId, afterKey, afterKey, afterBuyer],
    );
    keys.push(...page);
    const last = page.at(-1);
    if (!last) return keys;
    afterKey = last.key;
    afterBuyer = last.buyerId;
  }
}
