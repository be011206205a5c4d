import { type PrivateView, privateView as schema } from '../../shared/contract/private-view.ts';
import { buyerIdNow } from './kernel/buyers.ts';
import type { OwnViews } from './kernel/views.ts';
import type { StreamState } from './state.ts';

/** What a buyer alone sees, put together of what each capability shows, in the order of the contract. */
export function privateViews(own: OwnViews) {
  const fields = Object.keys(schema.shape).filter((field): field is keyof OwnViews => field !== 'seq');

  /**
   * A buyer's own part of a stream: cart, holds and the newest orders in memory, whole values at the state's seq.
   * @param isNewInShop as it was looked up (H6); null: it could not be, and nothing is said that hangs on it
   */
  return (state: StreamState, buyerId: string, isNewInShop: boolean | null = null): PrivateView => {
    const id = buyerIdNow(state, buyerId);
    const view: Record<string, unknown> = { seq: state.seq };
    for (const field of fields) {
      const shown = own[field](state, id, isNewInShop);
      if (shown !== undefined) view[field] = shown;
    }
    return view as PrivateView;
  };
}
