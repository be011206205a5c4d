import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rankText } from '../../server/adapters/sql/buyer-list-texts.ts';
import { migrations } from '../../server/adapters/sql/migrations/migrations.ts';
import { SALES_ORDERS } from '../../server/adapters/sql/sales-texts.ts';
import { migrate } from '../../server/adapters/sql/sqlite/connection.ts';
import { addSalesAggregates } from '../../server/adapters/sql/sqlite/sales-aggregates.ts';
import { orderList, tableLookups } from '../../server/adapters/sql/sqlite/table-lookups.ts';
import type { OrderFilter } from '../../server/ports/order-question.ts';
import type { OrdersSort } from '../../shared/contract/office-lists.ts';

let db: Database.Database;
/** The last statement that asked for orders. */
let asked: { text: string; values: unknown[] } | null = null;
beforeAll(() => {
  db = new Database(':memory:');
  migrate(db, migrations);
  addSalesAggregates(db, () => {});
});
afterAll(() => db.close());

const planOf = (text: string, values: readonly unknown[]) =>
  (db.prepare<unknown[]>(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[])
    .map(({ detail }) => detail)
    .join('\n');

/** A database that notes what is asked of orders. */
function noting(): Database.Database {
  return new Proxy(db, {
    get(target, name) {
      if (name !== 'prepare') return Reflect.get(target, name);
      return (text: string) => {
        const statement = target.prepare<unknown[]>(text);
        const note = (values: unknown[]) => {
          if (text.includes('FROM orders o') && !text.includes('OFFSET')) asked = { text, values };
        };
        return {
          all(...values: unknown[]) {
            note(values);
            return statement.all(...values);
          },
          get(...values: unknown[]) {
            note(values);
            return statement.get(...values);
          },
        };
      };
    },
  });
}

async function planOfList(filter: OrderFilter, sort: OrdersSort = 'time', isRising = false): Promise<string> {
  const before = { placedAtMs: 5, orderId: 'x', ...(sort !== 'time' && { value: 'y' }) };
  await orderList(noting()).ordersListed({ filter, before, limit: 50, sort, isRising });
  return planOf(asked!.text, asked!.values);
}

test('[A6] SQLite reads a page of orders by an index, in its order, and sorts only where few are found', async () => {
  const days = { fromMs: 1, untilMs: 9 };
  const stretch = { startMs: 1, endMs: 9, firstDay: 3, days: 1 };
  const byTime: [OrderFilter, string][] = [
    [{}, 'order_by_time'],
    [{ status: 'CANCELLED' }, 'order_by_state'],
    [{ payment: 'sandbox' }, 'order_by_time'],
    [{ streamIds: ['a'] }, 'order_of_stream_by_time'],
    [{ streamIds: ['a'], line: { itemNumber: 3 } }, 'order_of_stream_by_time'],
    [{ status: 'PLACED' }, 'order_by_state'],
    [{ status: 'PLACED', streamIds: ['a'], fromMs: 1, untilMs: 9 }, 'order_by_state'],
    [{ isRefunded: true, fromMs: 1, untilMs: 2 }, 'order_with_refund'],
    [{ isToPack: true }, 'order_on_its_way_by_time'],
    [{ lateOn: '2026-11-12' }, 'order_on_its_way_by_time'],
    [{ currency: 'CNY', units: 2, hasVoucher: true }, 'order_by_time'],
    [{ ...days, placedIn: [days, days] }, 'order_by_time'],
    [{ ...days, buyers: { are: 'new', ...days }, outcome: 'paid' }, 'order_by_time'],
    [{ streamIds: ['a'], outcome: 'open', buyers: { are: 'new', ...days } }, 'order_of_stream_by_time'],
    [{ ...days, missed: { today: '2026-11-12', clock: { ...days, stretches: [stretch] } } }, 'order_by_time'],
  ];
  for (const [filter, index] of byTime) {
    const plan = await planOfList(filter);
    expect([filter, plan]).toEqual([filter, expect.stringContaining(`USING INDEX ${index} (`)]);
    expect([filter, plan.includes('TEMP B-TREE FOR ORDER BY')]).toEqual([filter, false]);
  }
  // What else a buyer ordered is found by the buyer, and no table is read through.
  const ofBuyers = await planOfList({ ...days, buyers: { are: 'returning', ...days }, currency: 'CNY' });
  expect(ofBuyers.match(/SEARCH [ep] USING (?:COVERING )?INDEX order_of_buyer \(buyer_id=\?/g)).toHaveLength(
    2,
  );
  expect(ofBuyers).not.toMatch(/SCAN (?!CONSTANT|stream)/);
  const sorted: [OrdersSort, string][] = [
    ['time', 'order_by_time'],
    ['number', 'order_of_stream_by_time'],
    ['sum', 'order_by_sum'],
    ['state', 'order_by_state'],
  ];
  for (const [sort, index] of sorted) {
    for (const isRising of [true, false]) {
      const plan = await planOfList({ payment: 'sandbox' }, sort, isRising);
      expect([sort, plan]).toEqual([sort, expect.stringContaining(`USING INDEX ${index} (`)]);
      expect([sort, plan.includes('TEMP B-TREE FOR ORDER BY')]).toEqual([sort, false]);
    }
  }
  const few: [OrderFilter, string][] = [
    [{ number: '1085' }, 'order_by_number (stream_id=? AND number=?)'],
    [{ number: '1085', streamIds: ['a'] }, 'order_by_number (stream_id=? AND number=?)'],
    [{ claim: 'open' }, 'order_by_id (order_id=?)'],
    [{ buyerIds: ['a', 'b'] }, 'order_of_buyer (buyer_id=?'],
  ];
  for (const [filter, index] of few) expect(await planOfList(filter)).toContain(index);
});

test('[A7] SQLite ranks buyers by an index alone, and reads no order', () => {
  const plan = planOf(rankText('spent', true), ['CNY', 5, 'x', 50]);
  expect(plan).toContain('USING COVERING INDEX order_of_buyer');
});

test('[B7] one order is found by its number without the others of its stream', () => {
  tableLookups(noting()).orderByNumber('a', '1085');
  expect(planOf(asked!.text, asked!.values)).toContain('order_by_number (stream_id=? AND number=?)');
});

test('a report reads a stream’s orders where they lie side by side', () => {
  expect(planOf(SALES_ORDERS, [1, 'a', 0, 1])).toContain('o USING PRIMARY KEY (stream_id=?)');
});
