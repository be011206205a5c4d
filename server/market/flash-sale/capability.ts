import type { Capability } from '../kernel/capability.ts';
import type { FlashSaleFacts } from './facts.ts';
import { flashSaleFolds } from './fold.ts';

/** Flash sales (F1–F6). */
export const flashSale = {
  fold: flashSaleFolds,
} satisfies Capability<FlashSaleFacts>;
