import { stringify } from 'csv-stringify/sync';
import type { StatementView } from '../../../shared/contract/settlement.ts';
import { currencyDecimals } from '../../../shared/values/money.ts';
import { dayText, localDay } from '../../shop/ledger/local-day.ts';

/**
 * A statement for a spreadsheet, one row per line, adjustment and payout between opening and closing: the column
 * `amount` sums to the closing balance. With a BOM, and with formulas in names defused. Money is in whole currency units.
 */
export function statementTable(statement: StatementView): string {
  const { currency, timeZone } = statement;
  const decimals = currencyDecimals(currency);
  const money = (minor: number) => (minor / 10 ** decimals).toFixed(decimals);
  const day = (atMs: number | null) => (atMs === null ? '' : dayText(localDay(atMs, timeZone)));
  const names = (entries: readonly { streamId: string; seq: number; entryIndex: number }[]) =>
    entries.map(({ streamId, seq, entryIndex }) => `${streamId}/${seq}/${entryIndex}`).join(' ');
  const empty = {
    order: '',
    product: '',
    product_en: '',
    units: '',
    delivered: '',
    due: '',
    base: '',
    fee: '',
    entries: '',
  };
  const rows = [
    { what: 'opening', day: statement.from, ...empty, amount: money(statement.openingMinor), currency },
    ...statement.lines.map((line) => ({
      what: line.shareMinor < 0 ? 'taken_back' : 'line',
      day: day(line.deliveredAtMs),
      order: line.number,
      product: plain(line.name),
      product_en: plain(line.nameEn ?? ''),
      units: line.units,
      delivered: day(line.deliveredAtMs),
      // Due until the end of a day: that day is named, not the next.
      due: line.dueUntilMs === null ? '' : day(line.dueUntilMs - 1),
      base: money(line.baseMinor),
      fee: money(-line.feeMinor),
      entries: names(line.entries),
      amount: money(line.shareMinor),
      currency,
    })),
    ...statement.adjustments.map((each) => ({
      what: 'adjustment',
      day: day(each.atMs),
      ...empty,
      product: plain(each.reason),
      entries: names([each]),
      amount: money(each.amountMinor),
      currency,
    })),
    ...statement.payouts.map((each) => ({
      what: 'payout',
      day: day(each.atMs),
      ...empty,
      entries: names([each]),
      amount: money(-each.amountMinor),
      currency,
    })),
    { what: 'closing', day: statement.until, ...empty, amount: money(statement.closingMinor), currency },
  ];
  const columns = [
    ...['what', 'day', 'order', 'product', 'units', 'delivered', 'due', 'base', 'fee', 'amount', 'currency'],
    ...['entries', 'product_en'],
  ];
  // Where a spreadsheet splits cells at semicolons, a name with one stays in its cell.
  return stringify(rows, { header: true, columns, bom: true, quoted_match: /;/ });
}

/** What a spreadsheet takes for the beginning of a formula, the full-width forms of a Chinese keyboard among it. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** People's own words, made inert; amounts below 0 begin with a minus too and stay numbers. */
function plain(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
