import type { ApplicationDeps } from '../../application/deps.ts';
import { submitWithRecalledOrders } from '../../application/sagas/recall-orders.ts';
import type { Subscriber } from '../../event-log/subscription/subscription.ts';
import type { StreamFact } from '../../market/facts.ts';
import { creditShipping, type Overpaid, overpaidGroups } from '../../market/parcel/credit.ts';
import type { StreamState } from '../../market/state.ts';

/** Groups that are looked for at once; when they have their money, the next. */
const AT_ONCE = 200;

/**
 * Gives back what parcel groups paid too much for their sending (P3), when a stream is CLOSED and after whatever makes a
 * group smaller later. It follows the log, because orders of a group may be forgotten and have to be looked up first.
 */
export function shippingCredits(deps: ApplicationDeps): Subscriber<StreamFact> {
  return {
    name: 'shipping-credits',
    types: [
      ...(['stream_closed', 'order_cancelled', 'line_unfilled', 'order_refunded', 'shipment_lost'] as const),
      'order_address_changed',
    ],
    async handle(streamId) {
      const engine = await deps.engines.stream(streamId);
      if (!engine) return;
      const find = (state: Readonly<StreamState>) => overpaidGroups(state, AT_ONCE);
      for (let found = await engine.read(find); found.length > 0; found = await engine.read(find)) {
        for (const overpaid of found) await credit(overpaid);
        if (found.length < AT_ONCE) return;
      }

      async function credit({ orderIds, ...name }: Overpaid): Promise<void> {
        const outcome = await submitWithRecalledOrders(
          { deps, engine: engine!, streamId },
          orderIds,
          ({ orders }) =>
            engine!.submit({
              readAtMs: deps.clock.steadyMs(),
              ids: [],
              key: null,
              decide: (state, at) => creditShipping(state, name, { ...at, orders }),
            }),
        );
        if (outcome.kind === 'refused') throw new Error(`Shipping not credited: ${outcome.refusal.code}.`);
      }
    },
  };
}
