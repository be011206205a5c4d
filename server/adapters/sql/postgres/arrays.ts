import type { SqlValue } from '../schema.ts';

const TEXT_OID = 25;
const HEADER_BYTES = 20;

/** A column of a batch as one parameter. */
export function columnOf(rows: readonly SqlValue[][], column: number, isText: boolean): Buffer | string {
  return isText
    ? textArray(rows.map((row) => row[column] as string | null))
    : `{${rows.map((row) => row[column] ?? 'NULL').join(',')}}`;
}

/**
 * `text[]` in the protocol's binary form: the JSON of facts and replies goes as it is, where the textual form would
 * need every quote in it escaped here and read again there.
 */
export function textArray(values: readonly (string | null)[]): Buffer {
  let bytes = HEADER_BYTES + 4 * values.length;
  for (const value of values) if (value !== null) bytes += Buffer.byteLength(value);
  const buffer = Buffer.allocUnsafe(bytes);
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(TEXT_OID, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = HEADER_BYTES;
  for (const value of values) {
    const length = value === null ? -1 : buffer.write(value, at + 4);
    buffer.writeInt32BE(length, at);
    at += 4 + Math.max(0, length);
  }
  return buffer;
}
