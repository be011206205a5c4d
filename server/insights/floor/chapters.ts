import type { FloorReport } from '../../../shared/contract/floor.ts';
import { ownChapters } from '../../market/market.ts';
import type { StreamState } from '../../market/state.ts';
import { actChapter } from './acts.ts';
import type { Chapter } from './chapter.ts';
import { holdChapter } from './holds.ts';
import { moneyChapter, refusedChapter, voucherChapter } from './minutes.ts';

/** What stands in the report by itself: how far the log was read. */
type OfTheReading = 'seq' | 'headSeq' | 'isWhole';

/**
 * A chapter for each field of the report: one that the contract has and nobody tells does not compile. A capability tells its
 * own (`report` in its object); what is read from the facts of several stands here.
 */
export type Chapters = {
  [Name in Exclude<keyof FloorReport, OfTheReading>]: Chapter<FloorReport[Name]>;
};

/** The chapters of a stream whose log is about to be read. */
export function openChapters(state: StreamState): Chapters {
  const own = ownChapters(state);
  const acts = actChapter(state, own.flashes);
  return {
    ...own,
    acts,
    holds: holdChapter(),
    droppedAdds: acts.dropped,
    money: moneyChapter(state),
    vouchersAtMs: voucherChapter(),
    refusedMinutes: refusedChapter(),
  };
}
