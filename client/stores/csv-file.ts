import { currencyDecimals } from '../../shared/values/money.ts';

/** Characters that start a formula in a spreadsheet, at the start of a cell and where a spreadsheet splits otherwise. */
const BEGINNING = /(^|[;\t\r\n])([\s"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A cell as a table holds it; null: nothing is known. */
export type Cell = string | number | null;

/** Rows as CSV without formulas, for spreadsheets with Chinese names. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(cell: Cell): string {
  const text = String(cell ?? '');
  const inert = NUMBER.test(text) ? text : text.replace(BEGINNING, "$1$2'");
  return /[",;\t\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** An amount in whole units of its currency, as a number that a spreadsheet sums. */
export function amountCell(minor: number | null, currency: string): Cell {
  if (minor === null) return null;
  const digits = currencyDecimals(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** Saves rows that stand on the page. */
export function saveCsv(name: string, rows: readonly (readonly Cell[])[]): void {
  const address = URL.createObjectURL(new Blob([csvOf(rows)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
