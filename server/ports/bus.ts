import type { Change } from '../../shared/live-view/changes.ts';

/**
 * What one committed cut of a stream means to everybody. Only committed facts are ever published. A bus is a carrier:
 * it may lose, repeat or reorder, so everything here is a value with its seq, never a difference.
 */
export interface Publication {
  streamId: string;
  history: string;
  from: number;
  to: number;
  atMs: number;
  /** The entries of the live view that the facts touch, with their values at `to`. */
  changes: Change[];
  /** Pin, flash, a change of state, sold out: told at once instead of at the next tick (K3). */
  urgent: boolean;
  /** Buyers whose basket, holds or orders changed. */
  buyers: string[];
  /** What changed for the floor. */
  consoleItems: number[];
  consoleOrders: string[];
}

export interface Bus {
  publish(publication: Publication): void;
  /** Hears every publication of every stream; returns how to stop. */
  subscribe(listener: (publication: Publication) => void): () => void;
}
