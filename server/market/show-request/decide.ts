import type { Refusal } from '../../../shared/contract/refusals.ts';
import { MAX_ASKERS, MAX_ASKERS_OF_ITEM } from '../../../shared/market/show-request/bounds.ts';
import { askersOf } from '../kernel/askers.ts';
import { buyerIdNow } from '../kernel/buyers.ts';
import { accept, type Decision } from '../kernel/decision.ts';
import { isSelling } from '../kernel/selling.ts';
import type { StreamState } from '../state.ts';
import { markOf } from './mark.ts';

/** One viewer who asks to be shown one item. */
export interface ShowRequest {
  buyerId: string;
  itemNumber: number;
}

/**
 * Decides what a batch of viewers asks to be shown (L9), as one fact; each gets an answer of their own: null is a yes.
 * Who asks already, asks for what is pinned, or is one more than are counted, changes nothing. Refusals: STREAM_CLOSED,
 * STREAM_NOT_LIVE, NOT_IN_LINEUP.
 */
export function requestShows(
  state: StreamState,
  asked: readonly ShowRequest[],
): Decision<{ seq: number; answers: (Refusal | null)[] }> {
  const over = whyNobody(state);
  const fresh = new Map<number, Set<number>>();
  let room = MAX_ASKERS - countAskers(state);
  const answers = asked.map(({ buyerId, itemNumber }): Refusal | null => {
    const refusal = over ?? whyNotItem(state, itemNumber);
    if (refusal) return refusal;
    const known = askersOf(state, itemNumber);
    const marks = fresh.get(itemNumber) ?? new Set();
    const mark = markOf(buyerIdNow(state, buyerId));
    const isPinned = state.pins.some((pin) => pin.itemNumber === itemNumber);
    if (isPinned || known?.has(mark) || marks.has(mark)) return null;
    if (room === 0 || (known?.size ?? 0) + marks.size >= MAX_ASKERS_OF_ITEM) return null;
    room -= 1;
    fresh.set(itemNumber, marks.add(mark));
    return null;
  });
  const items = Array.from(fresh, ([itemNumber, marks]) => ({ itemNumber, marks: [...marks] }));
  return accept(items.length > 0 ? [{ type: 'shows_requested', items }] : [], (_after, seq) => ({
    seq,
    answers,
  }));
}

/** Before a stream begins viewers may ask as well: what was asked for most is what a host begins with. */
function whyNobody(state: Readonly<StreamState>): Refusal | null {
  if (state.rehearsalOf !== null) return { code: 'NOT_FOUND' };
  if (isSelling(state) || state.status === 'SCHEDULED') return null;
  return { code: state.status === 'ENDED' ? 'STREAM_NOT_LIVE' : 'STREAM_CLOSED' };
}

function whyNotItem(state: Readonly<StreamState>, itemNumber: number): Refusal | null {
  const item = state.items.get(itemNumber);
  return item && !item.isRemoved ? null : { code: 'NOT_IN_LINEUP', itemNumber };
}

function countAskers(state: Readonly<StreamState>): number {
  let count = 0;
  for (const itemNumber of state.askers.keys()) count += askersOf(state, itemNumber)?.size ?? 0;
  return count;
}
