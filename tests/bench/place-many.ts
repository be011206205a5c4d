import { systemClock } from '../../server/adapters/system/clock.ts';
import { systemIds } from '../../server/adapters/system/ids.ts';
import type { StreamEngine } from '../../server/application/engines.ts';
import { payloadHash } from '../../server/application/payload-hash.ts';
import type { Outcome } from '../../server/market/kernel/decision.ts';
import { placeOrder } from '../../server/market/order/place.ts';
import { pause, seeded } from './numbers.ts';
import { orderOf } from './orders.ts';
import type { Stall } from './stall.ts';

/** So many commands are in the engine at once: two cuts, so that one waits while the other is written. */
const IN_FLIGHT = 256;
const MAX_TRIES = 20;
const clock = systemClock();

/** Places three-line orders of distinct buyers straight into a stream's engine, as quickly as it takes them. */
export async function placeMany(
  engine: StreamEngine,
  stall: Stall,
  options: { orders: number; seed: number },
): Promise<void> {
  const chance = seeded(options.seed);
  let left = options.orders;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const buyerId = systemIds.next();
      const request = orderOf(stall.offers, systemIds.next(), buyerId, chance);
      await untilPlaced(() =>
        engine.submit({
          readAtMs: clock.steadyMs(),
          ids: [buyerId],
          key: { key: request.key, payloadHash: payloadHash('order:place', request) },
          exclusive: buyerId,
          decide: (state, at) =>
            placeOrder(state, request, {
              ...at,
              buyerId,
              isNewInShop: true,
              ordersElsewhere: 0,
              phoneTag: buyerId,
              country: null,
              receiptAtMs: null,
              networkTag: buyerId,
              joinedAtMs: null,
            }),
        }),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, options.orders) }, one));
}

/** A machine that is busy with other things makes the engine shed load; what it shed is asked for again. */
async function untilPlaced(submit: () => Promise<Outcome<unknown>>): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const outcome = await submit();
    if (outcome.kind === 'accepted') return;
    const { refusal } = outcome;
    if (refusal.code !== 'BUSY' && refusal.code !== 'UNAVAILABLE')
      throw new Error(`Refused: ${refusal.code}`);
    await pause(refusal.retryAfterMs);
  }
  throw new Error('The engine had no time for an order.');
}
