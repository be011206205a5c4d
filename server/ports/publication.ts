import type { ConsoleKeys } from '../../shared/contract/console-parts.ts';
import type { Change } from '../../shared/live-view/entries.ts';

/**
 * What committed facts of a stream mean to everybody here: values with their seq, never differences. Each node makes
 * its own from the log that it follows, so that nothing a stranger sends over the bus can reach a screen.
 */
export interface Publication {
  streamId: string;
  history: string;
  from: number;
  to: number;
  atMs: number;
  /** The entries of the live view that the facts touch, with their values at `to`. */
  changes: Change[];
  /** What changed can't be named (the log was read anew): everything shown of this stream is read again. */
  whole: boolean;
  /** Pin, flash, a change of state, sold out: told at once instead of at the next tick (K3). */
  urgent: boolean;
  /** Buyers whose cart, holds or orders changed. */
  buyers: string[];
  /** What changed for the floor, of each part of its frame. */
  console: ConsoleKeys;
  /** Members of staff who may do something else on the stream from now on (A1). */
  staff: string[];
}

/** Where the publications of this process are heard: made from facts that it has seen committed, its own or others'. */
export interface Publications {
  /** Hears every publication of every stream that is awake here, in order; returns how to stop. */
  subscribe(listener: (publication: Publication) => void): () => void;
}
