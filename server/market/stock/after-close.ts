import type { StreamFact } from '../facts.ts';
import type { StreamState } from '../state.ts';

/** S4: units that are freed after CLOSED go back to the warehouse in the same batch. A rehearsal's were never real. */
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

/** What is left of every item, moved back to the warehouse (S4, S5). A rehearsal's counts were never real. */
export function returnAll(state: StreamState, ids: { next(): string }): StreamFact[] {
  if (state.rehearsalOf !== null) return [];
  const facts: StreamFact[] = [];
  for (const { itemNumber, productId, available } of state.items.values()) {
    if (available === 0) continue;
    const transferId = ids.next();
    facts.push({ type: 'stock_transferred_out', transferId, itemNumber, productId, units: available });
  }
  return facts;
}
