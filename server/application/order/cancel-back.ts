import type { MyOrder } from '../../../shared/market/order/contract.ts';
import { backIfCancelled } from '../../market/order/call-off.ts';
import type { ApplicationDeps } from '../deps.ts';

/**
 * What comes back of an order that was paid online if its buyer cancels it now, while that is free: all of it, but for what
 * sending the rest of its parcel costs (P3). Of any other order nothing is said.
 */
export async function cancelBackOf(
  { engines, clock }: Pick<ApplicationDeps, 'engines' | 'clock'>,
  { orderId, streamId, status, payment, freeCancelUntilMs }: MyOrder['order'],
): Promise<Pick<MyOrder, 'cancelBackMinor'>> {
  const isFree = status === 'PAID' && clock.nowMs() < (freeCancelUntilMs ?? 0);
  const engine = isFree && payment !== 'cash_on_delivery' ? await engines.stream(streamId) : null;
  if (!engine) return {};
  return engine.read((state) => {
    const order = state.orders.look(orderId);
    const backMinor = order ? backIfCancelled(state, order) : null;
    // Else it was packed or cancelled since its row was read.
    return backMinor === null ? {} : { cancelBackMinor: backMinor };
  });
}
