import type { Capability } from '../kernel/capability.ts';
import type { StockFacts } from './facts.ts';
import { stockFolds } from './fold.ts';

/** The counts of a stream, and what moves between it and the warehouse (K1–K3, S5). */
export const stock = {
  fold: stockFolds,
} satisfies Capability<StockFacts>;
