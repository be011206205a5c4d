import { type Options, stringify } from 'csv-stringify/sync';

/** Characters that start a formula in a spreadsheet, including the full-width forms of a Chinese keyboard. */
const FORMULA = '=+\\-@\uff1d\uff0b\uff0d\uff20';
/** The possible starts of a cell: its beginning, and where a spreadsheet splits that has another separator. */
const BEGINNING = new RegExp(`(^|[;\\t\\r\\n])([\\s"]*)(?=[${FORMULA}])`, 'g');
/** A number; a negative amount starts with a minus and must stay a number. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Rows as CSV without formulas; every table leaves the program this way. Quoting is not enough: a spreadsheet with
 * decimal commas splits at semicolons. So a formula is defused at a cell's start and behind each semicolon, tab and
 * line end.
 * @param options.bom for Chinese names in spreadsheets
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

/** The text with an apostrophe before each start of a formula. */
function inert(text: string): string {
  return NUMBER.test(text) ? text : text.replace(BEGINNING, "$1$2'");
}
