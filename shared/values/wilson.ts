/** The normal quantile of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/** Below this denominator a ratio is shown with its interval (rules, The analyst's numbers). */
export const FEW = 30;

/**
 * Wilson's 95 % interval of a share, which stays inside 0..1 and is honest for few observations.
 * @param hits whole, 0 ≤ hits ≤ of
 * @returns shares from 0 to 1, or null without an observation
 */
export function wilson95(hits: number, of: number): { low: number; high: number } | null {
  if (of <= 0 || hits < 0 || hits > of) return null;
  const share = hits / of;
  const weight = (Z * Z) / of;
  const middle = share + weight / 2;
  const reach = Z * Math.sqrt((share * (1 - share) + weight / 4) / of);
  return {
    low: Math.max(0, (middle - reach) / (1 + weight)),
    high: Math.min(1, (middle + reach) / (1 + weight)),
  };
}
