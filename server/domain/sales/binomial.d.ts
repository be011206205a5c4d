/** A share and the interval that covers the true one in at least 95 of 100 samples. */
export interface ShareInterval {
    low: number;
    high: number;
}
/**
 * Clopper–Pearson's exact 95 % interval of a share, from the quantiles of the beta distribution.
 * @param hits whole, 0 ≤ hits ≤ of
 * @returns null without an observation
 */
export declare function clopperPearson95(hits: number, of: number): ShareInterval | null;
