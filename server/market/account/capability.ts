import type { Capability } from '../kernel/capability.ts';
import type { AccountFacts } from './facts.ts';
import { accountFolds } from './fold.ts';

/** Who is whom (B2). */
export const account = {
  fold: accountFolds,
} satisfies Capability<AccountFacts>;
