import * as z from 'zod/mini';
import { currencyDecimals, roundHalfUp } from './money.ts';

/** How much of a second currency one unit of the first is worth, in millionths: 0.1387 is 138,700. */
export const rateMicros = z.int().check(z.gte(1), z.lte(1_000_000_000));

/**
 * An amount of one currency in another, for reading only: what is charged stays in the first.
 * @returns minor units of the second, rounded half up (T1)
 */
export function inOther(
  amountMinor: number,
  from: string,
  to: { currency: string; rateMicros: number },
): number {
  const decimals = currencyDecimals(to.currency) - currencyDecimals(from);
  return roundHalfUp((amountMinor * to.rateMicros * 10 ** decimals) / 1_000_000);
}

/**
 * Reads a rate that a person wrote ("0.1387").
 * @returns null if it is no plain decimal number above 0, or has more than six decimals
 */
export function parseRate(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return null;
  const micros = Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
  return micros > 0 ? micros : null;
}

/** A rate as a field holds it: what parseRate reads back. */
export function rateText(micros: number): string {
  return String(micros / 1_000_000);
}
