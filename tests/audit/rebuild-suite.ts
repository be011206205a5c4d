import { beforeAll, expect, test } from 'vitest';
import type { World } from '../../server/app.ts';
import { rebuildMarket } from '../../server/audit/rebuild.ts';
import { allRows } from '../../server/audit/rows/compare.ts';
import { verifyMarket } from '../../server/audit/verify.ts';
import { logKinds } from '../../server/logs.ts';
import { streamRules } from '../../server/market/market.ts';
import type { Ledger, Projections, TableName } from '../../server/ports/ledger.ts';
import { AuditMarket, type AuditStores, playAuditDay } from '../builders/audit-market.ts';
import type { Ground } from './verify-suite.ts';

export interface RebuildGround extends Ground {
  copy(): Promise<
    Awaited<ReturnType<Ground['copy']>> & {
      projections(isWhole: boolean): Promise<Projections & { close(): Promise<void> }>;
      stores(): Promise<AuditStores & Pick<World, 'snapshots'>>;
    }
  >;
}

const TABLES: TableName[] = [
  'streams',
  'items',
  'stock',
  'flashes',
  'orders',
  'lines',
  'closedOrders',
  'shipments',
  'shipmentLines',
  'claims',
  'minutes',
  'adders',
  'marks',
  'products',
  'ledgerEntries',
  'payables',
  'settlementStates',
  'payouts',
  'payoutLines',
];

/** Every row of every log, as text; kept bodies by what they say. */
async function everything(ledger: Ledger): Promise<string[]> {
  const rows: string[] = [];
  for (const { logId } of await ledger.heads()) {
    for (const name of TABLES) {
      for await (const row of allRows(ledger, logId, name)) {
        const said = 'body' in row ? { ...row, body: JSON.parse(row.body) } : row;
        rows.push(`${name} ${sortedJson(said)}`);
      }
    }
  }
  return rows;
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_name, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The first rows that are in one list alone, cut short: whole lists would fill screens. */
function difference(before: readonly string[], after: readonly string[]): string[] {
  const [was, is] = [new Set(before), new Set(after)];
  const gone = before.filter((row) => !is.has(row)).map((row) => `gone ${row.slice(0, 200)}`);
  const come = after.filter((row) => !was.has(row)).map((row) => `come ${row.slice(0, 200)}`);
  return [...gone, ...come].slice(0, 6);
}

/** [INV19] rebuild(E) = projections. @returns which stream was played */
export function rebuildSuite(ground: RebuildGround): () => string {
  let streamId: string;

  beforeAll(async () => {
    const stores = await ground.open();
    const market = await AuditMarket.open(stores);
    await playAuditDay(market);
    streamId = market.streamId;
    await market.close();
    await stores.close();
  });

  async function read<T>(open: () => Promise<Ledger>, look: (ledger: Ledger) => Promise<T>): Promise<T> {
    const ledger = await open();
    try {
      return await look(ledger);
    } finally {
      await ledger.close();
    }
  }

  async function rebuilt(copy: Awaited<ReturnType<RebuildGround['copy']>>, logIds: string[] | null) {
    await copy.close();
    const ledger = await copy.ledger();
    const projections = await copy.projections(logIds === null);
    const logs = await rebuildMarket(ledger, projections, logKinds, logIds);
    await projections.close();
    await ledger.close();
    return logs;
  }

  test('[INV19] every row and snapshot is made again from the log alone', async () => {
    const copy = await ground.copy();
    const before = await read(copy.ledger, everything);
    expect(before.length).toBeGreaterThan(100);
    const prices = await copy.hands.all('SELECT * FROM product_price ORDER BY product_id, unit_price_minor');
    const tables = [
      'stream',
      'item',
      'item_stock',
      'flash',
      'orders',
      'order_line',
      'closed_order',
      'minute',
    ];
    for (const table of [
      ...tables,
      'adder',
      'mark',
      'product',
      'product_price',
      'snapshot',
      'snapshot_part',
      'ledger_entry',
      'settlement_state',
    ]) {
      await copy.hands.run(`DELETE FROM ${table}`);
    }
    await copy.hands.run('UPDATE log_head SET is_open = 0');
    expect(await read(copy.ledger, everything)).toEqual([]);
    const logs = await rebuilt(copy, null);
    expect(logs.map(({ logId }) => logId)).toEqual(['shop', streamId]);
    expect(difference(before, await read(copy.ledger, everything))).toEqual([]);
    const reports = await read(copy.ledger, (ledger) => verifyMarket(ledger, logKinds, null));
    expect(reports.map(({ finding }) => finding)).toEqual([null, null]);
    const snapshot = await read(copy.ledger, (ledger) =>
      ledger.snapshot(streamId, streamRules.snapshotVersion),
    );
    expect(snapshot?.seq).toBe(logs[1]!.facts);
    expect(prices.length).toBeGreaterThan(2);
  });

  test('[INV19] one stream alone is made again, over what is wrong and what is too much', async () => {
    const copy = await ground.copy();
    const before = await read(copy.ledger, everything);
    await copy.hands.run("UPDATE orders SET status = 'PAID', total_minor = 1 WHERE stream_id = ?", streamId);
    await copy.hands.run('DELETE FROM order_line WHERE stream_id = ? AND line_index = 1', streamId);
    await copy.hands.run('UPDATE minute SET adds = adds + 7 WHERE stream_id = ?', streamId);
    await copy.hands.run('UPDATE log_head SET is_open = 0 WHERE log_id = ?', streamId);
    await copy.hands.run(
      "UPDATE adder SET buyer_id = 'nobody' || item_number WHERE stream_id = ? AND item_number > 2 AND buyer_id = (SELECT min(buyer_id) FROM adder WHERE item_number > 2)",
      streamId,
    );
    expect(difference(before, await read(copy.ledger, everything))).not.toEqual([]);
    const logs = await rebuilt(copy, [streamId]);
    expect(logs).toHaveLength(1);
    expect(difference(before, await read(copy.ledger, everything))).toEqual([]);
    expect(await read(copy.ledger, (ledger) => ledger.head(streamId))).toMatchObject({ isOpen: true });
  });

  return () => streamId;
}
