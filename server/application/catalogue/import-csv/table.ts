import { CsvError, parse } from 'csv-parse/sync';
import { MAX_IMPORT } from '../../../shop/decide.ts';
import type { Faults } from './faults.ts';

/** A file of 10,000 goods with long descriptions stays well below this. */
export const MAX_FILE_BYTES = 32 * 1_024 * 1_024;
/** Rows that only add pictures count as well, so that a table may be longer than the goods it brings. */
export const MAX_ROWS = MAX_IMPORT;

/** A table with its header; `row` is counted as a spreadsheet counts it, the header being row 1. */
export interface Table {
  header: string[];
  rows: { row: number; cells: string[] }[];
}

/**
 * Reads a CSV file: UTF-8 alone (a byte order mark is tolerated), commas, quotes doubled inside quotes.
 * @returns null if the file as a whole cannot be read; the faults say why. A row of another length is a fault of its own.
 */
export function readTable(bytes: Uint8Array, faults: Faults): Table | null {
  const text = decode(bytes, faults);
  const records = text === null ? null : split(text, faults);
  if (!records) return null;
  const [header, ...body] = records;
  if (!header) {
    faults.add(0, 'the file is empty', { code: 'EMPTY' });
    return null;
  }
  if (body.length > MAX_ROWS) {
    faults.add(0, `the file has more than ${MAX_ROWS} rows: split it`, {
      code: 'TOO_MANY_ROWS',
      max: MAX_ROWS,
    });
    return null;
  }
  const rows: Table['rows'] = [];
  for (const [index, cells] of body.entries()) {
    const row = index + 2;
    if (cells.every((cell) => cell === '')) continue;
    if (cells.length === header.length) rows.push({ row, cells });
    else {
      const reason = `has ${cells.length} fields where the header has ${header.length}`;
      faults.add(row, reason, { code: 'FIELDS', other: cells.length, max: header.length });
    }
  }
  return { header, rows };
}

function decode(bytes: Uint8Array, faults: Faults): string | null {
  if (bytes.length > MAX_FILE_BYTES) {
    const max = MAX_FILE_BYTES / 1_048_576;
    faults.add(0, `the file is larger than ${max} MiB: split it`, { code: 'TOO_LARGE', max });
    return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    faults.add(0, 'the file is not UTF-8: save it as "CSV UTF-8"', { code: 'NOT_UTF8' });
    return null;
  }
}

function split(text: string, faults: Faults): string[][] | null {
  try {
    // One more than may come is enough to know that it is too many.
    return parse(text, { bom: true, relax_column_count: true, trim: true, to: MAX_ROWS + 2 });
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    faults.add(0, `the file is not CSV: ${fault.message}`, { code: 'NOT_CSV' });
    return null;
  }
}
