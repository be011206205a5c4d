import type { SqlValue, Table } from '../schema.ts';
import { columnOf } from './arrays.ts';

/** Writes many rows, each column as one parameter. */
export function fromColumns<Row>({ name, key, columns }: Table<Row>, then: string): string {
  const types = columns.map((column, index) => `$${index + 1}::${isNumber(column) ? 'int8' : 'text'}[]`);
  return `INSERT INTO ${name} (${columns.join(', ')}) SELECT * FROM unnest(${types.join(', ')})
    ON CONFLICT (${key.join(', ')}) ${then}`;
}

export function columnsFor<Row>({ columns }: Table<Row>, values: readonly SqlValue[][]): (Buffer | string)[] {
  return columns.map((column, index) => columnOf(values, index, !isNumber(column)));
}

const NUMBERS = [
  'seen_minute',
  'opened_minute',
  'is_staff',
  'is_opened',
  'item_number',
  'one_in',
  'times',
  'is_stranger',
  'row_count',
];

function isNumber(column: string): boolean {
  return NUMBERS.includes(column) || column.endsWith('_ms');
}
