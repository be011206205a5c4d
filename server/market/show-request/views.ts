import { askersOf } from '../kernel/askers.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import type { Views } from '../kernel/views.ts';
import type { StreamState } from '../state.ts';
import { markOf } from './mark.ts';

export const showRequestViews = { own: { asksToSee } } satisfies Views;

/** The items that a viewer asks to be shown; undefined: none. */
export function asksToSee(state: StreamState, buyerId: string): number[] | undefined {
  const mark = markOf(buyerIdNow(state, buyerId));
  const items = [...state.askers.keys()].filter((itemNumber) => askersOf(state, itemNumber)?.has(mark));
  return items.length > 0 ? items : undefined;
}
