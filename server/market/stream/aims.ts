import type { FloorReport } from '../../../shared/contract/floor.ts';
import type { Chapter } from '../../insights/floor/chapter.ts';
import type { StreamState } from '../state.ts';

type Aims = FloorReport['aims'];

/** What the stream aims at by the last fact that was read (S10): the state says it all, no fact is noted. */
export function aimChapter(state: StreamState): Chapter<Aims> {
  return { on: {}, tell: () => aimsOf(state) };
}

/** What a stream aims at now; what is absent nobody said. */
export function aimsOf({
  settings: { targetMinor, plannedMs },
}: Readonly<Pick<StreamState, 'settings'>>): Aims {
  return { ...(targetMinor !== undefined && { targetMinor }), ...(plannedMs !== undefined && { plannedMs }) };
}
