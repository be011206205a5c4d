import { type Options, stringify } from 'csv-stringify/sync';

/** What a spreadsheet takes for the beginning of a formula, the full-width forms of a Chinese keyboard among it. */
const FORMULA = '=+\\-@\uff1d\uff0b\uff0d\uff20';
/** Where a cell may begin: at its own beginning, and where a spreadsheet splits that takes no comma for the separator. */
const BEGINNING = new RegExp(`(^|[;\\t\\r\\n])([\\s"]*)(?=[${FORMULA}])`, 'g');
/** An amount below 0 begins with a minus too, and stays a number. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Rows as CSV without formulas: the only way by which a table leaves this program. Quoting alone is not enough: a
 * spreadsheet of a country that writes 1,5 splits at semicolons. So a formula is defused at the start of a cell and
 * behind each semicolon, tab and line end.
 * @param options.bom so that spreadsheets read Chinese names right
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvText(
  rows: readonly (object | readonly unknown[])[],
  options: Pick<Options, 'header' | 'bom' | 'columns'> = {},
): string {
  return stringify([...rows], {
    ...options,
    cast: { boolean: String, string: inert },
    quoted_match: /[;\t]/,
  });
}

/** The text with an apostrophe before each beginning of a formula. */
function inert(text: string): string {
  return NUMBER.test(text) ? text : text.replace(BEGINNING, "$1$2'");
}
