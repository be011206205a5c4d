import type { SqlValue } from '../schema.ts';

type Combine = (a: number, b: number) => number;

export const sum: Combine = (a, b) => a + b;

/**
 * Rows of which none has another's key.
 * @param keys how many values at the beginning are the key
 * @param combine makes one of two values, for each of the numbers after the key
 */
export function merged(rows: SqlValue[][], keys: number, combine: readonly Combine[]): SqlValue[][] {
  if (rows.length < 2) return rows;
  const byKey = new Map<string, SqlValue[]>();
  for (const row of rows) {
    const key = row.slice(0, keys).join('\n');
    const known = byKey.get(key);
    const both = known?.map((value, index) => {
      const make = combine[index - keys];
      return make ? make(Number(value), Number(row[index])) : value;
    });
    byKey.set(key, both ?? row);
  }
  return [...byKey.values()];
}
