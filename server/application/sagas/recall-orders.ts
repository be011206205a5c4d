import type { Outcome } from '../../market/kernel/decision.ts';
import type { Order } from '../../market/order/order.ts';
import { hasOwnOrder, type LookedUp } from '../../market/order/recall.ts';
import type { StreamState } from '../../market/state.ts';
import type { StaffCall } from '../call.ts';
import type { ApplicationDeps } from '../deps.ts';
import type { StreamEngine } from '../engines.ts';

/**
 * Submits a command about an order. If the stream has forgotten the order, it is looked up and the command decided once
 * more, as received when it was: an order in memory waits for no look.
 * @param buyerId whose order it has to be: somebody else's is looked for like one that there is not
 */
export async function submitWithRecalledOrder<Reply>(
  { readers }: Pick<ApplicationDeps, 'readers'>,
  engine: StreamEngine,
  { streamId, orderId, buyerId }: { streamId: string; orderId: string; buyerId?: string },
  submit: (lookedUp: LookedUp | null) => Promise<Outcome<Reply>>,
): Promise<Outcome<Reply>> {
  const outcome = await submit(null);
  if (outcome.kind !== 'refused' || outcome.refusal.code !== 'UNAVAILABLE') return outcome;
  const isThere = (state: Readonly<StreamState>) =>
    buyerId === undefined ? state.orders.has(orderId) : hasOwnOrder(state, orderId, buyerId);
  const atSeq = await engine.read((state) => (isThere(state) ? null : state.seq));
  if (atSeq === null) return outcome;
  const body = await readers.closedOrder(streamId, orderId);
  return submit({ order: body === null ? null : (JSON.parse(body) as Order), atSeq });
}

/** Submits a command about several orders, as `submitWithRecalledOrder` does one about a single order. */
export async function submitWithRecalledOrders<Reply>(
  { deps: { readers }, engine, streamId }: Pick<StaffCall, 'deps' | 'engine' | 'streamId'>,
  orderIds: readonly string[],
  submit: (told: {
    orderIds: readonly string[];
    orders: ReadonlyMap<string, LookedUp>;
  }) => Promise<Outcome<Reply>>,
): Promise<Outcome<Reply>> {
  const outcome = await submit({ orderIds, orders: new Map() });
  if (outcome.kind !== 'refused' || outcome.refusal.code !== 'UNAVAILABLE') return outcome;
  const { atSeq, missing } = await engine.read((state) => ({
    atSeq: state.seq,
    missing: orderIds.filter((orderId) => !state.orders.has(orderId)),
  }));
  const orders = new Map<string, LookedUp>();
  for (const orderId of missing) {
    const body = await readers.closedOrder(streamId, orderId);
    orders.set(orderId, { order: body === null ? null : (JSON.parse(body) as Order), atSeq });
  }
  return submit({ orderIds, orders });
}

/** The orders that a parcel has lines of; none if the stream has no such parcel. */
export async function ordersOfParcel({
  deps: { readers },
  streamId,
  request: { shipmentId },
}: StaffCall<{ shipmentId: string }>): Promise<readonly string[]> {
  const [parcel] = await readers.parcels({ streamId, shipmentIds: [shipmentId], limit: 1 });
  return [...new Set((parcel?.lines ?? []).map(({ orderId }) => orderId))];
}

/** The order that a claim is about; none if the stream has no such claim. */
export async function ordersOfClaim({
  deps: { readers },
  streamId,
  request: { claimId },
}: StaffCall<{ claimId: string }>): Promise<readonly string[]> {
  const claims = await readers.claims({ streamId, claimIds: [claimId], limit: 1 });
  return claims.map(({ orderId }) => orderId);
}
