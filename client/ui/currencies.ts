/** Currencies that a form offers; a good or a stream of another one keeps it. */
const OFFERED = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KRW', 'SGD', 'THB', 'VND', 'MYR', 'KWD'];

/** What a form offers, the usual one among it. */
export function currencyOptions(usual: string): { value: string; words: string }[] {
  const offered = OFFERED.includes(usual) ? OFFERED : [usual, ...OFFERED];
  return offered.map((code) => ({ value: code, words: code }));
}
