import type { ApplicationDeps } from '../../application/deps.ts';
import { submitWithRecalledOrder } from '../../application/sagas/recall-orders.ts';
import { completeOrder } from '../../market/parcel/complete.ts';
import { defaultSettings } from '../../market/stream/settings.ts';

/** Orders that one look completes: the rest is found by the next. */
const PER_LOOK = 200;

/**
 * Completes orders whose stream has forgotten them, or sleeps: a deadline is swept where its order is in memory, and
 * these are looked for in the tables (T6), by the usual time, which every stream has had; the rule judges by its stream's own.
 */
export async function completeOverdue(deps: ApplicationDeps): Promise<void> {
  const { readers, engines, clock } = deps;
  const due = await readers.completionsDue(clock.nowMs() - defaultSettings.completeMs, PER_LOOK);
  for (const { streamId, orderId } of due) {
    const engine = await engines.stream(streamId);
    if (!engine) continue;
    await submitWithRecalledOrder(deps, engine, { streamId, orderId }, (lookedUp) =>
      engine.submit({
        readAtMs: clock.steadyMs(),
        ids: [],
        key: null,
        decide: (state, at) => completeOrder(state, { orderId }, { ...at, lookedUp }),
      }),
    );
  }
}
