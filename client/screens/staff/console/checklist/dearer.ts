import type { BeforeStream } from '../../../../../shared/contract/before-stream.ts';

/** A price that a host should look at: below the producer's floor, or above the lowest of the last so many days. */
export interface PriceFinding {
  itemNumber: number;
  priceMinor: number;
  than: 'floor' | 7 | 14 | 30;
  minor: number;
}

/** Those to look at: below the floor first, then what a buyer paid less for most lately. */
export function dearer(prices: BeforeStream['prices']): PriceFinding[] {
  const found = prices.flatMap(({ itemNumber, priceMinor, floorMinor, ...low }): PriceFinding[] => {
    const of = { itemNumber, priceMinor };
    if (floorMinor !== null && priceMinor < floorMinor) return [{ ...of, than: 'floor', minor: floorMinor }];
    const lows = [
      [7, low.low7Minor],
      [14, low.low14Minor],
      [30, low.low30Minor],
    ] as const;
    for (const [than, minor] of lows) {
      if (minor !== null && priceMinor > minor) return [{ ...of, than, minor }];
    }
    return [];
  });
  const rank = ({ than }: PriceFinding) => (than === 'floor' ? 0 : than);
  return found.sort((a, b) => rank(a) - rank(b));
}
