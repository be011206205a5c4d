import type { Invalidated } from '../kernel/invalidated.ts';
import type { StreamState } from '../state.ts';
import type { Merged } from './facts.ts';
import type { Buyer } from './state.ts';

/** What becomes of a capability's part of the state when two buyers become one (B2). */
export interface Merge {
  /** Gives what is the guest's to the other; called before the guest's record goes. */
  fold(state: StreamState, from: Buyer, into: Buyer, fact: Merged): void;
  /** The same for what is known by ids alone; called also where the guest has no record. */
  foldIds?: (state: StreamState, fact: Merged) => void;
  /** Adds what that changed; called when all of it was given. */
  invalidate?: (changed: Invalidated, state: StreamState, fact: Merged) => void;
}
