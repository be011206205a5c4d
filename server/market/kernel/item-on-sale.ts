import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { refused } from './decision.ts';
import { isSelling } from './selling.ts';

/**
 * Finds the item that a buyer names in a stream that sells. What is wrong with the stream or the lineup is judged before
 * everything else: STREAM_CLOSED, STREAM_NOT_LIVE, SELLING_PAUSED, NOT_IN_LINEUP. Its sale may be stopped.
 */
export function itemOnSale(
  state: Readonly<StreamState>,
  itemNumber: number,
): { kind: 'found'; item: Item } | ReturnType<typeof refused> {
  if (!isSelling(state)) {
    return refused({ code: state.status === 'CLOSED' ? 'STREAM_CLOSED' : 'STREAM_NOT_LIVE' });
  }
  if (state.pause) return refused({ code: 'SELLING_PAUSED' });
  const item = state.items.get(itemNumber);
  if (!item || item.isRemoved) return refused({ code: 'NOT_IN_LINEUP', itemNumber });
  return { kind: 'found', item };
}
