import { currencyDecimals } from '../../../../shared/values/money.ts';

/** An amount as a field holds it, `19.90`: what parseMoney reads back. */
export function amountText(minor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}
