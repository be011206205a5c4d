import { ok, refuse } from '../../../../shared/values/result.ts';
import { networkOf } from '../../../lib/ip-address.ts';
import { toE164 } from '../../../lib/phone.ts';
import type { Counted } from '../../../ports/attempt-limiter.ts';
import type { GatewayDeps } from '../../deps.ts';
import type { Handlers } from '../serve-routes.ts';
import { homeFor } from '../shop/home.ts';
import type { Visitor } from '../visitor.ts';

/** Whoever finds nothing hears it so long after asking, whatever was wrong: far longer than any look takes. */
const NOTHING_MS = 500;

/**
 * Finds an order by its reference and its phone (B7). Guessing is bounded by network, by order and by phone, before the
 * order is looked up; what was found does not count. Where strangers have used up the network's tries, a device that has
 * ordered has some of its own.
 */
export function findOrderRoute(deps: GatewayDeps): Pick<Handlers, 'findOrder'> {
  const { application, clock, config, secrets, tries } = deps;
  const home = homeFor(deps);

  /** Counts a try of somebody at a network. @returns the bucket that it counts in, or how long to wait, in ms */
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
