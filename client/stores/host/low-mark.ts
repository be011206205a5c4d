/** So many units or fewer, of those that were put up, are few (K2). */
export const lowMarkOf = (units: number): number => Math.max(5, Math.floor(units / 10));
