import type { Order } from '../../domain/order/order.ts';
import type { LookedUp } from '../../domain/order/recall.ts';
import type { StreamEngine } from '../../engine/engines.ts';
import type { FeatureDeps } from '../deps.ts';

/** Looks a closed order up before the cut that needs it. @returns null if the stream has it in memory */
export async function lookUpOrder(
  { readers }: Pick<FeatureDeps, 'readers'>,
  engine: StreamEngine,
  streamId: string,
  orderId: string,
): Promise<LookedUp | null> {
  const atSeq = await engine.read((state) => (state.orders.has(orderId) ? null : state.seq));
  if (atSeq === null) return null;
  const body = await readers.closedOrder(streamId, orderId);
  return { order: body === null ? null : (JSON.parse(body) as Order), atSeq };
}
