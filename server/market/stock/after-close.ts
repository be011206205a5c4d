import type { StreamFact } from '../facts.ts';
import type { StreamState } from '../state.ts';

/** S4: units that are freed after CLOSED go back to the warehouse in the same cut. A rehearsal's were never real. */
export function returnAfterClose(
  state: StreamState,
  freed: readonly { itemNumber: number; units: number }[],
  ids: { next(): string },
): StreamFact[] {
  if (state.status !== 'CLOSED' || state.rehearsalOf !== null) return [];
  return freed.flatMap(({ itemNumber, units }): StreamFact[] => {
    const item = state.items.get(itemNumber);
    if (!item || units === 0) return [];
    const { productId } = item;
    return [{ type: 'stock_transferred_out', transferId: ids.next(), itemNumber, productId, units }];
  });
}
