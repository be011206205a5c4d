import * as z from 'zod/mini';

/** The largest amount the shop deals in: 999,999.99 in a currency of two decimals, far below 2^53. */
export const MAX_MINOR = 99_999_999;

/** An amount in minor units (fen, cent), never negative (T1). */
export const moneyMinor = z.int().check(z.gte(0), z.lte(MAX_MINOR));
/** A price in minor units: at least 1. */
export const priceMinor = z.int().check(z.gte(1), z.lte(MAX_MINOR));
/** ISO 4217, upper case. */
export const currencyCode = z.string().check(z.regex(/^[A-Z]{3}$/));

/** Rounds half up; a negative amount rounds its absolute value and negates (T1). */
export function roundHalfUp(x: number): number {
  return x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5);
}

/** `amount × bps / 10000`, rounded half up, exact for amounts up to MAX_MINOR (T1). */
export function basisPoints(amountMinor: number, bps: number): number {
  return roundHalfUp((amountMinor * bps) / 10_000);
}

/**
 * Shares a total over lines by weight: largest remainder first, ties to the lower index (T2).
 * The parts sum exactly to the total. With all weights 0 the first line takes it whole.
 * @param totalMinor ≥ 0
 * @param weights integers ≥ 0, at least one
 */
export function shareByWeight(totalMinor: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new RangeError('A total cannot be shared over no lines.');
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map((_, index) => (index === 0 ? totalMinor : 0));
  const products = weights.map((weight) => BigInt(totalMinor) * BigInt(weight));
  const parts = products.map((product) => Number(product / BigInt(sum)));
  const remainders = products.map((product, index) => ({ index, left: product % BigInt(sum) }));
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1));
  let missing = totalMinor - parts.reduce((a, b) => a + b, 0);
  for (const { index } of remainders) {
    if (missing === 0) break;
    parts[index] = parts[index]! + 1;
    missing -= 1;
  }
  return parts;
}

/**
 * What the first k of q units are worth out of a total, so that all partial refunds sum to the whole (T2).
 * The k-th unit is worth `firstUnits(total, k, q) − firstUnits(total, k − 1, q)`.
 */
export function firstUnits(totalMinor: number, k: number, q: number): number {
  return roundHalfUp((totalMinor * k) / q);
}

/**
 * What the next units of a line are worth: units are paid back from the first one on, and a share of them is rounded half
 * up, once (T2).
 * @param line what its units were paid with in all, and how many of them are paid back or were never filled
 * @param units how many more; the caller sees to it that the line has them
 */
export function worthOfNext(
  line: { totalMinor: number; units: number; gone: number },
  units: number,
  shareBps: number,
): number {
  const { totalMinor, gone } = line;
  const upTo = (count: number) => firstUnits(totalMinor, count, line.units);
  return basisPoints(upTo(gone + units) - upTo(gone), shareBps);
}

/** How many decimals a currency is written with: 0 (JPY), 2 (CNY), 3 (KWD). */
export function currencyDecimals(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** A price rounded half up to ten of its smallest unit, to one where the currency writes no decimals. */
export function roundedPrice(amountMinor: number, currency: string): number {
  const step = currencyDecimals(currency) === 0 ? 1 : 10;
  return roundHalfUp(amountMinor / step) * step;
}

/** With how many minor units there are to one. */
const formatters = new Map<string, { formatter: Intl.NumberFormat; scale: number }>();

/** An amount as people read it, `¥19.90`: the currency's own symbol in the reader's language. */
export function formatMoney(amountMinor: number, currency: string, language: string): string {
  const id = `${language} ${currency}`;
  let known = formatters.get(id);
  if (!known) {
    const formatter = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    });
    // Its own decimals: to ask for them takes longer than to write an amount.
    known = { formatter, scale: 10 ** (formatter.resolvedOptions().maximumFractionDigits ?? 2) };
    if (formatters.size < 50) formatters.set(id, known);
  }
  // A minus, as everywhere beside it on a screen, not the hyphen that Intl writes.
  return known.formatter.format(amountMinor / known.scale).replace('-', '−');
}

/**
 * Reads an amount that a person or a file wrote ("19.9", "500") into minor units.
 * @param maxMinor a sum of many prices may be larger than any of them
 * @returns null if it is not a plain decimal number of at most nine digits, has too many decimals, or is above the largest
 */
export function parseMoney(text: string, currency: string, maxMinor: number = MAX_MINOR): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,4}))?$/.exec(text.trim());
  if (!match) return null;
  const decimals = currencyDecimals(currency);
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  const minor = Number(match[1]) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || '0');
  return minor <= maxMinor ? minor : null;
}
