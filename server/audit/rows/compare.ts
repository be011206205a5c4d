import { canonicalJson } from '../../../shared/values/canonical-json.ts';
import type { Ledger, TableName } from '../../ports/ledger.ts';
import type { Rows } from '../../ports/rows.ts';
import { Broken, type Invariant } from '../broken.ts';

/** Rows read at once. */
const PAGE = 2_000;

type Row<Name extends TableName> = Rows[Name][number];

/** How the rows of a table are told apart within one log. */
const keys: { [Name in TableName]: readonly (keyof Row<Name>)[] } = {
  streams: ['streamId'],
  items: ['itemNumber'],
  stock: ['itemNumber'],
  flashes: ['flashId'],
  vouchers: ['voucherId'],
  orders: ['orderId'],
  lines: ['orderId', 'lineIndex'],
  closedOrders: ['orderId'],
  shipments: ['shipmentId'],
  shipmentLines: ['shipmentId', 'orderId', 'lineIndex'],
  claims: ['claimId'],
  textUses: ['textId'],
  chatTexts: ['textId'],
  chatTextKeys: ['textId'],
  minutes: ['minute'],
  adders: ['itemNumber', 'buyerId', 'channel'],
  marks: ['seq', 'kind'],
  products: ['productId'],
  ledgerEntries: ['seq', 'entryIndex'],
  payables: ['orderId', 'lineIndex', 'deliverySeq'],
  settlementStates: ['kind', 'id'],
  payouts: ['payoutId'],
  payoutLines: ['payoutId', 'lineStreamId', 'orderId', 'lineIndex', 'deliverySeq'],
};

/** Broken counters are broken sums, claims a broken limit; every other row that is off is a projection that is not the fold (INV19). */
function invariantOf(name: TableName): Invariant {
  if (name === 'stock' || name === 'flashes') return 'INV1';
  if (name === 'vouchers') return 'INV9';
  if (name === 'ledgerEntries' || name === 'payables' || name === 'payoutLines') return 'INV18';
  return name === 'orders' || name === 'lines' ? 'INV10' : 'INV19';
}

export function rowKey<Name extends TableName>(name: Name, row: Row<Name>): string {
  return keys[name].map((part) => String(row[part])).join(' ');
}

function broken(
  logId: string,
  name: TableName,
  key: string,
  seq: number | null,
  found: string,
  expected: string,
) {
  return new Broken({ invariant: invariantOf(name), logId, seq, at: `${name} ${key}`, found, expected });
}

/** A row of the fold against the row of the table, or its absence. @throws Broken */
export function sameRow<Name extends TableName>(
  logId: string,
  name: Name,
  expected: Row<Name>,
  found: Row<Name> | undefined,
  seq: number | null = null,
): void {
  const key = rowKey(name, expected);
  if (!found) throw broken(logId, name, key, seq, 'no such row', canonicalJson(expected));
  const differing = Object.keys(expected).filter((part) => !isSame(part, expected, found));
  if (differing.length === 0) return;
  const only = (row: object) =>
    canonicalJson(Object.fromEntries(differing.map((part) => [part, partOf(row, part)])));
  throw broken(logId, name, key, seq, only(found), only(expected));
}

/** A row that no fact explains. */
export function strayRow<Name extends TableName>(logId: string, name: Name, row: Row<Name>): Broken {
  return broken(logId, name, rowKey(name, row), null, canonicalJson(row), 'no such row: no fact explains it');
}

/** A whole table of a log against what the fold has, row by row. Only for tables that the fold can hold. @throws Broken */
export async function sameTable<Name extends TableName>(
  ledger: Ledger,
  logId: string,
  name: Name,
  expected: readonly Row<Name>[],
): Promise<void> {
  const left = new Map(expected.map((row) => [rowKey(name, row), row]));
  for await (const row of allRows(ledger, logId, name)) {
    const key = rowKey(name, row);
    const wanted = left.get(key);
    if (!wanted) throw strayRow(logId, name, row);
    sameRow(logId, name, wanted, row);
    left.delete(key);
  }
  for (const row of left.values()) sameRow(logId, name, row, undefined);
}

export async function* allRows<Name extends TableName>(ledger: Ledger, logId: string, name: Name) {
  let after: Row<Name> | null = null;
  for (;;) {
    const page: Rows[Name] = await ledger.rows(name, logId, after, PAGE);
    for (const row of page) yield row as Row<Name>;
    if (page.length < PAGE) return;
    after = page.at(-1) ?? null;
  }
}

/** Columns that a row written before them has nothing in. */
const SINCE_LATER: ReadonlySet<string> = new Set(['listPriceMinor']);

/** Kept bodies are the same if they say the same: a replay writes the names of a part in another order. */
function isSame(part: string, expected: object, found: object): boolean {
  const [one, other] = [partOf(expected, part), partOf(found, part)];
  if (one === other) return true;
  if (other === null && SINCE_LATER.has(part)) return true;
  return part === 'body' && canonicalText(one) === canonicalText(other);
}

function canonicalText(text: unknown): string | null {
  try {
    return canonicalJson(JSON.parse(String(text)));
  } catch {
    return null;
  }
}

function partOf(row: object, part: string): unknown {
  return (row as Record<string, unknown>)[part];
}
