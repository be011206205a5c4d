import type { FloorReport } from '../../../shared/contract/floor.ts';
import { flashChapter } from '../../market/flash-sale/floor.ts';
import { pairChapter } from '../../market/order/floor.ts';
import type { StreamState } from '../../market/state.ts';
import { actChapter } from './acts.ts';
import type { Chapter } from './chapter.ts';
import { holdChapter } from './holds.ts';

/** What stands in the report by itself: how far the log was read. */
type OfTheReading = 'seq' | 'headSeq' | 'isWhole';

/** A chapter for each part of the report: a part that the contract has and nobody tells does not compile. */
export type Chapters = {
  [Name in Exclude<keyof FloorReport, OfTheReading>]: Chapter<FloorReport[Name]>;
};

/** The chapters of a stream whose log is about to be read. */
export function openChapters(state: StreamState): Chapters {
  const flashes = flashChapter(state);
  const acts = actChapter(state, flashes);
  return {
    acts,
    holds: holdChapter(),
    flashes,
    pairs: pairChapter(state),
    droppedAdds: acts.dropped,
  };
}
