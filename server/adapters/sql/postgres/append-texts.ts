import type { PackedRows } from '../packed-batch.ts';
import * as schema from '../schema.ts';

/** A part of a batch that goes into one table. */
export type Part = 'facts' | 'keys' | 'prices' | 'refusals' | keyof PackedRows;

/** Which columns are text; the others are numbers. By `table.column`. */
export type TextColumns = ReadonlySet<string>;

interface Target {
  table: { name: string; key: readonly string[]; columns: readonly string[] };
  /** What is done where the key is there already; nothing here means: that is an error. */
  onConflict: string;
}

type Assignment = (column: string, table: string) => string;
const lastValue: Assignment = (column) => `${column} = excluded.${column}`;
const sum: Assignment = (column, table) => `${column} = ${table}.${column} + excluded.${column}`;

const target = <Row>(table: schema.Table<Row>, assignment: Assignment): Target => {
  const rest = table.columns.filter((column) => !table.key.includes(column));
  const assignments = rest.map((column) => assignment(column, table.name)).join(', ');
  return { table, onConflict: `${conflictOn(table.key)} DO UPDATE SET ${assignments}` };
};
const conflictOn = (key: readonly string[]) => `ON CONFLICT (${key.join(', ')})`;

const priceTable = {
  name: 'product_price',
  key: ['product_id', 'unit_price_minor'],
  columns: ['product_id', 'unit_price_minor', 'last_at_ms'],
};
export const refusalTable = {
  name: 'refusal',
  key: ['stream_id', 'buyer_id', 'item_number', 'code'],
  columns: [
    'stream_id',
    'buyer_id',
    'item_number',
    'code',
    'first_at_ms',
    'last_at_ms',
    'count',
    'largest_ask',
  ],
};

/** In the order in which they are written. */
const targets: Record<Part, Target> = {
  facts: { table: schema.factTable, onConflict: '' },
  keys: { table: schema.keyTable, onConflict: '' },
  streams: target(schema.streamTable, lastValue),
  items: target(schema.itemTable, lastValue),
  stock: target(schema.stockTable, lastValue),
  flashes: target(schema.flashTable, lastValue),
  vouchers: target(schema.voucherTable, lastValue),
  orders: target(schema.orderTable, lastValue),
  lines: target(schema.lineTable, lastValue),
  closedOrders: target(schema.closedOrderTable, lastValue),
  shipments: target(schema.shipmentTable, lastValue),
  shipmentLines: target(schema.shipmentLineTable, lastValue),
  claims: target(schema.claimTable, lastValue),
  textUses: target(schema.textUseTable, lastValue),
  chatTexts: target(schema.chatTextTable, lastValue),
  chatTextKeys: {
    table: schema.chatTextKeyTable,
    onConflict: `${conflictOn(schema.chatTextKeyTable.key)} DO NOTHING`,
  },
  minutes: target(schema.minuteTable, sum),
  adders: { table: schema.adderTable, onConflict: `${conflictOn(schema.adderTable.key)} DO NOTHING` },
  marks: target(schema.markTable, lastValue),
  products: target(schema.productTable, lastValue),
  ledgerEntries: target(schema.ledgerEntryTable, lastValue),
  payables: target(schema.payableTable, lastValue),
  settlementStates: target(schema.settlementStateTable, lastValue),
  payouts: target(schema.payoutTable, lastValue),
  payoutLines: target(schema.payoutLineTable, lastValue),
  prices: {
    table: priceTable,
    onConflict: `${conflictOn(priceTable.key)} DO UPDATE SET last_at_ms = excluded.last_at_ms
      WHERE excluded.last_at_ms > product_price.last_at_ms`,
  },
  refusals: {
    table: refusalTable,
    onConflict: `${conflictOn(refusalTable.key)} DO UPDATE SET count = refusal.count + excluded.count,
      last_at_ms = greatest(refusal.last_at_ms, excluded.last_at_ms),
      largest_ask = greatest(refusal.largest_ask, excluded.largest_ask)`,
  },
};
export const PARTS = Object.keys(targets) as Part[];

/** How a part's columns go into parameters, in their order. */
export function textFlags(part: Part, isText: TextColumns): boolean[] {
  const { name, columns } = targets[part].table;
  return columns.map((column) => isText.has(`${name}.${column}`));
}

/** Parameters before those of the parts, with the head moved and without. */
export const MOVE_PARAMETERS = 10;
export const STAY_PARAMETERS = 2;

/**
 * One statement for a whole batch: the head moves if it stands where the decider stood, and everything else is written
 * only if it did, so that a writer who came too late changes nothing and costs next to nothing.
 * Parameters: new seq, time, hash, whether it is open, owner (3), log, history, old seq, or log and history if the head stays; then each
 * part's columns as arrays, after those of the refusals how many new ones there is room for.
 * @returns how many heads stood right, 0 or 1
 */
export function appendText(moves: boolean, parts: readonly Part[], isText: TextColumns): string {
  let parameter = moves ? MOVE_PARAMETERS : STAY_PARAMETERS;
  const next = () => {
    parameter += 1;
    return `$${parameter}`;
  };
  const writes = parts.map((part) => {
    const { table, onConflict } = targets[part];
    const columns = table.columns.join(', ');
    const arrays = textFlags(part, isText).map((flag) => `${next()}::${flag ? 'text' : 'int8'}[]`);
    const rows = `unnest(${arrays.join(', ')}) WITH ORDINALITY AS row (${columns}, place)`;
    const room = part === 'refusals' ? ` AND ${hasRoom(next())}` : '';
    return `${part}_written AS (INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM ${rows}
      WHERE EXISTS (SELECT FROM head)${room} ${onConflict})`;
  });
  return `WITH ${[moves ? MOVE_HEAD : FIND_HEAD, ...writes].join(',\n')} SELECT count(*) AS heads FROM head`;
}

const MOVE_HEAD = `head AS (UPDATE log_head
  SET seq = $1, at_ms = $2, hash = $3, is_open = $4, owner_node = $5, owner_address = $6, owner_until_ms = $7
  WHERE log_id = $8 AND history = $9 AND seq = $10 RETURNING 1)`;
const FIND_HEAD = 'head AS (SELECT FROM log_head WHERE log_id = $1 AND history = $2)';

/** K4: known refusals go on counting, new ones are dropped beyond the bound. */
function hasRoom(room: string): string {
  const isSame = refusalTable.key.map((column) => `known.${column} = row.${column}`).join(' AND ');
  return `(row.place <= ${room}::int8 OR EXISTS (SELECT FROM refusal known WHERE ${isSame}))`;
}
