import type { MyOrder } from '../../../shared/market/order/contract.ts';
import { whyNotAtDoor } from '../../market/order/pay-on-delivery.ts';
import type { BuyerActor } from '../application.ts';
import type { BuyerCall } from '../call.ts';
import type { ApplicationDeps } from '../deps.ts';

/** Who knows whether a buyer is new, and from which network they come. */
export type Newcomers = Pick<BuyerCall, 'buyers' | 'networks'>;

/** Whether an order that waits for its payment may be paid to the courier instead, by what holds now (O13); of any other nothing. */
export async function atDoorOf(
  deps: Pick<ApplicationDeps, 'engines'>,
  { buyers, networks }: Newcomers,
  actor: BuyerActor,
  { orderId, streamId, status }: MyOrder['order'],
): Promise<Pick<MyOrder, 'atDoor'>> {
  const engine = status === 'PLACED' ? await deps.engines.stream(streamId) : null;
  if (!engine) return {};
  const by = {
    ...(await buyers.isNew(actor)),
    networkTag: await networks.of(actor, streamId, engine),
    isPracticeOff: actor.isPracticeOff ?? false,
  };
  return engine.read((state) => {
    const order = state.orders.look(orderId);
    const refusal = order ? whyNotAtDoor(state, order, by) : null;
    // It was paid, or ran out, since its row was read.
    if (!order || refusal?.code === 'PAYMENT_FIXED') return {};
    return { atDoor: { refusal } };
  });
}
