import type { StatementView } from '../../../../shared/contract/settlement.ts';
import { currencyDecimals } from '../../../../shared/values/money.ts';
import { dayText, localDay } from '../../../shop/ledger/local-day.ts';
import { csvText } from '../csv.ts';

/**
 * A statement for a spreadsheet: one row a line, adjustment and payout, between opening and closing. The column
 * `amount` sums to the closing balance; `reserved` is what of a line's amount is kept until its day (M7). With a BOM. Money is in whole currency units.
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
    reference: '',
    product: '',
    product_en: '',
    units: '',
    delivered: '',
    due: '',
    base: '',
    fee: '',
    entries: '',
    reserved: '',
    reserved_until: '',
  };
  const rows = [
    { what: 'opening', day: statement.from, ...empty, amount: money(statement.openingMinor), currency },
    ...statement.lines.map((line) => ({
      what: line.shareMinor < 0 ? 'taken_back' : 'line',
      day: day(line.deliveredAtMs),
      order: line.number,
      reference: line.reference,
      product: line.name,
      product_en: line.nameEn ?? '',
      units: line.units,
      delivered: day(line.deliveredAtMs),
      // A due time is the end of a day: that day is named, not the next.
      due: line.dueUntilMs === null ? '' : day(line.dueUntilMs - 1),
      base: money(line.baseMinor),
      fee: money(-line.feeMinor),
      entries: names(line.entries),
      reserved: line.reserved ? money(line.reserved.minor) : '',
      reserved_until: line.reserved ? day(line.reserved.untilMs - 1) : '',
      amount: money(line.shareMinor),
      currency,
    })),
    ...statement.adjustments.map((each) => ({
      what: 'adjustment',
      day: day(each.atMs),
      ...empty,
      product: each.reason,
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
    ...['entries', 'product_en', 'reference', 'reserved', 'reserved_until'],
  ];
  return csvText(rows, { header: true, columns, bom: true });
}
