import type { Capability } from '../kernel/capability.ts';
import type { StreamLifeFacts } from './facts.ts';
import { streamFolds } from './fold.ts';

/** The life of a stream, its page, its bounds (S1–S4, S6, S8). */
export const stream = {
  fold: streamFolds,
} satisfies Capability<StreamLifeFacts>;
