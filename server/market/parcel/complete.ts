import { accept, type DecideAt, type Decision, refused } from '../kernel/decision.ts';
import { findOrder, type LookedUp } from '../order/recall.ts';
import type { StreamState } from '../state.ts';

/**
 * Takes an order back into memory whose completion is due, so that it is judged (T6). One in memory is swept by its
 * deadline; one that is not due, or not any more, stays as it is.
 */
export function completeOrder(
  state: StreamState,
  { orderId }: { orderId: string },
  by: DecideAt & { lookedUp: LookedUp | null },
): Decision<{ seq: number }> {
  const found = findOrder(state, orderId, by.lookedUp, by.atMs);
  if (found.kind === 'refused') return refused(found.refusal);
  const isDue = found.recall.some(({ type }) => type === 'order_completed');
  return accept(isDue ? found.recall : [], (_after, seq) => ({ seq }));
}
