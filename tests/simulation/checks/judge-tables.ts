import { loadState } from '../../../server/event-log/replica/load.ts';
import { streamRules } from '../../../server/market/market.ts';
import { writeState } from '../../../server/market/snapshot.ts';
import { type Market, STREAM } from '../market.ts';
import { differenceOf } from './difference.ts';
import { judgeRows } from './rows.ts';

/** [INV19]: the tables say what the log says; each node's memory is what the log makes. */
export async function judgeTables({ tables, judge, complaints, nodes, stores }: Market): Promise<void> {
  const { ledger } = judge;
  const rows = {
    items: [...tables.items.values()],
    stock: [...tables.stock.values()],
    flashes: [...tables.flashes.values()].filter(
      ({ flashId }) => ledger.offers.get(flashId)?.phase !== 'undone',
    ),
    vouchers: [...tables.vouchers.values()],
    orders: [...tables.orders.values()],
    lines: [...tables.lines.values()].flatMap((lines) => [...lines.values()]),
    streams: [...tables.streams.values()],
  };
  judgeRows(ledger, rows, complaints);
  for (const orderId of ledger.bought.keys()) {
    complaints.expect(tables.orders.has(orderId), 'INV4', () => `order ${orderId} is not in the table`);
  }
  complaints.expect(
    rows.stock.length === ledger.shelves.size,
    'INV19',
    () => `${rows.stock.length} shelves in the table, ${ledger.shelves.size} in the log`,
  );
  // The facts alone: a snapshot that says something else is found out by who loaded it.
  const facts = { ...stores.store, snapshot: async () => null };
  const loaded = await loadState(facts, streamRules, STREAM);
  const state = loaded && writeState(loaded.state);
  for (const { name, server } of nodes) {
    const engine = await server?.engines.stream(STREAM);
    const known = await engine?.read((own) => writeState(own));
    complaints.expect(
      known === state,
      'INV19',
      () => `${name} has another state than the log: ${differenceOf(known, state)}`,
    );
  }
}
