import type { BuyerTotals } from '../ports/buyer-question.ts';

/** What one id ordered in one currency. */
export type TotalsOfId = Omit<BuyerTotals, 'spent'> & { currency: string; spentMinor: number };

/** Adds up what those ids ordered that are one buyer. */
export function joinTotals(rows: readonly TotalsOfId[], rootOf: (buyerId: string) => string): BuyerTotals[] {
  const buyers = new Map<string, BuyerTotals>();
  for (const { currency, spentMinor, ...row } of rows) {
    const buyerId = rootOf(row.buyerId);
    const known = buyers.get(buyerId);
    const { orders, bought, unpaid, underway, claims, openClaims, firstAtMs, lastAtMs } = row;
    if (!known) {
      buyers.set(buyerId, { ...row, buyerId, spent: [{ currency, minor: spentMinor }] });
      continue;
    }
    known.orders += orders;
    known.bought += bought;
    known.unpaid += unpaid;
    known.underway += underway;
    known.claims += claims;
    known.openClaims += openClaims;
    known.firstAtMs = Math.min(known.firstAtMs, firstAtMs);
    known.lastAtMs = Math.max(known.lastAtMs, lastAtMs);
    const spent = known.spent.find((each) => each.currency === currency);
    if (spent) spent.minor += spentMinor;
    else known.spent.push({ currency, minor: spentMinor });
  }
  for (const { spent } of buyers.values()) spent.sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return [...buyers.values()];
}
