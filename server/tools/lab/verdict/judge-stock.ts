import type { Ledger } from './ledger.ts';
import type { LedgerOrder } from './read-orders.ts';
import type { Replay } from './replay.ts';
import { rowOf, type VerdictRow, Wrongs } from './row.ts';

interface StockRow {
  itemNumber: number;
  allotted: number;
  adjusted: number;
  available: number;
  held: number;
  unpaid: number;
  sold: number;
}
interface UnitsRow {
  itemNumber: number;
  unpaid: number;
  sold: number;
}

/** K1 in the rows, the rows against the log, and the units of the orders against both (INV1, INV3). */
export async function judgeStock(
  ledger: Ledger,
  streamId: string,
  replay: Replay,
  expected: { warehouse: readonly [string, number][]; soldOut: { itemNumber: number; units: number } | null },
): Promise<VerdictRow[]> {
  const stock = await ledger.rows<StockRow>(
    `SELECT item_number AS "itemNumber", allotted, adjusted, available, held, unpaid, sold
     FROM item_stock WHERE stream_id = ? ORDER BY item_number`,
    [streamId],
  );
  const units = await ledger.rows<UnitsRow>(
    `SELECT line.item_number AS "itemNumber",
       sum(CASE WHEN o.status = 'PLACED' THEN line.units - line.cancelled_units ELSE 0 END) AS unpaid,
       sum(CASE WHEN o.status IN ('PAID', 'COMPLETED') THEN line.units - line.cancelled_units ELSE 0 END) AS sold
     FROM order_line line JOIN orders o ON o.stream_id = line.stream_id AND o.order_id = line.order_id
     WHERE line.stream_id = ? GROUP BY line.item_number`,
    [streamId],
  );
  const wrongs = new Wrongs();
  const unitsOf = new Map(units.map((row) => [row.itemNumber, row]));
  for (const row of stock) {
    const fault = faultOf(row, replay, unitsOf.get(row.itemNumber));
    if (fault) wrongs.add(`item ${row.itemNumber}: ${fault}`);
  }
  if (stock.length !== replay.state.items.size) {
    wrongs.add(`${replay.state.items.size} items in the log, ${stock.length} rows`);
  }
  const shop = await shopTotal(ledger, replay, stock, expected.warehouse);
  if (shop.fault) wrongs.add(shop.fault);
  const found = `${stock.length - Math.min(wrongs.count, stock.length)}/${stock.length}   shop total equal ${shop.said}`;
  const rows = [rowOf('allotted + adjusted = available + held + unpaid + sold, per item', found, wrongs)];
  if (expected.soldOut) rows.push(soldOut(stock, expected.soldOut));
  return rows;
}

/** Lines, prices and totals: each line at the price in force at its place, each row as its fact says (INV7, INV10). */
export function judgePrices(replay: Replay, orders: ReadonlyMap<string, LedgerOrder>): VerdictRow {
  const wrongs = new Wrongs();
  for (let line = 0; line < replay.linesOffPrice; line += 1)
    wrongs.add('a line in the log is off the price in force');
  for (const [orderId, { lines, linesMinor, linesWeighed }] of replay.placed) {
    const row = orders.get(orderId);
    if (!row) wrongs.add(`order ${orderId} is in the log and has no row`);
    else if (row.lines !== lines) wrongs.add(`order ${orderId} has ${row.lines} lines, its fact ${lines}`);
    else if (
      row.linesMinor !== linesMinor ||
      row.linesWeighed !== linesWeighed ||
      row.totalMinor !== linesMinor
    ) {
      wrongs.add(
        `order ${orderId}: ${row.linesMinor} in its lines, ${row.totalMinor} in all, ${linesMinor} in its fact`,
      );
    }
  }
  for (const orderId of orders.keys()) {
    if (!replay.placed.has(orderId)) wrongs.add(`order ${orderId} has a row and no fact`);
  }
  return rowOf('lines off the price in force', `${wrongs.count} of ${replay.linesJudged}`, wrongs);
}

export function judgeLog({ facts, placesWrong, hashesWrong }: Replay): VerdictRow {
  const wrongs = new Wrongs();
  for (let place = 0; place < placesWrong; place += 1) wrongs.add('a place is missing or stands twice');
  for (let hash = 0; hash < hashesWrong; hash += 1) wrongs.add('a hash does not chain');
  return rowOf(
    'places of the log missing / hashes that do not chain',
    `${placesWrong} / ${hashesWrong} of ${facts}`,
    wrongs,
  );
}

function faultOf(row: StockRow, replay: Replay, units: UnitsRow | undefined): string | null {
  const { itemNumber, allotted, adjusted, available, held, unpaid, sold } = row;
  if (allotted + adjusted !== available + held + unpaid + sold) return 'the row does not add up';
  const item = replay.state.items.get(itemNumber);
  if (!item) return 'the log knows no such item';
  const names = ['allotted', 'adjusted', 'available', 'held', 'unpaid', 'sold'] as const;
  const differing = names.find((name) => item[name] !== row[name]);
  if (differing) return `${differing} is ${row[differing]}, the log says ${item[differing]}`;
  if ((units?.unpaid ?? 0) !== unpaid) return `${unpaid} unpaid, ${units?.unpaid ?? 0} in orders`;
  if ((units?.sold ?? 0) !== sold) return `${sold} sold, ${units?.sold ?? 0} in orders`;
  return null;
}

/** Nothing left the shop but into the stream: what the warehouse has and what the stream got are what there was. */
async function shopTotal(
  ledger: Ledger,
  replay: Replay,
  stock: readonly StockRow[],
  warehouse: readonly [string, number][],
): Promise<{ said: string; fault: string | null }> {
  if (warehouse.length === 0) return { said: 'not asked (a stream of others)', fault: null };
  const products = await ledger.rows<{ productId: string; units: number }>(
    'SELECT product_id AS "productId", warehouse_units AS units FROM product',
  );
  const left = new Map(products.map(({ productId, units }) => [productId, units]));
  let before = 0;
  let now = 0;
  for (const [productId, units] of warehouse) {
    before += units;
    now += left.get(productId) ?? 0;
  }
  for (const { itemNumber, allotted, adjusted } of stock) {
    const productId = replay.state.items.get(itemNumber)?.productId ?? '';
    if (warehouse.some(([made]) => made === productId)) now += allotted + adjusted;
  }
  return before === now
    ? { said: 'yes', fault: null }
    : { said: 'no', fault: `the shop had ${before} units and has ${now}` };
}

function soldOut(
  stock: readonly StockRow[],
  { itemNumber, units }: { itemNumber: number; units: number },
): VerdictRow {
  const wrongs = new Wrongs();
  const row = stock.find((item) => item.itemNumber === itemNumber);
  const taken = (row?.unpaid ?? 0) + (row?.sold ?? 0);
  if (taken !== units) wrongs.add(`${taken} of ${units} units were taken`);
  return rowOf('the drop sold exactly what there was', `${taken} of ${units}`, wrongs);
}
