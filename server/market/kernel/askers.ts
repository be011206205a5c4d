import type { StreamState } from '../state.ts';

/** The marks of those who ask to be shown an item since it was pinned last (L9); undefined: nobody does. */
export function askersOf(state: Readonly<StreamState>, itemNumber: number): ReadonlySet<number> | undefined {
  const asked = state.askers.get(itemNumber);
  return asked && asked.pinnedSeq === state.items.get(itemNumber)?.pinnedSeq ? asked.marks : undefined;
}
