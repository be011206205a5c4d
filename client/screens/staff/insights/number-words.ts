import { formatMoney, roundHalfUp } from '../../../../shared/values/money.ts';
import { FEW, wilson95 } from '../../../../shared/values/wilson.ts';

/** What stands where a number has no value: a division by zero is never 0. */
export const NO_VALUE = '–';

/** An average amount, rounded to the smallest coin; `–` without a value. */
export function amount(minor: number | null, currency: string, language: string): string {
  return minor === null ? NO_VALUE : formatMoney(roundHalfUp(minor), currency, language);
}

/** A count, or `–` where nothing was counted. */
export function countOf(count: number | null, language: string): string {
  return count === null ? NO_VALUE : count.toLocaleString(language);
}

/** `66.7%`, with one digit after the point; below 0 with the minus of amounts. */
export function percent(share: number | null, language: string): string {
  if (share === null) return NO_VALUE;
  const words = share.toLocaleString(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return words.replace('-', '−');
}

/** With so many digits after the point, whatever they are: numbers of a column stand digit under digit. */
export function decimal(value: number | null, language: string, digits: number): string {
  if (value === null) return NO_VALUE;
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * The Wilson interval of a share of few, in percent.
 * @returns null for 30 observations and more, or none
 */
export function fewInterval(
  hits: number,
  of: number,
  language: string,
): { low: string; high: string } | null {
  const interval = of < FEW ? wilson95(hits, of) : null;
  return interval && { low: percent(interval.low, language), high: percent(interval.high, language) };
}
