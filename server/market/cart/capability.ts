import type { Capability } from '../kernel/capability.ts';
import type { CartFacts } from './facts.ts';
import { cartFolds } from './fold.ts';

/** Carts and holds (H1–H3). */
export const cart = {
  fold: cartFolds,
} satisfies Capability<CartFacts>;
