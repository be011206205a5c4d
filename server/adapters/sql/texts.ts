import type { Table } from './schema.ts';

/** `?, ?, ?` for so many values. */
export function marks(count: number): string {
  return Array(count).fill('?').join(', ');
}

/** Inserts one row; a row with the same key is an error. */
export function insertText<Row>(table: Table<Row>): string {
  return `INSERT INTO ${table.name} (${table.columns.join(', ')}) VALUES (${marks(table.columns.length)})`;
}

/** Inserts one row, or gives the row with its key these values. */
export function upsertText<Row>(table: Table<Row>): string {
  const rest = table.columns.filter((column) => !table.key.includes(column));
  return onConflict(
    table,
    `DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
}

/** Inserts one row, or adds its values to those of the row with its key. */
export function addText<Row>(table: Table<Row>): string {
  const rest = table.columns.filter((column) => !table.key.includes(column));
  const sums = rest.map((column) => `${column} = ${table.name}.${column} + excluded.${column}`);
  return onConflict(table, `DO UPDATE SET ${sums.join(', ')}`);
}

/** Inserts one row unless its key is there. */
export function ensureText<Row>(table: Table<Row>): string {
  return onConflict(table, 'DO NOTHING');
}

function onConflict<Row>(table: Table<Row>, then: string): string {
  return `${insertText(table)} ON CONFLICT (${table.key.join(', ')}) ${then}`;
}

/** `o.order_id AS "orderId", …`: a table's columns under the names that the ports give them. */
export function columnsOf<Row>(table: Table<Row>, alias: string): string {
  return table.columns.map((column) => `${alias}.${column} AS "${camelCase(column)}"`).join(', ');
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
