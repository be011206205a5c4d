import type { Grant } from '../../../shared/market/stream/contract.ts';
import type { StreamFact } from '../facts.ts';
import type { StreamState } from '../state.ts';
import type { Undo } from '../undo-memory.ts';
import type { By } from './by.ts';
import type { DecideAt } from './decision.ts';

/** How one kind of console fact is taken back (L5). */
export interface TakesBack<Kept extends Undo> {
  /** Taking something back needs the same grant as doing it (A1): only the log knows what was done. */
  grant: Grant;
  /** The last console fact on what it was about (L4). */
  versionOf(state: Readonly<StreamState>, last: Kept): number;
  /** The fact that takes it back, or null if that is not possible any more. */
  inverse(state: StreamState, last: Kept, by: Pick<DecideAt, 'atMs'> & { by: By }): StreamFact | null;
}

export type TakesBackAll<Kept extends Undo> = { [K in Kept['kind']]: TakesBack<Extract<Kept, { kind: K }>> };

/** The last console fact on the item of a kept one. */
export function itemVersion(state: Readonly<StreamState>, { itemNumber }: { itemNumber: number }): number {
  return state.items.get(itemNumber)?.version ?? 0;
}
