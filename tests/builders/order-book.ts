import type { Order } from '../../server/domain/order/order.ts';
import type { LookedUp } from '../../server/domain/order/recall.ts';
import { buyerIdNow, type StreamState } from '../../server/domain/state.ts';

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

  /** What a command finds out about an order before its cut, as a feature does. */
  lookUp(state: StreamState, orderId: string): LookedUp | null {
    if (state.orders.has(orderId)) return null;
    return { order: structuredClone(this.forgotten.get(orderId) ?? null), atSeq: state.seq };
  }
}
