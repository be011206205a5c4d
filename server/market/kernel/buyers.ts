import type { AccountState, Buyer } from '../account/state.ts';

/** The buyer's record, made at the first fact that needs it. */
export function buyerOf(state: Pick<AccountState, 'aliases' | 'buyers'>, buyerId: string): Buyer {
  const id = state.aliases.get(buyerId) ?? buyerId;
  let buyer = state.buyers.get(id);
  if (!buyer) {
    buyer = {
      buyerId: id,
      lines: [],
      heldUnits: 0,
      newUnits: 0,
      strikes: 0,
      hasPaid: false,
      taken: [],
      orderIds: [],
    };
    state.buyers.set(id, buyer);
  }
  return buyer;
}

/** A receipt gave the price of a flash: no other does for this buyer (F5). */
export function noteReceipt(buyer: Buyer, flashId: string | null): void {
  if (flashId === null || buyer.receipts?.includes(flashId)) return;
  buyer.receipts = [...(buyer.receipts ?? []), flashId];
}

/** The id that a buyer is now in this stream (B2). */
export function buyerIdNow(state: Readonly<Pick<AccountState, 'aliases'>>, buyerId: string): string {
  return state.aliases.get(buyerId) ?? buyerId;
}

/**
 * Everybody whom a buyer's ids stand for in this stream by now: the id it is now first, then every id merged into it
 * (B2). Whoever asks may know of less: a merge comes to the streams first, and may have come no further.
 */
export function idsNow(
  state: Readonly<Pick<AccountState, 'aliases' | 'former'>>,
  ids: readonly string[],
): readonly string[] {
  const current = buyerIdNow(state, ids[0] ?? '');
  const former = state.former.get(current);
  return former ? [...new Set([current, ...ids, ...former])] : ids;
}
