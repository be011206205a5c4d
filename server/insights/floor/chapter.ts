import type { Fact, FactType } from '../../market/facts.ts';
import type { Watching } from '../watching.ts';
import type { Window } from '../windows.ts';
import type { Refused } from './refused.ts';

/** What the log alone does not say, or says of the whole stream. */
export interface Surroundings {
  /** While it was live, so far; null before. */
  live: Window | null;
  /** Where what is still open ends: the stream's end, else the last fact. */
  untilMs: number;
  watching: Watching;
  refused: readonly Refused[];
}

/** One chapter of what the floor did with a stream: it notes facts while the log is read, and tells what came of them. */
export interface Chapter<Told> {
  /** By the fact that is noted; called once the state has it. */
  readonly on: { readonly [T in FactType]?: (fact: Fact<T>, atMs: number) => void };
  /** What it has come to so far; the log may be read on afterwards. */
  tell(surroundings: Surroundings): Told;
}
