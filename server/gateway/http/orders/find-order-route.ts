import { ok, refuse } from '../../../../shared/values/result.ts';
import { networkOf } from '../../../lib/ip-address.ts';
import { toE164 } from '../../../lib/phone.ts';
import type { Counted } from '../../../ports/attempt-limiter.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeFor } from '../shop/home.ts';
import type { Visitor } from '../visitor.ts';

/** Time in ms after which every miss is answered, whatever was wrong; a look-up takes far less. */
const NOTHING_MS = 500;

/**
 * Finds an order by its reference and phone (B7). Guesses are bounded by network, order and phone before the look-up; a
 * hit does not count. When the network's bucket is empty, a device with orders has its own.
 */
export function findOrderRoute(deps: GatewayDeps): Pick<Handlers, 'findOrder'> {
  const { application, clock, config, secrets, tries } = deps;
  const home = homeFor(deps);

  /** Counts a try. @returns the bucket that was charged, or the wait in ms */
  async function sender(visitor: Visitor, network: string): Promise<[Counted, string] | number> {
    const waitMs = await tries.count('findOfNetwork', network);
    if (waitMs === 0) return ['findOfNetwork', network];
    const buyer = await visitor.buyer();
    if (buyer.isNewcomer || !(await application.hasOrdered(buyer))) return waitMs;
    const ownWaitMs = await tries.count('findOfBuyer', buyer.buyerId);
    return ownWaitMs === 0 ? ['findOfBuyer', buyer.buyerId] : ownWaitMs;
  }

  return {
    async findOrder({ body, visitor, address }) {
      const fromMs = clock.steadyMs();
      const phone = toE164(body.phone, config.countryCode ?? (await home()).callingCode);
      const from = await sender(visitor, networkOf(address));
      if (typeof from === 'number') return refuse({ code: 'RATE_LIMITED', retryAfterMs: from });
      const counted = [from];
      const others: [Counted, string][] = [
        ['findOfOrder', body.reference],
        ['findOfPhone', secrets.sign('account', phone)],
      ];
      for (const [what, who] of others) {
        const waitMs = await tries.count(what, who);
        if (waitMs > 0) return refuse({ code: 'RATE_LIMITED', retryAfterMs: waitMs });
        counted.push([what, who]);
      }
      const found = await application.findOrder({ reference: body.reference, phone });
      if (found) {
        for (const [what, who] of counted) await tries.uncount(what, who);
        return ok(found);
      }
      await untilSteady(clock, fromMs + NOTHING_MS);
      return refuse({ code: 'NOT_FOUND' });
    },
  };
}

function untilSteady(clock: GatewayDeps['clock'], steadyMs: number): Promise<void> {
  const leftMs = steadyMs - clock.steadyMs();
  if (leftMs <= 0) return Promise.resolve();
  return new Promise((resolve) => clock.at(clock.nowMs() + leftMs, resolve));
}
