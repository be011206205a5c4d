import { buyerIdNow } from '../../server/market/kernel/buyers.ts';
import type { Order } from '../../server/market/order/order.ts';
import { hasOwnOrder, type LookedUp } from '../../server/market/order/recall.ts';
import type { StreamState } from '../../server/market/state.ts';

/** Every order of a stream, those too that it has forgotten; told of the state after each fact. */
export class OrderBook {
  private readonly forgotten = new Map<string, Order>();

  note({ forgotten }: StreamState): void {
    for (const order of forgotten) this.forgotten.set(order.orderId, structuredClone(order));
  }

  /** All orders as their last facts left them, the oldest first. */
  all(state: StreamState): Order[] {
    const gone = [...this.forgotten.values()].filter(({ orderId }) => !state.orders.has(orderId));
    return [...state.orders.values(), ...gone].sort((a, b) => a.seq - b.seq);
  }

  /** All orders, under the ids that their buyers have become (B2). */
  allNow(state: StreamState): Order[] {
    return this.all(state).map((order) => ({ ...order, buyerId: buyerIdNow(state, order.buyerId) }));
  }

  find(state: StreamState, orderId: string): Order | undefined {
    return state.orders.get(orderId) ?? this.forgotten.get(orderId);
  }

  /**
   * What a command finds out about an order before its cut, as a feature does.
   * @param buyerId who asks, if it has to be theirs
   */
  lookUp(state: StreamState, orderId: string, buyerId?: string): LookedUp | null {
    const isThere = buyerId === undefined ? state.orders.has(orderId) : hasOwnOrder(state, orderId, buyerId);
    if (isThere) return null;
    return { order: structuredClone(this.forgotten.get(orderId) ?? null), atSeq: state.seq };
  }
}
