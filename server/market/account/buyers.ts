import type { AccountState, Buyer } from './state.ts';

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
