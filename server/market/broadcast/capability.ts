import type { Capability } from '../kernel/capability.ts';
import type { BroadcastFacts } from './facts.ts';
import { broadcastFolds } from './fold.ts';

/** Picture and sound of a stream (S2, S7). */
export const broadcast = {
  fold: broadcastFolds,
} satisfies Capability<BroadcastFacts>;
