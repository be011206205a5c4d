import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';

/** Items of which viewers are told, in the order of the bag. */
export const shownItems = ({ order }: StreamState): readonly number[] => order;

/** An item that viewers are shown; null: it is not in the bag. */
export function shownItem(state: StreamState, itemNumber: number): Item | null {
  const item = state.items.get(itemNumber);
  return item && !item.isRemoved ? item : null;
}
