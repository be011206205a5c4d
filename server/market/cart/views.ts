import type { CartView } from '../../../shared/market/cart/contract.ts';
import type { Views } from '../kernel/views.ts';
import type { StreamState } from '../state.ts';
import { isFirstPaid } from './add.ts';
import { allowanceOf } from './allowance.ts';

export const cartViews = {
  own: {
    cart: cartView,
    allowance: (state, buyerId, isNewInShop) =>
      isNewInShop === null ? undefined : allowanceOf(state, buyerId, isNewInShop),
  },
} satisfies Views;

function cartView(state: StreamState, buyerId: string): CartView {
  const buyer = state.buyers.get(buyerId);
  const lines = (buyer?.lines ?? []).map((line) => ({
    itemNumber: line.itemNumber,
    directUnits: line.direct,
    expiredUnits: line.expired,
    holds: line.holds.flatMap((holdId) => {
      const hold = state.holds.get(holdId);
      if (!hold) return [];
      const { units, unitPriceMinor, flashId, untilMs, isOffer } = hold;
      return [{ units, unitPriceMinor, flashId, untilMs, ...(isOffer && { isOffer }) }];
    }),
  }));
  return { lines, firstPaid: isFirstPaid(state, buyer) };
}
