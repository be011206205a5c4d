import { MAX_LINEUPS_OF_ONE, MAX_SAVED_LINEUPS } from '../../shared/contract/lineup-lists.ts';
import type { By } from '../market/kernel/by.ts';
import { accept, refused } from '../market/kernel/decision.ts';
import type { ShopDecision } from './decide.ts';
import type { KeptLineup, ShopState } from './state.ts';

/** Whose lineups somebody sees and changes: an operator all, of whom new ones are the shop's; a host their own. */
export interface LineupReader {
  staffId: string;
  isOperator: boolean;
}

/**
 * Keeps a lineup under a name (S15). One of the same name and owner is replaced. More than 20 of one owner, or 100 of all →
 * BAD_REQUEST of `name`.
 */
export function saveLineup(
  state: ShopState,
  request: Pick<KeptLineup, 'lineupId' | 'name' | 'currency' | 'holdPolicy' | 'payments' | 'items'>,
  by: LineupReader & { by: By },
): ShopDecision<{ lineup: KeptLineup | null }> {
  const ownerId = by.isOperator ? null : by.staffId;
  const others = [...state.lineups.values()];
  const own = others.filter((each) => each.ownerId === ownerId);
  const same = own.find(({ name }) => name === request.name);
  if (!same && (own.length >= MAX_LINEUPS_OF_ONE || others.length >= MAX_SAVED_LINEUPS)) {
    return refused({ code: 'BAD_REQUEST', field: 'name' });
  }
  const lineupId = same?.lineupId ?? request.lineupId;
  return accept([{ type: 'lineup_saved', ...request, lineupId, ownerId, by: by.by }], (after) => ({
    lineup: after.lineups.get(lineupId) ?? null,
  }));
}

/** Forgets a lineup. One that is not there, or not theirs, → NOT_FOUND. */
export function deleteLineup(
  state: ShopState,
  { lineupId }: { lineupId: string },
  by: LineupReader & { by: By },
): ShopDecision<{ done: true }> {
  const known = state.lineups.get(lineupId);
  if (!known || !isTheirs(known, by)) return refused({ code: 'NOT_FOUND' });
  return accept([{ type: 'lineup_deleted', lineupId, by: by.by }], () => ({ done: true }));
}

/** The lineups that somebody may begin with, the one that was saved last first. */
export function lineupsFor(
  { lineups }: Readonly<Pick<ShopState, 'lineups'>>,
  reader: LineupReader,
): { lineup: KeptLineup; isTheirs: boolean }[] {
  return [...lineups.values()]
    .filter((each) => each.ownerId === null || isTheirs(each, reader))
    .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.lineupId < b.lineupId ? -1 : 1))
    .map((lineup) => ({ lineup, isTheirs: isTheirs(lineup, reader) }));
}

function isTheirs({ ownerId }: KeptLineup, { staffId, isOperator }: LineupReader): boolean {
  return isOperator || ownerId === staffId;
}
