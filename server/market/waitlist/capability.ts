import type { Capability } from '../kernel/capability.ts';
import type { WaitlistFacts } from './facts.ts';
import { waitlistFolds } from './fold.ts';

/** Waiting for units that others hold (H5). */
export const waitlist = {
  fold: waitlistFolds,
} satisfies Capability<WaitlistFacts>;
