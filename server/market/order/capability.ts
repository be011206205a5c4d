import type { Capability } from '../kernel/capability.ts';
import type { OrderFacts } from './facts.ts';
import { orderFolds } from './fold.ts';

/** Orders until they are packed (O1–O3). */
export const order = {
  fold: orderFolds,
} satisfies Capability<OrderFacts>;
