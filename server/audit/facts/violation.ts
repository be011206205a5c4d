import type { Broken, Invariant } from '../broken.ts';

/** Makes the finding about the fact that is being looked at. */
export type No = (invariant: Invariant, found: string, expected: string) => Broken;
