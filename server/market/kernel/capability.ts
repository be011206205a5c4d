import type { Fact, FactType } from '../facts.ts';
import type { StreamState } from '../state.ts';
import type { Stamp } from './stamp.ts';

/** Takes one fact into the state; total, never refuses. A sum that does not hold is a fault, and throws. */
export type Fold<T extends FactType> = (state: StreamState, fact: Fact<T>, stamp: Stamp) => void;

export type Folds<Own> = { [K in keyof Own & FactType]: Fold<K> };

/** What one capability of the market gives to all that happens in a stream. `market.ts` puts them together. */
export interface Capability<Own> {
  /** What each of its facts makes of the state. */
  fold: Folds<Own>;
}
