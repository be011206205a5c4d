import type { Capability } from '../kernel/capability.ts';
import type { LineupFacts } from './facts.ts';
import { lineupFolds } from './fold.ts';

/** The items of a stream, their order and pins (L1–L6). */
export const lineup = {
  fold: lineupFolds,
} satisfies Capability<LineupFacts>;
