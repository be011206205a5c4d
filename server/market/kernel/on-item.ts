import type { Item } from '../lineup/state.ts';
import type { StreamState } from '../state.ts';
import { type Decision, refused } from './decision.ts';

/** Finds the item of a console command and judges its version (L4). */
export function onItem<Reply>(
  state: StreamState,
  request: { itemNumber: number; version?: number },
  then: (item: Item) => Decision<Reply>,
): Decision<Reply> {
  const closed = whyClosed(state);
  if (closed) return closed;
  const { itemNumber, version } = request;
  const item = state.items.get(itemNumber);
  if (!item || item.isRemoved) return refused({ code: 'NOT_IN_LINEUP', itemNumber });
  if (version !== undefined && item.version !== version) {
    return refused({ code: 'STALE_VERSION', itemNumber, version: item.version });
  }
  return then(item);
}

/** A stream that is over for good takes nothing of its console any more. */
export function whyClosed(state: StreamState): ReturnType<typeof refused> | null {
  if (state.status === 'CLOSED' || state.status === 'CANCELLED') return refused({ code: 'STREAM_CLOSED' });
  return null;
}
